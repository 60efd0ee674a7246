"""A verifier chooses which of several claims readers see, and lets go of the choice."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.core import versions as kernel
from simpul.innovations.models import FIELDS, LIVING_FIELDS, Claim, FieldLock, Innovation
from simpul.innovations.services import projection, versions
from simpul.innovations.services.ledger import Ledger

LOCK = _("Choose what is shown of this record")
WHY = _("Say why. Readers see it.")
NOT_ITS_CLAIM = _("This claim is not about this record.")
NOT_LOCKABLE = _("“%(field)s” has no one value that could be locked.")
UNLOCKED_ALREADY = _("Somebody else has unlocked this field already.")
LONGEST = 300


@transaction.atomic
def lock(innovation: Innovation, claim: Claim, *, by, note: str) -> FieldLock:
    """Show this claim of a field, whatever others say later; ``note`` tells readers why."""
    _check(innovation, by, note)
    spec = FIELDS.get(claim.field)
    if spec is None or spec.kind in {"many", "private"} or spec.key in LIVING_FIELDS:
        raise ValidationError(NOT_LOCKABLE, code="not_lockable", params={"field": claim.field})
    if not _is_about(claim, innovation) or claim.retired_at is not None:
        raise ValidationError(NOT_ITS_CLAIM, code="not_its_claim")
    now = clock.now()
    FieldLock.objects.filter(
        innovation=innovation, field=claim.field, language=claim.language, ended_at=None
    ).update(ended_at=now)
    locked = FieldLock.objects.create(
        innovation=innovation,
        field=claim.field,
        language=claim.language,
        claim=claim,
        by=by,
        note=note.strip()[:LONGEST],
        at=now,
    )
    journal.record(locked, "lock", by=by, note=note, details={"field": claim.field})
    _show_locked(innovation, claim, by)
    return locked


@transaction.atomic
def unlock(locked: FieldLock, *, by, note: str) -> FieldLock:
    """Let precedence choose again; a verified record keeps its value until a hub decides."""
    _check(locked.innovation, by, note)
    now = clock.now()
    if not FieldLock.objects.filter(pk=locked.pk, ended_at=None).update(ended_at=now):
        raise ValidationError(UNLOCKED_ALREADY, code="unlocked_already")
    locked.ended_at = now
    journal.record(locked, "unlock", by=by, note=note, details={"field": locked.field})
    reproject(locked.innovation, by=by)
    return locked


def reproject(innovation: Innovation, *, by) -> None:
    """Let readers see what claims and locks say now."""
    projection.reproject([innovation.pk], Ledger(), by=by)
    innovation.refresh_from_db()


def _show_locked(innovation: Innovation, claim: Claim, by) -> None:
    public = kernel.public(innovation) if innovation.is_verified else None
    if public is not None:
        said = dict(public.fields)
        key = f"{claim.field}|{claim.language}"
        if claim.value is None:
            said.pop(key, None)
        else:
            said[key] = [[claim.value, claim.pk]]
        if said != public.fields:
            versions.make_public(innovation, said, by=by)
    reproject(innovation, by=by)


def _is_about(claim: Claim, innovation: Innovation) -> bool:
    return claim.innovation.canonical_id == innovation.pk


def _check(innovation: Innovation, by, note: str) -> None:
    if not by.has_perm("innovations.lock_innovation", innovation):
        raise PermissionDenied(LOCK)
    if not note.strip():
        raise ValidationError(WHY, code="note_needed")
