"""How a letter comes to its end: a later last day, a newer letter in its place, or no more."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.documents.models import Document, Extension, State
from simpul.documents.queries.letters import people_of
from simpul.documents.workflow import LETTER

from .waiting import expect_renewal, stop_waiting, tell_people

WORDS = {
    "supersede": _("Replaced: %(letter)s"),
    "give_way": _("Replaced: %(letter)s"),
    "revoke": _("Revoked: %(letter)s"),
}
NOT_IN_FORCE = _("The letter that takes its place is not in force yet.")
LATER_ONLY = _("Choose a day after %(day)s, the last day so far.")


@transaction.atomic
def extend(document: Document, valid_to: date, *, by, note: str) -> Document:
    """Move the last day of a letter that still holds; what is printed stays, and both are shown.

    Raises ``PermissionDenied``, also when its last day is past, ``StepNotOpen`` and
    ``ValidationError``.
    """
    before = document.valid_to or clock.today()
    if valid_to <= before:
        raise ValidationError({"valid_to": LATER_ONLY % {"day": before}})
    LETTER.take("extend", document, by=by, note=note, valid_to=valid_to, changed_at=clock.now())
    Extension.objects.create(
        document=document, before=before, after=valid_to, note=note, by=by, at=clock.now()
    )
    expect_renewal(document)
    tell_people(document, people_of(document), _("Extended: %(letter)s"))
    return document


@transaction.atomic
def supersede(document: Document, *, replaced_by: Document, by, note: str = "") -> Document:
    """End a letter because ``replaced_by``, which is in force, says something in its place.

    One drafted with ``supersedes`` does so by itself when it comes into force.
    """
    if not replaced_by.holds or replaced_by.pk == document.pk:
        raise ValidationError(NOT_IN_FORCE, code="not_in_force")
    _ends("supersede", document, by=by, note=note)
    if replaced_by.supersedes_id is None:
        Document.objects.filter(pk=replaced_by.pk).update(supersedes=document)
        replaced_by.supersedes = document
    return document


def give_way(document: Document) -> None:
    """End the letter in whose place ``document`` was written, now that it counts."""
    old = document.supersedes
    if old is not None and old.state == State.IN_FORCE:
        _ends("give_way", old, by=None)


def _ends(step: str, document: Document, *, by, note: str = "") -> None:
    now = clock.now()
    LETTER.take(step, document, by=by, note=note, ended_at=now, end_note=note, changed_at=now)
    stop_waiting(document)
    tell_people(document, people_of(document), WORDS[step])


@transaction.atomic
def revoke(document: Document, *, by, note: str) -> Document:
    """End a letter for a reason that everybody who checks it reads; its number stays its own."""
    _ends("revoke", document, by=by, note=note)
    return document
