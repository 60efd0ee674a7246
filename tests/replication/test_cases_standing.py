"""A case that stands still, is disputed, loses its agreement, ends before its end."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from simpul.core import clock, duties
from simpul.core.models import Duty, OutboxMessage
from simpul.core.workflow import StepNotOpen
from simpul.documents.services import extend
from simpul.replication.models import DisputeEnd, Measure, Mode
from simpul.replication.queries.cases.lacking import agreement_of
from simpul.replication.queries.cases.letters import certificate_content
from simpul.replication.services import cases
from simpul.replication.services.cases import due, waiting
from simpul.replication.services.cases.standing import lapse_agreements
from simpul.replication.workflow import CaseState, Standing
from tests.factories.replication import at, begun, forward, load_rules, parties

pytestmark = pytest.mark.django_db


def topics(case):
    return sorted(
        Duty.objects.filter(closed_at=None, subject_id=case.pk, topic__startswith="case.")
        .exclude(topic__in=("case.session", "case.milestone", "case.obligation"))
        .values_list("topic", flat=True)
    )


def test_a_pause_stops_the_term_and_every_reminder():
    load_rules()
    case, people = at(CaseState.LEARNING)
    left = case.due_at - clock.now()

    cases.pause(case, by=people.adopting, note="Pergantian pimpinan.")
    assert (case.standing, case.due_at, topics(case)) == (Standing.PAUSED, None, [])
    with pytest.raises(PermissionDenied):
        cases.move(case, "finish_learning", by=people.adopting)

    with clock.frozen(clock.now() + timedelta(days=100)):
        cases.resume(case, by=people.adopting)
        assert abs((case.due_at - clock.now()) - left) < timedelta(minutes=1)
        assert topics(case) == [waiting.STEP, waiting.TEACH]


def test_the_hub_decides_a_dispute_and_may_stop_the_case():
    load_rules()
    case, people = at(CaseState.AGREEMENT)

    cases.dispute(case, by=people.giving, note="Nama asal tidak disebut.")
    assert topics(case) == [waiting.DECIDE]
    with pytest.raises(PermissionDenied):
        cases.settle_dispute(case, DisputeEnd.GO_ON, by=people.adopting, note="Lanjut.")

    cases.settle_dispute(
        case, DisputeEnd.STOP, by=people.facilitating, note="Tidak dapat didamaikan."
    )
    assert (case.state, case.standing, topics(case)) == (CaseState.CANCELLED, Standing.RUNNING, [])
    assert case.disputes.get().end == DisputeEnd.STOP


def test_only_the_side_that_raised_a_dispute_takes_it_back():
    load_rules()
    case, people = at(CaseState.LEARNING)
    cases.dispute(case, by=people.giving, note="Belum sepakat.")

    with pytest.raises(PermissionDenied):
        cases.take_back_dispute(case, by=people.adopting)
    cases.take_back_dispute(case, by=people.giving)

    assert case.standing == Standing.RUNNING


def test_an_agreement_that_ends_holds_the_case_up_until_it_is_extended():
    load_rules()
    case, people = at(CaseState.PLANNING)
    ends = case.agreed_until

    with clock.frozen(clock.now() + (ends - clock.today()) - timedelta(days=30)):
        assert due.warn_of_expiry() == 2
        assert due.warn_of_expiry() == 0
        extend(
            agreement_of(case).document, ends + timedelta(days=90), by=people.adopting, note="Lagi."
        )
        case.refresh_from_db()
        assert case.agreed_until == ends + timedelta(days=90)
        assert not Duty.objects.filter(topic=waiting.EXPIRING, closed_at=None).exists()

    with clock.frozen(clock.now() + timedelta(days=731 + 90)):
        assert (lapse_agreements(), lapse_agreements()) == (1, 0)
        case.refresh_from_db()
        assert (case.standing, topics(case)) == (Standing.LAPSED, [waiting.RENEW])
        with pytest.raises(ValidationError):
            cases.renew(case, by=people.adopting)
        cases.move(case, "cancel", by=people.adopting, note="Tidak dilanjutkan.")
    assert case.state == CaseState.CANCELLED


def test_every_deadline_reminds_each_person_once_whatever_the_clock_does():
    load_rules()
    case, people = at(CaseState.LEARNING)
    start = clock.now()

    for day in range(0, 70, 1):
        with clock.frozen(start + timedelta(days=day)):
            duties.remind()
            duties.remind()

    said = OutboxMessage.objects.filter(person=people.adopting, topic="duty", channel="notice")
    keys = list(said.values_list("key", flat=True))
    assert len(keys) == len(set(keys))
    step = Duty.objects.get(topic=waiting.STEP, subject_id=case.pk)
    assert 2 <= sum(key.startswith(f"duty-{step.pk}-") for key in keys) <= 4


def test_one_house_signs_nothing_with_itself():
    load_rules()
    people = parties(same_house=True)
    case, people = begun(people, mode=Mode.SCALE_UP)
    forward(case, people)
    session = cases.plan_session(case, kind="package", planned_on=clock.today(), by=people.adopting)
    cases.hold_session(session, held_on=clock.today(), report="Dipelajari.", by=people.adopting)

    with pytest.raises(PermissionDenied):
        cases.move(case, "finish_learning", by=people.adopting)
    cases.move(case, "skip_agreement", by=people.adopting)

    assert case.state == CaseState.ADAPTING


def test_nobody_decides_about_their_own_interest():
    load_rules()
    case, people = begun()

    for person in (people.adopting, people.giving):
        with pytest.raises(PermissionDenied):
            cases.move(case, "verify", by=person)
    cases.move(case, "ask_more", by=people.facilitating, note="Berapa desa?")
    cases.change_interest(case, by=people.adopting, problem="Sepuluh desa belum terlayani.")
    cases.move(case, "send_again", by=people.adopting)
    cases.move(case, "decline", by=people.facilitating, note="Sudah ada layanan serupa.")

    assert case.state == CaseState.NOT_VALID
    with pytest.raises(StepNotOpen):
        cases.move(case, "verify", by=people.facilitating)


def test_an_innovation_nobody_listed_gets_its_record_when_the_hub_finds_the_interest_valid():
    load_rules()
    people = parties()
    case, people = begun(
        people,
        origin=None,
        origin_title="Pasar Tani Malam",
        origin_about="Pasar malam hasil tani.",
        origin_organisation=people.giver,
    )
    assert case.origin is None

    cases.move(case, "verify", by=people.facilitating)

    assert (case.origin.title, case.origin.owner) == ("Pasar Tani Malam", people.giver)
    assert case.origin.is_public


def test_what_was_done_before_the_case_was_opened_is_ticked_at_once():
    load_rules()
    case, _people = at(CaseState.LEARNING)

    done = case.checklist.filter(done_at__isnull=False).values_list("key", flat=True)

    assert set(done) == {"problem", "choice"}


def test_figures_in_a_letter_are_written_as_its_language_writes_them():
    load_rules()
    case, _people = at(CaseState.LEARNING)
    Measure.objects.create(
        case=case, order=9, indicator="Warga", unit="orang", baseline=Decimal("1250.50")
    )

    for language, written in (("id", "1.250,5 orang"), ("en", "1,250.5 orang")):
        assert [written, "–"] == certificate_content(case, language)["facts"][-1][1:]
