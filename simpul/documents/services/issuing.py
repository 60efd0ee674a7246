"""From a draft to a letter: its number, its frozen words, its files, and when it counts."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, outbox
from simpul.core.workflow import StepNotOpen
from simpul.documents.models import Document, Kind, Signer, State
from simpul.documents.queries.composing import compose
from simpul.documents.queries.letters import office_of, people_of
from simpul.documents.queries.missing import missing_of
from simpul.documents.queries.signers import office_on
from simpul.documents.workflow import LETTER

from .drafting import draft
from .ending import give_way
from .numbering import register_or_new, take_number
from .waiting import expect_renewal, expect_signatures, tell_people

RENDER = "documents.render"

NO_SIGNER = _("A letter of this kind counts only when it is signed: name who signs.")


@transaction.atomic
def issue(document: Document, *, by) -> Document:
    """Give a draft its number and freeze what it says; its files are made right after.

    One that nobody has to sign is in force at once; any other waits for its signatures. Raises
    ``PermissionDenied``, ``StepNotOpen``, and ``ValidationError`` naming what is missing.
    """
    if not by.has_perm("documents.issue_document", document):
        raise PermissionDenied
    held = Document.objects.select_for_update().get(pk=document.pk)
    if held.state != State.DRAFT:
        raise StepNotOpen(f"{document.pk} is not a draft any more")
    if missing := missing_of(held):
        raise ValidationError(missing)
    register = held.register or register_or_new(office_of(held), held.kind, by=by)
    number = take_number(register, held.kind, title=held.title, by=by, document=held)
    _hold_offices_of_the_day(held)
    numbered: dict[str, Any] = {
        "register": register,
        "number": number.text,
        "sequence": number.sequence,
        "year": number.year,
        "dated": number.dated,
        "valid_from": held.valid_from or number.dated,
        "valid_to": held.valid_to or _last_day(held, number.dated),
    }
    for name, value in numbered.items():
        setattr(held, name, value)
    LETTER.take(
        "issue", document, by=by, **numbered, frozen=compose(held), issued_by=by,
        issued_at=clock.now(), changed_at=clock.now(),
    )  # fmt: skip
    outbox.later(RENDER, {"pk": document.pk})
    if document.kind.needs_signers:
        expect_signatures(document)
    else:
        take_effect(document)
    return document


def issue_certificate(
    kind: Kind, *, title: str, content: dict[str, Any], scope: models.Model, by, **fields
) -> Document:
    """Draft a letter that nobody signs and issue it: numbered and in force in one step.

    ``fields`` are as ``draft`` takes them. Raises what ``draft`` and ``issue`` raise.
    """
    with transaction.atomic():
        document = draft(kind, title=title, content=content, scope=scope, by=by, **fields)
        return issue(document, by=by)


def take_effect(document: Document) -> None:
    """Let a letter count from now on, once nothing more is waited for."""
    LETTER.take("take_effect", document, by=None, in_force_at=clock.now(), changed_at=clock.now())
    give_way(document)
    expect_renewal(document)
    tell_people(document, people_of(document), _("In force: %(letter)s"))


def _hold_offices_of_the_day(document: Document) -> None:
    """Read again what office a signer holds, where the writer had left that to the hub."""
    for signer in document.signers.filter(office="").select_related("party__organisation"):
        body = signer.party.organisation if signer.party else document.scope
        found = office_on(signer.person, body, clock.now(), document.language)
        Signer.objects.filter(pk=signer.pk).update(
            office=found.office, capacity=signer.capacity or found.capacity, mandate=found.mandate
        )


def _last_day(document: Document, day: date) -> date | None:
    """The day before the months its kind holds are over; none where it holds without an end."""
    months = document.kind.months
    if not months:
        return None
    begins = document.valid_from or day
    return last_day_after(begins, months)


def last_day_after(begins: date, months: int) -> date:
    """The last day of so many months from ``begins`` on."""
    over = begins.month - 1 + months
    year, month = begins.year + over // 12, over % 12 + 1
    ends = begins.replace(year=year, month=month, day=1) + (begins - begins.replace(day=1))
    if ends.month != month:
        ends = ends.replace(day=1)
    return ends - timedelta(days=1)
