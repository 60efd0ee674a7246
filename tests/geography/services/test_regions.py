import csv
from decimal import Decimal

import pytest
from django.conf import settings

from simpul.core.models import Entry
from simpul.geography import queries
from simpul.geography.models import Region, RegionKind
from simpul.geography.services import load_regions
from tests.factories.geography import BoundaryFactory

pytestmark = pytest.mark.django_db

SHIPPED = settings.DATA_DIR / "regions.csv"


@pytest.fixture
def rows():
    """Two provinces with what lies in them, as rows of the shipped file."""
    with SHIPPED.open(newline="", encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines) if row["code"][:2] in {"31", "34"}]


@pytest.fixture
def write(tmp_path):
    def write(rows):
        path = tmp_path / "regions.csv"
        with path.open("w", newline="", encoding="utf-8") as lines:
            writer = csv.DictWriter(lines, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


def test_all_shipped_regions_are_taken_over_without_error():
    report = load_regions(SHIPPED)

    assert (report.created, report.errors) == (552, [])
    kinds = [Region.objects.filter(kind=kind).count() for kind in RegionKind]

    assert kinds == [38, 416, 98]


def test_loading_twice_changes_nothing(rows, write):
    path = write(rows)
    first = load_regions(path)
    entries = Entry.objects.count()

    second = load_regions(path)

    assert (first.created, first.errors) == (13, [])
    assert (second.created, second.changed, second.same) == (0, 0, 13)
    assert Entry.objects.count() == entries


def test_a_changed_row_changes_only_that_row(rows, write):
    load_regions(write(rows))
    before = {row["code"]: row for row in Region.objects.values()}

    rows[0]["population"] = "1"
    report = load_regions(write(rows))

    assert (report.created, report.changed, report.same) == (0, 1, 12)
    after = {row["code"]: row for row in Region.objects.values()}
    changed = rows[0]["code"]
    assert after == before | {changed: before[changed] | {"population": 1}}
    entry = Entry.objects.order_by("-id").first()
    assert (entry.verb, entry.rows) == ("changed", [Region.objects.get(code=changed).pk])


def test_a_changed_other_name_replaces_the_old_one(rows, write):
    load_regions(write(rows))
    city = next(row for row in rows if row["code"] == "34.71")

    city["aliases"] = "Yogya"
    report = load_regions(write(rows))

    assert report.changed == 1
    region = Region.objects.get(code="34.71")
    assert [alias.text for alias in region.aliases.filter(shown=True)] == ["Yogya"]


def test_maps_show_a_changed_name_at_once(rows, write):
    load_regions(write(rows))
    BoundaryFactory(region=Region.objects.get(code=rows[0]["code"]))
    assert [shape.name for shape in queries.shapes("province")] == [rows[0]["name"]]

    rows[0]["name"] = "Daerah Khusus Jakarta"
    load_regions(write(rows))

    assert [shape.name for shape in queries.shapes("province")] == ["Daerah Khusus Jakarta"]


def test_facts_keep_their_source_and_unknown_ones_stay_unknown(rows, write):
    rows[0]["area_km2"] = rows[0]["area_source"] = ""
    load_regions(write(rows))

    jakarta, bantul = Region.objects.get(code="31"), Region.objects.get(code="34.02")

    assert jakarta.area_km2 is None
    assert bantul.area_km2 == Decimal("511.527")
    assert bantul.area_source == "Surat Badan Informasi Geospasial, 16 Desember 2024"


def test_a_bad_row_is_reported_with_its_place_and_the_others_are_loaded(rows, write):
    rows[3]["lat"] = "north"
    rows[4]["lat"] = "91"
    rows[5]["name"] = ""
    report = load_regions(write(rows))

    number, north, name = report.errors
    assert "regions.csv" in number
    assert "5" in number
    assert "north" in number
    assert "91" in north
    assert rows[5]["code"] in name
    assert Region.objects.count() == 10


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b'"' + b"x" * 200_000, b"code\n\0\n"])
def test_a_file_that_cannot_be_read_is_reported(tmp_path, content):
    path = tmp_path / "regions.csv"
    assert "regions.csv" in load_regions(path).errors[0]

    path.write_bytes(content)
    [error] = load_regions(path).errors
    assert "regions.csv" in error


def test_a_regency_without_its_province_is_refused(rows, write):
    rows = [row for row in rows if row["code"] != "34"]
    report = load_regions(write(rows))

    assert len(report.errors) == 5
    assert not Region.objects.filter(code__startswith="34").exists()
