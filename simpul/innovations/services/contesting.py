"""An innovator says that something said about their work is wrong, and a hub answers."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal
from simpul.hubs.policies import VERIFIER
from simpul.innovations.models import FIELDS, Claim, Contest, ContestState, Innovation
from simpul.innovations.queries.audience import deciders_hub
from simpul.innovations.queries.working_days import Calendar
from simpul.innovations.services import locking
from simpul.innovations.services.telling import tell_of_contest
from simpul.innovations.workflow import CONTESTING

# What waits on the desks of verifiers.
CONTEST = "contest"
WORKING_DAYS = 10

CONTEST_IT = _("Contest what is said about this record")
REASON_NEEDED = _("Say what is wrong, and how you know.")
NOT_A_FIELD = _("A record has no field “%(field)s”.")
NOT_ITS_CLAIM = _("This claim is not about this record.")
CONTESTED_ALREADY = _("This is contested already and waits for an answer.")
NOT_SHOWN = _("Choose a claim that says something else.")


@transaction.atomic
def contest(
    innovation: Innovation, field: str, *, by, reason: str, claim: Claim | None = None
) -> Contest:
    """Say that what a record says in ``field`` is wrong; readers see that it is contested."""
    if not by.has_perm("innovations.contest_innovation", innovation):
        raise PermissionDenied(CONTEST_IT)
    if field not in FIELDS or FIELDS[field].kind == "private":
        raise ValidationError(NOT_A_FIELD, code="no_field", params={"field": field})
    if claim is not None and (claim.field, claim.innovation.canonical_id) != (field, innovation.pk):
        raise ValidationError(NOT_ITS_CLAIM, code="not_its_claim")
    if not reason.strip():
        raise ValidationError(REASON_NEEDED, code="note_needed")
    open_ones = Contest.objects.filter(innovation=innovation, state=ContestState.OPEN, by=by)
    if open_ones.filter(field=field, claim=claim).exists():
        raise ValidationError(CONTESTED_ALREADY, code="contested")
    now = clock.now()
    made = Contest.objects.create(
        innovation=innovation, claim=claim, field=field, reason=reason.strip(), by=by, at=now
    )
    journal.record(made, "contest", by=by, details={"field": field})
    _shows_otherwise(innovation, by)
    hub = deciders_hub(innovation)
    if hub is not None:
        due = Calendar(now).after(now, WORKING_DAYS)
        duties.expect(CONTEST, made, of=duties.office_key(VERIFIER, hub), due=due)
    tell_of_contest("contest", made, by=by, note=made.reason)
    return made


@transaction.atomic
def uphold(
    contested: Contest, *, by, answer: str, show: Claim | None = None, retire: bool = False
) -> Contest:
    """Agree: retire the contested claim, or show another in its place, or both."""
    _decide("uphold", contested, by, answer)
    record = contested.innovation
    if retire and contested.claim is not None:
        _retire(contested.claim, by)
    if show is not None:
        if show.pk == contested.claim_id and retire:
            raise ValidationError(NOT_SHOWN, code="not_shown")
        locking.lock(record, show, by=by, note=answer)
    locking.reproject(record, by=by)
    tell_of_contest("uphold", contested, by=by, note=answer)
    return contested


@transaction.atomic
def dismiss(contested: Contest, *, by, answer: str) -> Contest:
    """Say why it stays as it is."""
    _decide("dismiss", contested, by, answer)
    tell_of_contest("dismiss", contested, by=by, note=answer)
    return contested


@transaction.atomic
def take_back(contested: Contest, *, by) -> Contest:
    """Contest it no longer."""
    CONTESTING.take("take_back", contested, by=by, decided_at=clock.now(), decided_by=by)
    duties.settle(CONTEST, contested, by=by)
    _shows_otherwise(contested.innovation, by)
    tell_of_contest("take_back", contested, by=by)
    return contested


def _decide(step: str, contested: Contest, by, answer: str) -> None:
    CONTESTING.take(
        step,
        contested,
        by=by,
        note=answer,
        answer=answer.strip(),
        decided_by=by,
        decided_at=clock.now(),
    )
    duties.settle(CONTEST, contested, by=by)
    _shows_otherwise(contested.innovation, by)


def _retire(claim: Claim, by) -> None:
    """Let a claim be said no longer; a lock on it ends with it."""
    now = clock.now()
    if Claim.objects.filter(pk=claim.pk, retired_at=None).update(retired_at=now):
        claim.retired_at = now
        journal.record(claim, "retire", by=by)
    for locked in claim.locks.filter(ended_at=None):
        locked.ended_at = now
        locked.save(update_fields=["ended_at"])
        journal.record(locked, "unlock", by=by)


def _shows_otherwise(innovation: Innovation, by) -> None:
    """Wake whatever keeps pages of the record: whether it is contested stands on them."""
    journal.record_batch("show", Innovation, [innovation.pk], by=by)
