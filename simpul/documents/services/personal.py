"""What letters say about people: copied for them; an official letter keeps its names."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from simpul.core import personal
from simpul.core.personal import PersonalData
from simpul.documents.models import Document, Extension, Number, SignedCopy, Signer


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
