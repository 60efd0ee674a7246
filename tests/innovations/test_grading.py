"""How well results are shown: one rule for every outcome, and grades that grow old."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.core import clock
from simpul.innovations.hooks import REPEATED
from simpul.innovations.models import EvidenceGrade, EvidenceKind
from simpul.innovations.queries.grading import (
    DOCUMENTED,
    EVALUATED,
    NAMED,
    SELF_REPORTED,
    VERIFIED,
    Document,
    Graded,
    Ground,
    grade_of_outcome,
    grade_of_record,
)
from simpul.innovations.queries.grading import (
    REPEATED as REPEATED_GRADE,
)
from simpul.innovations.services import correct, publish
from simpul.innovations.services.checking import check_records
from simpul.innovations.services.grading import regrade_due
from tests.innovations.life_world import build, evidence

LASTING = {0: None, 1: None, 2: 36, 3: 24, 4: 60, 5: 60}
TODAY = date(2026, 6, 15)
OUTCOME = {"indicator": "Kasus", "baseline": "746", "latest": "84"}
COMPARED = {**OUTCOME, "comparison": "Kabupaten tetangga"}


def graded(outcome=OUTCOME, **ground):
    return grade_of_outcome(outcome, Ground(**ground), LASTING, TODAY)


def test_each_ground_gives_its_grade():
    document = Document(date(2026, 1, 31))
    evaluation = Document(date(2026, 1, 31), evaluates=True)
    verified = date(2026, 2, 1)

    assert graded() == Graded(SELF_REPORTED)
    assert graded(documents=[document]) == Graded(DOCUMENTED, date(2029, 1, 31))
    assert graded(documents=[document], verified_on=verified).grade == VERIFIED
    assert graded(documents=[evaluation], verified_on=verified).grade == VERIFIED
    assert graded(COMPARED, documents=[evaluation]).grade == DOCUMENTED
    assert graded(COMPARED, documents=[evaluation], verified_on=verified).grade == EVALUATED
    assert graded(repeated={"kasus": verified}).grade == REPEATED_GRADE


def test_an_old_grade_falls_to_the_next_whose_ground_still_holds():
    verified, document = date(2024, 6, 15), Document(date(2024, 6, 15))

    assert graded(documents=[document], verified_on=date(2024, 6, 16)).grade == VERIFIED
    assert graded(documents=[document], verified_on=verified) == Graded(
        DOCUMENTED, date(2027, 6, 15)
    )
    assert graded(verified_on=verified) == Graded(SELF_REPORTED)


days = st.dates(date(2015, 1, 1), TODAY)
grounds = st.builds(
    Ground,
    verified_on=st.one_of(st.none(), days),
    documents=st.lists(st.builds(Document, days, st.booleans()), max_size=3),
    repeated=st.one_of(st.just({}), st.builds(lambda day: {"kasus": day}, days)),
)


@given(st.sampled_from([OUTCOME, COMPARED]), grounds, st.integers(0, 400))
def test_no_grade_rises_by_growing_older(outcome, ground, later):
    now = grade_of_outcome(outcome, ground, LASTING, TODAY)
    then = grade_of_outcome(outcome, ground, LASTING, date.fromordinal(TODAY.toordinal() + later))

    assert then.grade <= now.grade
    assert now.falls_on is None or now.falls_on > TODAY
    assert (then.grade < now.grade) == (
        now.falls_on is not None and now.falls_on.toordinal() <= TODAY.toordinal() + later
    )


def test_a_record_has_the_grade_of_its_best_result_and_falls_with_the_first():
    outcomes = [Graded(DOCUMENTED, date(2027, 1, 1)), Graded(EVALUATED, date(2028, 1, 1))]

    found = grade_of_record(outcomes, Ground(), LASTING, TODAY, told=SELF_REPORTED)

    assert found == Graded(EVALUATED, date(2027, 1, 1))
    assert grade_of_record([], Ground(), LASTING, TODAY, told=NAMED) == Graded(NAMED)


# --- On records --------------------------------------------------------------------------------

RESULTS = [
    {
        "indicator": "Perkawinan anak",
        "unit": "kasus",
        "baseline": "746",
        "baseline_on": "2019-12-31",
        "latest": "84",
        "latest_on": "2021-12-31",
        "method": "Laporan dinas",
        "comparison": "Kabupaten tetangga tanpa strategi",
    },
    {"indicator": "Waktu layanan", "latest": "tiga hari", "latest_on": "2021-12-31"},
    {"unit": "tanpa nama"},
]


@pytest.fixture
def world(db):
    for grade, months in LASTING.items():
        EvidenceGrade.objects.create(
            grade=grade,
            label_id=f"tingkat {grade}",
            label_en=f"grade {grade}",
            rule_id="Aturan.",
            rule_en="Rule.",
            months=months,
        )
    with clock.frozen(datetime(2026, 6, 15, 3, tzinfo=UTC)):
        yield build()


def test_results_become_rows_with_grades_that_rise_with_what_is_shown(world):
    record = world.record(summary="Ringkasan.", outcomes=RESULTS)
    rows = list(record.outcomes.values_list("indicator", "baseline", "latest", "grade"))
    assert rows == [("Perkawinan anak", 746, 84, 1), ("Waktu layanan", None, None, 1)]

    publish(record, by=world.verifier)
    assert [row.grade for row in record.outcomes.all()] == [3, 3]
    evidence(record, kind=EvidenceKind.EVALUATION, by=world.admin)
    correct(record, {("unit", ""): "Bappeda"}, by=world.verifier)

    assert [row.grade for row in record.outcomes.all()] == [4, 3]
    assert (record.evidence_grade, record.evidence_falls_on) == (4, date(2028, 6, 15))
    assert check_records().different == []


def test_the_round_of_a_day_lets_grades_fall(world):
    record = world.record(outcomes=RESULTS)
    publish(record, by=world.verifier)

    with clock.frozen(datetime(2028, 6, 15, 3, tzinfo=UTC)):
        assert check_records().different == [record.public_id]
        assert regrade_due() == 1
        assert regrade_due() == 0

        record.refresh_from_db()
        assert (record.evidence_grade, record.evidence_falls_on) == (1, None)
        assert check_records().different == []


def test_a_copy_elsewhere_that_reached_the_same_gives_the_highest_grade(world):
    record = world.record(outcomes=RESULTS)
    REPEATED.append(lambda keys: [(pk, "perkawinan anak", date(2026, 1, 1)) for pk in keys])
    try:
        publish(record, by=world.verifier)
        assert [row.grade for row in record.outcomes.all()] == [5, 3]
    finally:
        REPEATED.pop()


def test_the_page_shows_each_result_with_its_grade_and_the_rule(world, client):
    record = world.record(outcomes=RESULTS)
    publish(record, by=world.verifier)

    page = client.get(f"/en/innovations/{record.slug}/", secure=True).content.decode()

    assert "746" in page
    assert "down by 88.7" in page
    assert "The grade falls on 15 June 2028" in page
    assert 'id="grade-3"' in page
    assert "Nothing is named that it was compared with" not in page
