"""From submitting to publishing: who has it, who is told, what readers see, and when."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from simpul.core import clock, duties, journal, mandates, versions
from simpul.core.models import Mandate, OutboxMessage
from simpul.core.models.outbox import Channel
from simpul.core.models.work import VersionState
from simpul.core.workflow import StepNotOpen
from simpul.hubs.models import Level, MilestoneKind
from simpul.hubs.policies import VERIFIER
from simpul.innovations.models import (
    ChainLink,
    ChainScope,
    Draft,
    DraftKind,
    DraftState,
    Verdict,
)
from simpul.innovations.policies import visible_drafts
from simpul.innovations.queries.case import case_of
from simpul.innovations.services import submission, verifying
from simpul.innovations.services.drafting import open_draft
from simpul.innovations.services.moving_on import move_on_what_was_left
from simpul.innovations.services.telling import OF_CONTESTS, OF_DRAFTS
from simpul.innovations.workflow import CONTESTING, VERIFICATION
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory, MilestoneFactory
from tests.factories.verification import VALUES, Scene, finding, holding

pytestmark = pytest.mark.django_db

# A Monday, so that working days are easy to count.
MONDAY = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)


@pytest.fixture
def scene():
    with clock.frozen(MONDAY - timedelta(days=30)):
        return Scene()


def told(about="verification"):
    """Who was told what since the last look."""
    rows = OutboxMessage.objects.filter(channel=Channel.NOTICE, topic=about).order_by("pk")
    found = {(row.person_id, row.subject) for row in rows}
    rows.delete()
    return found


def waiting(person):
    return [(duty.topic, duty.subject_id) for duty in duties.waiting_for(person)]


def waiting_of(person):
    return {duty.subject_id for duty in duties.waiting_for(person)}


# --- Submitting --------------------------------------------------------------------------------


def test_a_submitted_draft_waits_for_the_verifiers_of_its_hub(scene):
    with clock.frozen(MONDAY):
        draft = scene.submitted()

    assert (draft.state, draft.office, draft.desk, draft.link) == (
        DraftState.SUBMITTED,
        VERIFIER,
        scene.hub,
        1,
    )
    # Ten working days after a Monday, when the office closes.
    assert draft.due_at == datetime(2026, 9, 21, 9, 0, tzinfo=UTC)
    assert waiting(scene.verifier) == waiting(scene.colleague) == [("verification", draft.pk)]
    assert waiting(scene.author) == []


def test_submitting_freezes_what_was_written_and_readers_see_nothing(scene, client):
    draft = scene.submitted()

    assert draft.version.state == VersionState.PENDING
    assert draft.version.fields["title|id"] == [["Sapa Nelayan", None]]
    assert draft.version.fields["owner|"] == [[scene.body.code, None]]
    page = client.get(f"/en/innovations/{draft.innovation.slug}/", secure=True)
    assert page.status_code == 404


def test_those_who_check_and_the_other_authors_are_told_once(scene):
    draft = scene.submitted()

    assert told() == {
        (scene.verifier.pk, "Diajukan untuk verifikasi: Sapa Nelayan"),
        (scene.colleague.pk, "Diajukan untuk verifikasi: Sapa Nelayan"),
    }
    verifying.take_up(draft, by=scene.verifier)
    assert told() == {(scene.author.pk, "Kini diperiksa: Sapa Nelayan")}


def test_everybody_is_told_in_their_own_language(scene):
    scene.verifier.language = "en"
    scene.verifier.save()

    scene.submitted()

    assert (scene.verifier.pk, "Submitted for verification: Sapa Nelayan") in told()


def test_only_its_authors_submit(scene):
    draft = scene.draft()

    for person in (UserFactory(), scene.verifier, scene.coordinator):
        with pytest.raises(PermissionDenied):
            submission.submit(draft, by=person)
    submission.submit(draft, by=scene.admin)


def test_submitting_twice_is_refused(scene):
    draft = scene.submitted()

    with pytest.raises(StepNotOpen):
        submission.submit(draft, by=scene.author)


def test_the_head_signs_before_the_hub_sees_it(scene):
    draft = submission.ask_sign_off(scene.draft(), by=scene.author)

    assert waiting(scene.head) == [("sign_off", draft.pk)]
    assert told() == {(scene.head.pk, "Menunggu tanda tangan Anda: Sapa Nelayan")}
    submission.sign_off(draft, by=scene.head)
    assert waiting(scene.head) == []
    assert waiting(scene.verifier) == [("verification", draft.pk)]
    assert told() == {
        (scene.verifier.pk, "Diajukan untuk verifikasi: Sapa Nelayan"),
        (scene.colleague.pk, "Diajukan untuk verifikasi: Sapa Nelayan"),
        (scene.author.pk, "Ditandatangani dan diajukan: Sapa Nelayan"),
    }


def test_the_head_gives_it_back_with_a_reason(scene):
    draft = submission.ask_sign_off(scene.draft(), by=scene.author)

    with pytest.raises(ValidationError):
        submission.decline_sign_off(draft, by=scene.head, note=" ")
    submission.decline_sign_off(draft, by=scene.head, note="Judul belum tepat.")

    assert draft.state == DraftState.WRITING
    assert waiting(scene.author) == [("revision", draft.pk)]


def test_what_nobody_has_begun_to_check_can_be_taken_back(scene):
    draft = scene.submitted()

    submission.recall(draft, by=scene.author)

    assert draft.state == DraftState.WRITING
    assert waiting(scene.verifier) == []
    assert versions.opened(draft.innovation).state == VersionState.DRAFT


# --- Having it ---------------------------------------------------------------------------------


def test_of_two_who_take_it_up_one_has_it(scene):
    draft = scene.submitted()
    same = Draft.objects.get(pk=draft.pk)

    verifying.take_up(draft, by=scene.verifier)
    with pytest.raises(StepNotOpen):
        verifying.take_up(same, by=scene.colleague)

    assert waiting(scene.verifier) == [("verification", draft.pk)]
    assert waiting(scene.colleague) == []


def test_nobody_checks_their_own(scene):
    mandates.grant(scene.author, office=VERIFIER, scope=scene.hub, by=scene.author)
    draft = scene.submitted()

    with pytest.raises(PermissionDenied):
        verifying.take_up(draft, by=scene.author)


def test_a_mandate_that_ended_stops_the_decision_the_same_moment(scene):
    draft = scene.checked()
    held = Mandate.objects.get(person=scene.verifier)
    mandates.end(held, by=scene.coordinator)

    for decide in (verifying.verify_draft, verifying.pass_on):
        with pytest.raises(PermissionDenied):
            decide(draft, by=scene.verifier)
    with pytest.raises(PermissionDenied):
        verifying.refuse(draft, by=scene.verifier, note="Tidak.")

    verifying.release(draft, by=scene.colleague)
    verifying.take_up(draft, by=scene.colleague)
    assert draft.verifier == scene.colleague


def test_what_lies_where_nobody_checks_any_more_moves_on_by_itself(scene):
    own = HubFactory(level=Level.MINISTRY, organisation=scene.body)
    MilestoneFactory(hub=own, kind=MilestoneKind.LAUNCHED)
    ChainLink.objects.create(
        order=1, scope=ChainScope.HUB, office=VERIFIER, valid_from=date(2024, 1, 1)
    )
    first, second = holding(VERIFIER, own), holding(VERIFIER, own)
    waiting = scene.submitted()
    taken = verifying.take_up(scene.submitted(), by=first)
    assert {waiting.desk, taken.desk} == {own}

    # Of two who check there one goes: what they had taken up waits for the other.
    mandates.end(Mandate.objects.get(person=first), by=scene.coordinator)
    assert move_on_what_was_left() == 0
    assert waiting_of(second) == {waiting.pk, taken.pk}

    mandates.end(Mandate.objects.get(person=second), by=scene.coordinator)
    assert move_on_what_was_left() == 2
    assert move_on_what_was_left() == 0
    assert waiting_of(scene.verifier) == {waiting.pk, taken.pk}
    taken.refresh_from_db()
    verifying.release(taken, by=scene.verifier)
    assert verifying.take_up(taken, by=scene.verifier).desk == scene.hub


def test_who_steps_back_has_no_part_in_it_any_more(scene):
    draft = scene.taken_up()

    with pytest.raises(ValidationError):
        verifying.step_back(draft, by=scene.verifier, reason="")
    verifying.step_back(draft, by=scene.verifier, reason="Saya pernah bekerja di sana.")

    assert (draft.state, draft.verifier) == (DraftState.SUBMITTED, None)
    with pytest.raises(PermissionDenied):
        verifying.take_up(draft, by=scene.verifier)
    assert not Draft.objects.filter(visible_drafts(scene.verifier), innovation__hub=None).exists()
    verifying.take_up(draft, by=scene.colleague)


# --- Checking and asking -----------------------------------------------------------------------


def test_verifying_waits_until_every_answer_fits(scene):
    draft = scene.taken_up()

    with pytest.raises(verifying.NotReady) as caught:
        verifying.verify_draft(draft, by=scene.verifier)
    assert {item.key for item in caught.value.case.unchecked} == {*VALUES, "owner"}

    verifying.accept_rest(draft, by=scene.verifier)
    verifying.check(draft, [finding("summary", Verdict.UNFIT, "Tidak benar.")], by=scene.verifier)
    with pytest.raises(verifying.NotReady):
        verifying.verify_draft(draft, by=scene.verifier)


def test_a_question_stops_the_clock_and_its_answer_starts_it(scene):
    with clock.frozen(MONDAY):
        draft = scene.taken_up()
    due = draft.due_at
    told()

    with clock.frozen(MONDAY + timedelta(days=1)):
        verifying.check(
            draft, [finding("how_it_works", Verdict.ASK, "Berapa kapal?")], by=scene.verifier
        )
        (question,) = verifying.ask(draft, by=scene.verifier)
        assert draft.paused_at == clock.now()
    assert told() == {(scene.author.pk, "Hub bertanya tentang Sapa Nelayan")}
    assert ("questions", draft.pk) in waiting(scene.author)
    assert [duty.due_at for duty in duties.waiting_for(scene.verifier)] == [None]

    with clock.frozen(MONDAY + timedelta(days=8)):
        verifying.answer(draft, question, by=scene.author, body="Dua.")
    assert told() == {(scene.verifier.pk, "Dijawab: Sapa Nelayan")}
    assert (draft.paused_at, draft.paused_seconds) == (None, 7 * 86400)
    # Nine working days were left on Tuesday, and are left again a week later.
    assert draft.due_at == due + timedelta(days=7)
    assert waiting(scene.author) == []


def test_a_question_that_was_settled_otherwise_starts_the_clock_too(scene):
    draft = scene.taken_up()
    verifying.check(draft, [finding("summary", Verdict.ASK, "Benar?")], by=scene.verifier)
    verifying.ask(draft, by=scene.verifier)

    verifying.check(draft, [finding("summary", Verdict.FITS)], by=scene.verifier)

    assert draft.paused_at is None
    assert waiting(scene.author) == []


def test_the_second_round_shows_only_what_changed(scene):
    draft = scene.taken_up()
    verifying.accept_rest(draft, by=scene.verifier)
    verifying.check(draft, [finding("summary", Verdict.UNFIT, "Terlalu umum.")], by=scene.verifier)
    verifying.return_draft(draft, by=scene.verifier, note="Perbaiki ringkasan.")
    assert waiting(scene.author) == [("revision", draft.pk)]

    scene.write(draft, summary="Warga pulau mengurus KTP tanpa menyeberang.")
    submission.submit(draft, by=scene.author)
    verifying.take_up(draft, by=scene.verifier)

    case = case_of(draft)
    assert [item.key for item in case.changed] == ["summary"]
    assert [item.key for item in case.unchecked] == ["summary"]
    assert case.changed[0].before == VALUES["summary"]
    assert case.round == 2


def test_returning_stops_the_clock_of_the_hub(scene):
    with clock.frozen(MONDAY):
        draft = scene.taken_up()
        due = draft.due_at
        verifying.return_draft(draft, by=scene.verifier, note="Lengkapi.")
    with clock.frozen(MONDAY + timedelta(days=14)):
        submission.submit(draft, by=scene.author)

    assert draft.due_at == due + timedelta(days=14)


# --- Tables ------------------------------------------------------------------------------------


def test_every_step_has_a_decision_about_messages():
    assert set(VERIFICATION.steps) <= set(OF_DRAFTS)
    assert set(CONTESTING.steps) <= set(OF_CONTESTS)


@pytest.mark.parametrize("state", DraftState.values)
def test_from_every_state_somebody_reaches_an_end(scene, state):
    draft = scene.in_state(state)
    people = [
        scene.author,
        scene.admin,
        scene.head,
        scene.verifier,
        scene.colleague,
        scene.coordinator,
    ]
    open_to_somebody = {
        step.name for person in people for step in VERIFICATION.open_steps(draft, person)
    }
    leading = {name for name, step in VERIFICATION.steps.items() if state in step.sources}

    assert open_to_somebody == leading
    ends = {DraftState.ACCEPTED, DraftState.REFUSED, DraftState.DROPPED}
    assert bool(leading) == (state not in ends)
    assert journal.entries_about(draft).exists() == (state != DraftState.WRITING)


def test_lists_and_permissions_agree_on_who_reads_a_draft(scene):
    drafts = [scene.in_state(state) for state in DraftState.values]
    elsewhere = Scene()
    people = [scene.author, scene.admin, scene.head, scene.verifier, scene.colleague]
    people += [scene.coordinator, elsewhere.verifier, elsewhere.author, UserFactory()]

    for person in people:
        asked = {draft for draft in drafts if person.has_perm("innovations.view_draft", draft)}
        assert set(Draft.objects.filter(visible_drafts(person))) == asked


def test_who_changes_a_verified_record_finds_its_private_contact_again(scene):
    draft = scene.verified(values={**VALUES, "contact": "Bagian Organisasi, 0812"})
    record = draft.innovation

    change = open_draft(kind=DraftKind.CHANGE, innovation=record, by=scene.author)

    said = dict(change.values.values_list("field", "value"))
    assert said["contact"] == "Bagian Organisasi, 0812"
    # Whether it still runs is asked anew.
    assert "life_status" not in said
