import csv
import shutil

import pytest
from django.conf import settings

from simpul.core.models import Entry
from simpul.vocabularies.models import Affair, Goal, Programme, Sector, SectorFamily, Stage
from simpul.vocabularies.services import correct_term, load_vocabularies

pytestmark = pytest.mark.django_db

SHIPPED = settings.DATA_DIR / "vocabularies"


@pytest.fixture
def directory(tmp_path):
    """A copy of the shipped lists that a test may change."""
    return shutil.copytree(SHIPPED, tmp_path / "vocabularies")


def rewrite(path, change):
    """Pass every row of a file through ``change``."""
    with path.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        change(row)
    with path.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.DictWriter(lines, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_all_shipped_lists_are_taken_over_without_error():
    report = load_vocabularies(SHIPPED)

    assert report.errors == []
    assert (report.changed, report.same) == (0, 0)
    assert Affair.objects.filter(concurrent=True).count() == 32
    assert Goal.objects.count() == 17
    assert SectorFamily.objects.count() == 8
    assert Sector.objects.count() == 38
    assert Programme.objects.count() == 51
    assert Stage.objects.count() == 8


def test_loading_twice_changes_nothing():
    first = load_vocabularies(SHIPPED)
    entries = Entry.objects.count()

    second = load_vocabularies(SHIPPED)

    assert (second.created, second.changed, second.same) == (0, 0, first.created)
    assert Entry.objects.count() == entries


def test_a_changed_row_changes_only_that_row(directory):
    load_vocabularies(directory)
    before = dict(Sector.objects.values_list("key", "label_en"))

    def rename(row):
        if row["sector"] == "kesehatan":
            row["name_en"] = "Health care"

    rewrite(directory / "sectors.csv", rename)
    report = load_vocabularies(directory)

    assert (report.created, report.changed) == (0, 1)
    after = dict(Sector.objects.values_list("key", "label_en"))
    assert after == before | {"kesehatan": "Health care"}
    entry = Entry.objects.order_by("-id").first()
    pk = Sector.objects.get(key="kesehatan").pk
    assert (entry.verb, entry.model, entry.rows) == ("changed", "vocabularies.sector", [pk])


def test_changed_goals_of_a_sector_are_taken_over(directory):
    load_vocabularies(directory)

    def add_goal(row):
        if row["sector"] == "kesehatan":
            row["sdg_default"] = "3;6"

    rewrite(directory / "sectors.csv", add_goal)
    report = load_vocabularies(directory)

    assert report.changed == 1
    health = Sector.objects.get(key="kesehatan")
    assert [goal.number for goal in health.goals.all()] == [3, 6]


def test_a_bad_row_is_reported_with_its_place_and_the_others_are_loaded(directory):
    def spoil(row):
        if row["key"] == "kipp":
            row["kind"] = "carnival"

    rewrite(directory / "programmes.csv", spoil)
    report = load_vocabularies(directory)

    [error] = report.errors
    assert error.startswith("programmes.csv")
    assert "2" in error
    assert "carnival" in error
    assert Programme.objects.count() == 50


@pytest.mark.parametrize(
    "content", [None, b"\xff\xfe", b'"' + b"x" * 200_000, b"", b"number\n\0\n"]
)
def test_a_file_that_cannot_be_read_is_reported_and_the_others_are_loaded(directory, content):
    if content is None:
        (directory / "sdg.csv").unlink()
    else:
        (directory / "sdg.csv").write_bytes(content)

    report = load_vocabularies(directory)

    assert "sdg.csv" in report.errors[0]
    assert Goal.objects.count() == 0
    assert Stage.objects.count() == 8


def test_every_programme_of_the_shipped_mentions_is_in_the_list():
    with (settings.DATA_DIR / "innovations.csv").open(newline="", encoding="utf-8") as lines:
        named = {row["program"] for row in csv.DictReader(lines)}

    load_vocabularies(SHIPPED)

    assert named == set(Programme.objects.values_list("short_name", flat=True))


def test_what_was_corrected_here_no_file_changes_back():
    load_vocabularies(SHIPPED)
    sector = Sector.objects.get(key="kesehatan")

    correct_term(sector, label_id="Sehat", label_en="Health care", source="Perpres", by=None)

    assert load_vocabularies(SHIPPED).changed == 0
    sector.refresh_from_db()
    assert (sector.label_id, sector.label_en) == ("Sehat", "Health care")
