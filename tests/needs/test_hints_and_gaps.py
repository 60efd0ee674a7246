"""What would help a need, and the gaps of a region that become one."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from simpul.core import clock
from simpul.needs.models import Benchmark
from simpul.needs.queries.gaps import beginning_of, benchmarks, gaps_of
from simpul.needs.queries.hints import Said, hints_for
from simpul.needs.services.loading import load_benchmarks
from tests.factories.geography import RegencyFactory
from tests.factories.innovations import InnovationFactory
from tests.factories.needs import BenchmarkFactory, NeedFactory
from tests.factories.vocabularies import GoalFactory, SectorFactory, StageFactory

NOON = datetime(2026, 2, 12, 5, 0, tzinfo=UTC)
WHOLE = {
    "title": "Antrean panjang",
    "problem": "kata " * 30 + "120 orang",
    "who_suffers": "lansia",
    "how_many": 120,
    "place": "kota",
    "sector": "kesehatan",
    "legal_duty": "UU 25/2009",
    "budget_max": 10,
    "people": 2,
    "connectivity": "weak",
    "goals": [],
}
ROW = {
    "name": "Lama antre",
    "unit": "menit",
    "baseline": Decimal(90),
    "baseline_on": date(2025, 5, 1),
    "source": "Catatan loket",
    "target": Decimal(30),
}


def fields(found):
    return [hint.field for hint in found]


def test_a_whole_need_has_no_hint():
    with clock.frozen(NOON):
        assert hints_for(Said(WHOLE, [ROW])) == []


@pytest.mark.parametrize(
    "name", ["who_suffers", "place", "sector", "legal_duty", "budget_max", "people", "connectivity"]
)
def test_what_is_not_said_is_named(name):
    with clock.frozen(NOON):
        assert fields(hints_for(Said({**WHOLE, name: None}, [ROW]))) == [name]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("baseline_on", None),
        ("baseline_on", date(2020, 1, 1)),
        ("source", ""),
        ("unit", ""),
        ("target", None),
        ("target", Decimal(90)),
    ],
)
def test_an_indicator_that_cannot_be_compared_is_named(name, value):
    with clock.frozen(NOON):
        [hint] = hints_for(Said(WHOLE, [{**ROW, name: value}]))

    assert hint.field == "indicators"
    assert "Lama antre" in str(hint.text)


def test_an_answer_in_the_title_and_a_past_deadline_are_named():
    said = {**WHOLE, "title": "Aplikasi antrean", "deadline": date(2026, 1, 1)}
    with clock.frozen(NOON):
        assert fields(hints_for(Said(said, [ROW]))) == ["title", "deadline"]


@pytest.mark.django_db
def test_a_sector_is_a_gap_until_an_active_record_of_the_region_has_it():
    region, sector = RegencyFactory(), SectorFactory(key="sampah")
    goal = GoalFactory(number=12)
    ended = StageFactory(code="stopped", life="stopped")
    InnovationFactory(region=region, sector=sector, life_status=ended)
    InnovationFactory(sector=sector)
    NeedFactory(region=region, origin="sector_gap", origin_key="sampah")

    before = gaps_of(region)
    InnovationFactory(region=region, sector=sector, goals=[goal])
    after = gaps_of(region)

    [gap] = before.sectors
    assert (gap.key, gap.stated, gap.elsewhere) == ("sampah", 1, 1)
    assert [one.key for one in before.goals] == ["12"]
    assert (after.sectors, after.goals, after.records) == ([], [], 1)


@pytest.mark.django_db
def test_gaps_ask_the_same_questions_for_any_number(django_assert_num_queries):
    region = RegencyFactory()
    for number in range(3):
        SectorFactory(key=f"s{number}")
        BenchmarkFactory(family="spm")
    with django_assert_num_queries(9):
        gaps_of(region)


@pytest.mark.django_db
def test_a_gap_begins_a_need_with_its_words_and_choices():
    sector = SectorFactory(key="kesehatan")
    row = BenchmarkFactory(
        key="iga-sid-31", label_id="Replikasi", prompt="Indikator 31 IGA, Replikasi.",
        levels=["1 kali", "2 kali"], source="Surat",
    )  # fmt: skip

    begun = beginning_of("iga_gap:iga-sid-31")

    assert (begun["title"], begun["origin_key"]) == (row.label, "iga-sid-31")
    assert "2 kali" in begun["problem"]
    assert beginning_of("sector_gap:kesehatan")["sector"] == sector
    assert beginning_of("iga_gap:tidak-ada") == beginning_of("goal_gap:99") == {}
    assert beginning_of("goal_gap:²") == beginning_of("apa saja") == {}


@pytest.mark.django_db
def test_a_rule_that_ended_is_asked_no_more_and_one_for_provinces_not_of_regencies():
    BenchmarkFactory(valid_to=date(2020, 1, 1))
    BenchmarkFactory(reach="province")
    here = BenchmarkFactory(reach="regency")

    assert list(benchmarks(RegencyFactory())) == [here]


@pytest.mark.django_db
def test_the_files_are_taken_over_once_and_a_corrected_row_stays():
    data = Path(settings.DATA_DIR)
    for key in ("pendidikan", "kesehatan", "pupr", "perumahan", "trantibum", "bencana", "sosial"):
        SectorFactory(key=key)
    report = load_benchmarks(data / "needs", vocabularies=data / "vocabularies")
    Benchmark.objects.filter(key="iga-sid-31").update(label_id="Diubah", corrected_at=NOON)

    again = load_benchmarks(data / "needs", vocabularies=data / "vocabularies")

    assert (report.created, report.errors) == (97, [])
    assert (again.created, again.changed, again.same) == (0, 0, 97)
    assert Benchmark.objects.get(key="iga-sid-31").label_id == "Diubah"
