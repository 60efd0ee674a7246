"""The verbs of those who check: take up, check, ask, return, pass on, verify, refuse, step back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal, mandates, threads, versions
from simpul.core.models import Message
from simpul.hubs.models import Hub, Level
from simpul.hubs.policies import VERIFIER
from simpul.innovations.models import Check, Draft, Evidence, Recusal, Verdict
from simpul.innovations.queries import chain
from simpul.innovations.queries.case import TOPIC, Case, Item, case_of
from simpul.innovations.queries.working_days import Calendar
from simpul.innovations.services import owning
from simpul.innovations.services.moving_on import find_another_desk
from simpul.innovations.services.submission import (
    ANSWER,
    REVISE,
    VERIFY,
    await_authors,
    await_desk,
    give_back,
    keep,
    place,
    set_aside,
    show_again,
)
from simpul.innovations.services.telling import tell
from simpul.innovations.workflow import RECORD, VERIFICATION, DraftState

CHECK = _("Check this submission")
TALK = _("Write about this submission")
STEP_BACK = _("Step back from this submission")
NOTE_NEEDED = _("Say in a note what you ask or what does not fit.")
REASON_NEEDED = _("Say why you cannot be impartial.")
NOT_AN_ITEM = _("This submission has no answer “%(field)s”.")
NOTHING_TO_ASK = _("Write at least one question first.")
NOT_A_QUESTION = _("This is no open question of this submission.")
NOT_LAST = _("Another office checks after this one. Pass it on.")
LAST = _("No other office checks after this one. Decide about it.")
NOT_READY = _("It cannot be verified yet.")
MERGED = _("This record was merged into another while it was being checked.")
LONGEST_NOTE = 4000


@dataclass(frozen=True)
class Finding:
    """What a checker says about one answer."""

    field: str
    verdict: str
    note: str = ""


class NotReady(ValidationError):
    """Something still stands against verifying; ``case`` says what."""

    def __init__(self, case: Case) -> None:
        super().__init__(NOT_READY, code="not_ready")
        self.case = case


# --- Having it ---------------------------------------------------------------------------------


@transaction.atomic
def take_up(draft: Draft, *, by) -> Draft:
    """Begin to check; of two who do at once, the other gets ``StepNotOpen``."""
    steps_in = not (draft.office and mandates.holds(by, draft.office, draft.desk))
    desk = _national_desk(draft) if steps_in else None
    VERIFICATION.take(
        "take_up",
        draft,
        by=by,
        verifier=by,
        taken_up_at=clock.now(),
        **(place(desk) if desk else {}),
    )
    duties.settle(VERIFY, draft, by=by)
    _await_verifier(draft)
    tell("take_up", draft, by=by)
    return draft


@transaction.atomic
def release(draft: Draft, *, by, note: str = "") -> Draft:
    """Let somebody else of the office take it up."""
    tell("release", draft, by=by, note=note)
    VERIFICATION.take("release", draft, by=by, note=note, verifier=None, taken_up_at=None)
    duties.settle(VERIFY, draft, by=by)
    await_desk(draft)
    return draft


@transaction.atomic
def step_back(draft: Draft, *, by, reason: str) -> Recusal:
    """Declare a conflict of interest: ``by`` has no part in checking it any more."""
    if not by.has_perm("innovations.recuse_draft", draft):
        raise PermissionDenied(STEP_BACK)
    if not reason.strip():
        raise ValidationError(REASON_NEEDED, code="note_needed")
    declared, created = Recusal.objects.get_or_create(
        draft=draft, person=by, defaults={"reason": reason.strip(), "at": clock.now()}
    )
    if created:
        journal.record(draft, "recuse", by=by, note=reason.strip())
    if draft.state == DraftState.IN_VERIFICATION and draft.verifier_id == by.pk:
        release(draft, by=by)
    find_another_desk(draft, by=by)
    return declared


# --- Checking ----------------------------------------------------------------------------------


@transaction.atomic
def check(draft: Draft, findings: Iterable[Finding], *, by) -> list[Check]:
    """Keep what was found about answers; what says the same as before is not written again."""
    _check_permission(draft, by)
    items = {item.key: item for item in case_of(draft).all_items}
    new = [_check_of(draft, items, finding, by) for finding in findings if _is_news(items, finding)]
    if new:
        Check.objects.bulk_create(new)
        journal.record(draft, "check", by=by, details={"fields": sorted(one.field for one in new)})
        _resume_unless_asking(draft, by=by)
    return new


@transaction.atomic
def accept_rest(draft: Draft, *, by) -> list[Check]:
    """Say that everything not checked yet fits."""
    _check_permission(draft, by)
    rest = [Finding(item.key, Verdict.FITS) for item in case_of(draft).unchecked]
    return check(draft, rest, by=by)


@transaction.atomic
def ask(draft: Draft, *, by) -> list[Message]:
    """Send every question that was written and not sent; the clock stands until the answer."""
    _check_permission(draft, by)
    unsent = [item for item in case_of(draft).unsent if item.unsent is not None]
    if not unsent:
        raise ValidationError(NOTHING_TO_ASK, code="nothing_to_ask")
    sent = [_send(draft, item, by) for item in unsent]
    now = clock.now()
    if draft.paused_at is None:
        keep(draft, paused_at=now)
    journal.record(draft, "ask", by=by, details={"fields": sorted(item.key for item in unsent)})
    _await_verifier(draft)
    await_authors(draft, ANSWER)
    tell("ask", draft, by=by, note=_as_list(unsent))
    return sent


@transaction.atomic
def answer(draft: Draft, question: Message, *, by, body: str) -> Message:
    """Answer a question; with the last one answered the clock goes on."""
    if not by.has_perm("innovations.answer_draft", draft):
        raise PermissionDenied(TALK)
    asking = {item.open_question.message.pk for item in case_of(draft).asking if item.open_question}
    if question.pk not in asking:
        raise ValidationError(NOT_A_QUESTION, code="no_question")
    said = threads.say(draft, topic=TOPIC, body=body, by=by, reply_to=question)
    journal.record(draft, "answer", by=by)
    if _resume_unless_asking(draft, by=by):
        tell("answer", draft, by=by)
    return said


@transaction.atomic
def talk(draft: Draft, *, by, body: str) -> Message:
    """Say something about the whole; authors and whoever checks read it, nobody else."""
    checks = by.has_perm("innovations.check_draft", draft)
    if not (checks or by.has_perm("innovations.answer_draft", draft)):
        raise PermissionDenied(TALK)
    said = threads.say(draft, topic=TOPIC, body=body, by=by)
    journal.record(draft, "talk", by=by)
    tell("talk", draft, by=by)
    return said


# --- Deciding ----------------------------------------------------------------------------------


@transaction.atomic
def return_draft(draft: Draft, *, by, note: str) -> Draft:
    """Give it back to its authors with what must change; the clock of the hub stands."""
    found = [item for item in case_of(draft).all_items if _has_remark(item)]
    VERIFICATION.take("return", draft, by=by, note=note, paused_at=draft.paused_at or clock.now())
    if draft.version is not None:
        # What this round said, so that the next one shows only what changed.
        versions.freeze(draft.version, by=by)
        give_back(draft, by=by)
    _close(draft, by)
    await_authors(draft, REVISE)
    tell("return", draft, by=by, note="\n\n".join(part for part in (note, _as_list(found)) if part))
    return draft


@transaction.atomic
def pass_on(draft: Draft, *, by, note: str = "") -> Draft:
    """Hand it to the next office of the chain; raises ``NotReady`` while something is unchecked."""
    _check_permission(draft, by)
    desk = chain.next_desk(draft)
    if desk is None:
        raise ValidationError(LAST, code="last")
    _check_ready(draft)
    VERIFICATION.take(
        "pass_on",
        draft,
        by=by,
        note=note,
        **place(desk),
        due_at=desk.due_at,
        verifier=None,
        taken_up_at=None,
    )
    _close(draft, by)
    await_desk(draft)
    tell("pass_on", draft, by=by, note=note)
    return draft


@transaction.atomic
def verify_draft(draft: Draft, *, by, note: str = "") -> Draft:
    """Accept what was submitted and show it to everybody, all in one transaction.

    Raises ``NotReady`` while something stands against it, ``PermissionDenied`` or
    ``StepNotOpen``.
    """
    _check_permission(draft, by)
    record = draft.innovation
    if not record.is_kept:
        raise ValidationError(MERGED, code="merged")
    if chain.next_desk(draft) is not None:
        raise ValidationError(NOT_LAST, code="not_last")
    _check_ready(draft)
    now = clock.now()
    VERIFICATION.take("verify", draft, by=by, note=note, decided_at=now)
    record.refresh_from_db()
    accepted = Evidence.objects.kept().filter(innovation=record, accepted_at=None)
    accepted.update(accepted_at=now)
    owning.make_public(draft, by=by)
    step = "renew" if record.is_verified else "publish"
    RECORD.take(step, record, by=by, note=note, published_at=clock.now())
    owning.show(record, by=by)
    _close(draft, by)
    tell("verify", draft, by=by, note=note)
    return draft


@transaction.atomic
def refuse(draft: Draft, *, by, note: str) -> Draft:
    """Say that it does not belong here; readers go on seeing what they saw."""
    VERIFICATION.take("refuse", draft, by=by, note=note, decided_at=clock.now())
    set_aside(draft, by=by)
    _close(draft, by)
    show_again(draft, by=by)
    tell("refuse", draft, by=by, note=note)
    return draft


# --- What several verbs share ------------------------------------------------------------------


def _check_permission(draft: Draft, by) -> None:
    if not by.has_perm("innovations.check_draft", draft):
        raise PermissionDenied(CHECK)


def _check_ready(draft: Draft) -> None:
    case = case_of(draft)
    if not case.is_ready:
        raise NotReady(case)


def _close(draft: Draft, by) -> None:
    for topic in (VERIFY, ANSWER):
        duties.settle(topic, draft, by=by)


def _await_verifier(draft: Draft) -> None:
    """It waits for whoever took it up; without a date while the clock stands."""
    if draft.verifier is not None:
        due = None if draft.paused_at else draft.due_at
        duties.expect(VERIFY, draft, of=duties.person_key(draft.verifier), due=due)
    else:
        await_desk(draft)


def _resume_unless_asking(draft: Draft, *, by) -> bool:
    """Let the clock go on once no question waits; answers whether it did."""
    stopped, due = draft.paused_at, draft.due_at
    if stopped is None or case_of(draft).asking:
        return False
    now = clock.now()
    moved = Calendar(now).moved_on(due, stopped, now) if due else None
    stood = int((now - stopped).total_seconds())
    keep(draft, paused_at=None, paused_seconds=draft.paused_seconds + stood, due_at=moved)
    duties.settle(ANSWER, draft, by=by)
    _await_verifier(draft)
    return True


def _is_news(items: Mapping[str, Item], finding: Finding) -> bool:
    item = items.get(finding.field)
    if item is None:
        raise ValidationError(NOT_AN_ITEM, code="no_item", params={"field": finding.field})
    last = item.check
    return last is None or (last.verdict, last.note) != (finding.verdict, finding.note.strip())


def _check_of(draft: Draft, items: Mapping[str, Item], finding: Finding, by) -> Check:
    note = finding.note.strip()[:LONGEST_NOTE]
    if Verdict(finding.verdict) != Verdict.FITS and not note:
        raise ValidationError(NOTE_NEEDED, code="note_needed", params={"field": finding.field})
    return Check(
        draft=draft,
        field=finding.field,
        verdict=Verdict(finding.verdict),
        note=note,
        digest=items[finding.field].digest,
        by=by,
        at=clock.now(),
    )


def _send(draft: Draft, item: Item, by) -> Message:
    check = item.unsent
    if check is None:
        raise ValidationError(NOTHING_TO_ASK, code="nothing_to_ask")
    message = threads.say(draft, topic=TOPIC, body=check.note, by=by)
    check.question = message
    check.save(update_fields=["question"])
    return message


def _has_remark(item: Item) -> bool:
    return item.check is not None and item.check.verdict != Verdict.FITS


def _as_list(items: Sequence[Item]) -> str:
    """The notes of these answers, a line each."""
    line = gettext("%(field)s: %(note)s")
    return "\n".join(
        line % {"field": item.label, "note": item.check.note} for item in items if item.check
    )


def _national_desk(draft: Draft) -> chain.Desk | None:
    """The desk of the national hub, which steps in where nobody else may check."""
    nation = Hub.objects.filter(level=Level.NATIONAL).first()
    if nation is None or draft.due_at is None:
        return None
    return chain.Desk(VERIFIER, nation, draft.hub or nation, draft.link, draft.due_at, "")
