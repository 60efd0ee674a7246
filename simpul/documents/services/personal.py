"""What letters say about people: copied for them; an official letter keeps its names."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from simpul.core import personal
from simpul.core.hooks import Retention
from simpul.core.personal import PersonalData
from simpul.documents.models import Document, Extension, Number, Party, SignedCopy, Signer, State


def _copy(person) -> Iterator[personal.Row]:
    begun = Document.objects.filter(begun_by=person)
    yield from personal.rows("letter begun", begun, "number", "title", "state", "begun_at")
    issued = Document.objects.filter(issued_by=person)
    yield from personal.rows("letter issued", issued, "number", "title", "state", "issued_at")
    signed = Signer.objects.filter(person=person)
    yield from personal.rows(
        "named to sign", signed, "document__number", "document__title", "name", "office",
        "capacity", "signed_on", "method",
    )  # fmt: skip
    copies = SignedCopy.objects.filter(added_by=person)
    yield from personal.rows("signed copy added", copies, "document__number", "added_at")
    numbers = Number.objects.filter(taken_by=person)
    yield from personal.rows("number taken", numbers, "text", "title", "taken_at")
    extended = Extension.objects.filter(by=person)
    yield from personal.rows("letter extended", extended, "document__number", "after", "note", "at")


def _dropped(before: datetime) -> QuerySet[Document]:
    """Drafts discarded so long ago, of which the words are still kept."""
    return Document.objects.filter(state=State.DROPPED, changed_at__lt=before).exclude(content={})


@transaction.atomic
def _forget(before: datetime) -> int:
    found = list(_dropped(before).values_list("pk", flat=True))
    Signer.objects.filter(document__in=found).delete()
    Party.objects.filter(document__in=found).delete()
    return Document.objects.filter(pk__in=found).update(content={})


DROPPED_LETTERS = Retention("dropped_letters", lambda before: _dropped(before).count(), _forget)

RULE = PersonalData(
    room="documents",
    label=_("Letters you wrote, issued or signed"),
    copy=_copy,
    relations=(
        "documents.Document.begun_by",
        "documents.Document.issued_by",
        "documents.Extension.by",
        "documents.Number.taken_by",
        "documents.SignedCopy.added_by",
        "documents.Signer.person",
    ),
)
