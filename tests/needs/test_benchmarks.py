"""What the State asks is data: staff change it at the desk, and no file changes it back."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import override

from simpul.core import clock, journal
from simpul.needs.models import Benchmark
from simpul.needs.queries.gaps import benchmarks
from simpul.needs.services.benchmarks import add_benchmark, change_benchmark
from simpul.needs.services.loading import load_benchmarks
from simpul.organisations.policies import NATIONAL_ADMIN
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.vocabularies import SectorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return MandateFactory(office=NATIONAL_ADMIN).person


@pytest.fixture
def row():
    return Benchmark.objects.create(
        key="spm-uji", family="spm", label_id="Air minum", label_en="Water", source="PP 2/2018"
    )


SAID = {
    "family": "component",
    "number": "",
    "label_id": "Waktu layanan",
    "label_en": "Time of service",
    "group": "",
    "reach": "all",
    "sector": "",
    "levels": "Ditulis\n\nDiukur",
    "legal_duty": "UU 25/2009 pasal 21",
    "prompt": "Waktu layanan belum diukur.",
    "valid_from_0": "",
    "valid_to_0": "",
    "source": "UU 25/2009",
}


def test_staff_add_one_and_gaps_follow_at_once(admin, client):
    client.force_login(admin)

    answer = client.post(reverse("needs:benchmark_add"), SAID, secure=True)

    assert answer.status_code == 302
    made = Benchmark.objects.get()
    assert (made.label_id, made.levels, made.order) == ("Waktu layanan", ["Ditulis", "Diukur"], 1)
    assert list(benchmarks()) == [made]
    assert journal.entries_about(made).get().verb == "add"
    said = client.get(reverse("needs:benchmarks") + "?family=component", secure=True)
    assert "Waktu layanan" in said.content.decode()


def test_what_it_said_before_stands_in_the_journal(admin, row):
    change_benchmark(row, by=admin, label_id="Air minum layak", label_en="Water", reach="province")

    row.refresh_from_db()
    assert (row.label_id, row.reach, row.corrected_at is not None) == (
        "Air minum layak",
        "province",
        True,
    )
    entry = journal.entries_about(row).get()
    assert entry.detail.details["changed"] == {
        "label_id": ["Air minum", "Air minum layak"],
        "reach": ["all", "province"],
    }
    change_benchmark(row, by=admin, label_id="Air minum layak")
    assert journal.entries_about(row).count() == 1


def test_one_that_ended_is_offered_no_more_and_no_file_changes_it_back(admin):
    data = Path(settings.DATA_DIR)
    for key in ("pendidikan", "kesehatan"):
        SectorFactory(key=key)
    load_benchmarks(data / "needs", vocabularies=data / "vocabularies")
    found = Benchmark.objects.filter(sector=None).first()
    day = date(2026, 1, 1)

    change_benchmark(found, by=admin, valid_to=day, label_en="Gone")
    load_benchmarks(data / "needs", vocabularies=data / "vocabularies")

    found.refresh_from_db()
    assert (found.valid_to, found.label_en) == (day, "Gone")
    with clock.frozen(clock.now()):
        assert found not in benchmarks()


def test_nobody_else_changes_one(row):
    for verb in (lambda by: add_benchmark(by=by, family="spm", label_id="a"),
                 lambda by: change_benchmark(row, by=by, label_id="b")):  # fmt: skip
        with pytest.raises(PermissionDenied):
            verb(UserFactory())


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_wrong_form_says_so_and_keeps_what_was_typed(admin, row, client, language):
    client.force_login(admin)
    with override(language):
        address = reverse("needs:benchmark", args=[row.key])

    wrong = client.post(address, {**SAID, "label_id": "", "source": "Tetap"}, secure=True)

    assert wrong.status_code == 422
    assert "Tetap" in wrong.content.decode()
    row.refresh_from_db()
    assert row.label_id == "Air minum"


def test_a_level_too_many_is_told_and_none_is_lost(admin, row, client):
    client.force_login(admin)
    address = reverse("needs:benchmark", args=[row.key])
    levels = "Ditulis\nDiukur\nDicapai\nDilampaui"

    answer = client.post(address, SAID | {"levels": levels}, secure=True)

    assert answer.status_code == 422
    assert "Paling banyak 3 tingkat, satu per baris. Anda menulis 4." in answer.content.decode()
    assert "Dilampaui" in answer.content.decode()
    row.refresh_from_db()
    assert row.levels == []
