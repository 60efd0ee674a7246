"""From the authors to the hub: submit, have it signed, take it back, drop it."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, versions
from simpul.core.models import Version
from simpul.core.models.work import OPEN_VERSIONS, VersionState
from simpul.innovations.models import Draft, State, split_title
from simpul.innovations.queries import chain, rules
from simpul.innovations.queries.audience import authors_of, signing_body
from simpul.innovations.queries.submitted import WRITTEN_IN, answers_of, frozen_of
from simpul.innovations.queries.working_days import Calendar
from simpul.innovations.services import projection
from simpul.innovations.services.ledger import Ledger
from simpul.innovations.services.telling import tell
from simpul.innovations.services.versions import WAITING
from simpul.innovations.workflow import VERIFICATION
from simpul.organisations.policies import HEAD

# What waits on desks.
VERIFY, SIGN, REVISE, ANSWER = "verification", "sign_off", "revision", "questions"

BLOCKED = _("This cannot be submitted yet.")
NO_HUB = _("No hub is on record that could check it.")
NO_INSTITUTION = _("Only what is written for an institution can be signed by its head.")
NO_HEAD = _("Nobody is on record as head of %(institution)s. Submit it without a signature.")


class Blocked(ValidationError):
    """The rules refuse the draft; ``problems`` says what blocks it, in the order of the form."""

    def __init__(self, problems: Sequence[rules.Problem]) -> None:
        super().__init__(BLOCKED, code="blocked")
        self.problems = list(problems)


# --- To the hub --------------------------------------------------------------------------------


@transaction.atomic
def submit(draft: Draft, *, by, note: str = "") -> Draft:
    """Hand what was written to the office that checks it first.

    Raises ``Blocked`` with what the rules refuse, ``PermissionDenied`` or ``StepNotOpen``.
    """
    return _hand_in("submit", draft, by, note)


@transaction.atomic
def sign_off(draft: Draft, *, by, note: str = "") -> Draft:
    """Sign as head of the institution, and hand it to the office that checks it first."""
    return _hand_in("sign_off", draft, by, note)


@transaction.atomic
def ask_sign_off(draft: Draft, *, by, note: str = "") -> Draft:
    """Ask the head of the institution to sign before it is submitted."""
    _check_permission("ask_sign_off", draft, by)
    body = signing_body(draft)
    if body is None:
        raise ValidationError(NO_INSTITUTION, code="no_institution")
    if not duties.holders([duties.office_key(HEAD, body)])[duties.office_key(HEAD, body)]:
        raise ValidationError(
            NO_HEAD, code="no_head", params={"institution": body.institution.short_name}
        )
    _check_rules(draft)
    VERIFICATION.take("ask_sign_off", draft, by=by, note=note)
    duties.settle(REVISE, draft, by=by)
    duties.expect(SIGN, draft, of=duties.office_key(HEAD, body))
    tell("ask_sign_off", draft, by=by, note=note)
    return draft


# --- Back to the authors -----------------------------------------------------------------------


@transaction.atomic
def decline_sign_off(draft: Draft, *, by, note: str) -> Draft:
    """Give it back to its authors without a signature, saying why."""
    VERIFICATION.take("decline_sign_off", draft, by=by, note=note)
    duties.settle(SIGN, draft, by=by)
    await_authors(draft, REVISE)
    tell("decline_sign_off", draft, by=by, note=note)
    return draft


@transaction.atomic
def recall(draft: Draft, *, by, note: str = "") -> Draft:
    """Take back what nobody has begun to check, to go on writing."""
    VERIFICATION.take(
        "recall",
        draft,
        by=by,
        note=note,
        due_at=None,
        verifier=None,
        submitted_at=None,
        paused_at=None,
    )
    give_back(draft, by=by)
    duties.settle(VERIFY, draft, by=by)
    duties.settle(SIGN, draft, by=by)
    tell("recall", draft, by=by, note=note)
    return draft


@transaction.atomic
def drop(draft: Draft, *, by, note: str = "") -> Draft:
    """Stop writing for good; what was written stays readable for its authors."""
    VERIFICATION.take("drop", draft, by=by, note=note, decided_at=clock.now())
    set_aside(draft, by=by)
    duties.settle(REVISE, draft, by=by)
    show_again(draft, by=by)
    tell("drop", draft, by=by, note=note)
    return draft


# --- What several verbs share ------------------------------------------------------------------


def await_authors(draft: Draft, topic: str, due=None) -> None:
    """Let something wait for everybody who writes it."""
    for person in authors_of(draft):
        duties.expect(topic, draft, of=duties.person_key(person), due=due)


def await_desk(draft: Draft) -> None:
    """Let it wait for the office where it lies."""
    duties.expect(VERIFY, draft, of=duties.office_key(draft.office, draft.desk), due=draft.due_at)


def place(desk: chain.Desk) -> dict:
    """What a draft remembers of the desk where it lies."""
    return {
        "hub": desk.hub,
        "office": desk.office,
        "desk_type": ContentType.objects.get_for_model(desk.scope),
        "desk_id": desk.scope.pk,
        "link": desk.link,
    }


def keep(draft: Draft, **values: Any) -> None:
    """Keep something beside the state, which only the table of steps moves."""
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save(update_fields=list(values))


def freeze(draft: Draft, *, by) -> Version:
    """Let the one open version of the record say what the draft says, and wait for the hub."""
    said = frozen_of(draft)
    version = versions.draft(draft.innovation, by=by)
    if version.author_id is None:
        version = versions.take_over(version, by=by)
        duties.settle(WAITING, draft.innovation, by=by)
    version = versions.change(version, said, drop=version.fields.keys() - said.keys())
    return versions.offer(version, by=by) if version.state == VersionState.DRAFT else version


def give_back(draft: Draft, *, by) -> None:
    """Let its version be no longer under way to readers."""
    version = draft.version
    if version is not None and version.state == VersionState.PENDING:
        versions.give_back(version, by=by)


def set_aside(draft: Draft, *, by) -> None:
    """Close its version for ever: readers never see it."""
    version = draft.version
    if version is not None and version.state in OPEN_VERSIONS:
        versions.set_aside(version, by=by)


def show_again(draft: Draft, *, by) -> None:
    """Let what sources said in the meantime wait again, now that nothing else is under way."""
    if draft.innovation.is_verified:
        projection.reproject([draft.innovation_id], Ledger(), by=by)


def _hand_in(step: str, draft: Draft, by, note: str) -> Draft:
    _check_permission(step, draft, by)
    _check_rules(draft)
    desk = chain.desk_again(draft) if draft.link else chain.first_desk(draft)
    if desk is None:
        raise ValidationError(NO_HUB, code="no_hub")
    now = clock.now()
    VERIFICATION.take(
        step,
        draft,
        by=by,
        note=note,
        **place(desk),
        due_at=_due(draft, desk, now),
        paused_seconds=draft.paused_seconds + _stood(draft, now),
        submitted_at=now,
        taken_up_at=None,
        verifier=None,
        paused_at=None,
    )
    _name_record(draft)
    # After the step, so that of two who submit at once the other is told so.
    draft.version = freeze(draft, by=by)
    draft.save(update_fields=["version"])
    for topic in (REVISE, SIGN):
        duties.settle(topic, draft, by=by)
    await_desk(draft)
    tell(step, draft, by=by, note=note)
    return draft


def _due(draft: Draft, desk: chain.Desk, now):
    """The term of the desk; of a draft that comes back, what was left of it."""
    if draft.paused_at is None or draft.due_at is None:
        return desk.due_at
    return Calendar(now).moved_on(draft.due_at, draft.paused_at, now)


def _name_record(draft: Draft) -> None:
    """Let a record nobody has seen yet be called what its draft calls it."""
    record = draft.innovation
    title = answers_of(draft).get(("title", WRITTEN_IN))
    if record.state == State.DRAFT and title and title != record.title:
        record.title = title
        record.acronym, record.long_title = split_title(title)
        record.save(update_fields=["title", "acronym", "long_title"])


def _stood(draft: Draft, now) -> int:
    return int((now - draft.paused_at).total_seconds()) if draft.paused_at else 0


def _check_permission(step: str, draft: Draft, by) -> None:
    """Ask before the rules do: what is not theirs says nothing about itself."""
    asked = VERIFICATION.steps[step]
    if not by.has_perm(asked.permission(draft), draft):
        raise PermissionDenied(asked.label)


def _check_rules(draft: Draft) -> None:
    blocked = rules.problems(draft)
    if blocked:
        raise Blocked(blocked)
