"""What both sides owe each other, the agreement that says so, and what was done of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal
from simpul.core.models import File
from simpul.documents.models import Document, Kind
from simpul.documents.services import PartyIn, SignerIn, draft
from simpul.replication.models import Case, CaseDocument, DocumentRole, Obligation, Side
from simpul.replication.queries.cases import letters
from simpul.replication.queries.cases.lacking import agreement_of
from simpul.replication.services.cases import waiting
from simpul.replication.services.cases.asking import ask, locked
from simpul.replication.workflow import CaseState

AGREEMENT, COMMITMENT = "agreement", "commitment"
LETTERS = "id"
NO_TEXT = _("Say what is owed.")
NOT_NOW = _("Obligations can be changed until the agreement is drafted.")
DRAFTED = _("The agreement is drafted already. Change that draft, or discard it first.")
TOO_SHORT = _("The agreement cannot end before it begins.")
NOT_OWED = _("Only the side that owes it, or the hub, can say that it is done.")
NO_KIND = _("This installation has no kind of letter for it. Ask whoever runs it to load the data.")


@dataclass(frozen=True)
class Owed:
    """One obligation as typed: whose, what, until when."""

    side: str
    text: str
    due_on: date


@transaction.atomic
def set_obligations(case: Case, owed: Iterable[Owed], *, by) -> list[Obligation]:
    """Make the obligations equal to what was typed; those with the same words keep their row."""
    locked(case)
    ask(by, "replication.change_case", case)
    if case.state not in {CaseState.LEARNING, CaseState.AGREEMENT} or agreement_of(case):
        raise ValidationError(NOT_NOW, code="not_now")
    kept = {(row.side, row.text): row for row in case.obligations.all()}
    rows = []
    for order, one in enumerate(owed, start=1):
        if not one.text.strip():
            raise ValidationError(NO_TEXT, code="no_text")
        row = kept.pop((one.side, one.text.strip()), None) or Obligation(case=case)
        row.order, row.side = order, Side(one.side)
        row.text, row.due_on = one.text.strip()[:300], one.due_on
        row.save()
        rows.append(row)
    for gone in kept.values():
        gone.delete()
    journal.record(case, "set_obligations", by=by, details={"count": len(rows)})
    return rows


@transaction.atomic
def fulfil(obligation: Obligation, *, by, note: str = "", file: File | None = None) -> Obligation:
    """Say that something agreed was done, and how it shows."""
    case = locked(obligation.case)
    ask(by, "replication.fulfil_obligation", obligation)
    obligation.done_at, obligation.done_by = clock.now(), by
    obligation.note, obligation.file = note.strip()[:300], file or obligation.file
    obligation.save(update_fields=["done_at", "done_by", "note", "file"])
    journal.record(case, "fulfil", by=by, details={"what": obligation.text})
    duties.settle(waiting.OBLIGATION, obligation, by=by)
    return obligation


@transaction.atomic
def draft_agreement(
    case: Case,
    *,
    for_adopter: SignerIn,
    for_origin: SignerIn,
    valid_from: date,
    valid_to: date,
    by,
    language: str = LETTERS,
) -> Document:
    """Draft the agreement of both sides as a letter of the adopter, numbered and signed there.

    Raises ``PermissionDenied`` where ``by`` does not issue letters for the adopter.
    """
    locked(case)
    ask(by, "replication.change_case", case)
    if case.state != CaseState.AGREEMENT or agreement_of(case) is not None:
        raise ValidationError(DRAFTED, code="drafted")
    if valid_to < valid_from:
        raise ValidationError({"valid_to": TOO_SHORT}, code="too_short")
    kind = kind_of(AGREEMENT)
    words = letters.opening_words(kind, language)
    document = draft(
        kind,
        title=letters.agreement_title(case, language),
        content={**words, **letters.agreement_content(case, language)},
        scope=case.adopter.institution,
        subject=case,
        parties=_parties(case),
        signers=[for_origin, for_adopter],
        language=language,
        is_public=True,
        valid_from=valid_from,
        valid_to=valid_to,
        by=by,
    )
    keep_letter(case, document, DocumentRole.AGREEMENT, by=by)
    return document


def _parties(case: Case) -> list[PartyIn]:
    """The first party gives, the second takes over."""
    bodies = (case.origin_organisation, case.adopter)
    return [PartyIn(body.institution) for body in bodies]


def kind_of(key: str) -> Kind:
    """The kind of letter; raises ``ValidationError`` where the data was not loaded."""
    kind = Kind.objects.in_force(clock.today()).filter(key=key).first()
    if kind is None:
        raise ValidationError(NO_KIND, code="no_kind")
    return kind


def keep_letter(case: Case, document: Document, role: str, *, by) -> CaseDocument:
    """Let a letter belong to a case."""
    paper = CaseDocument.objects.create(
        case=case,
        role=role,
        title=document.title[:200],
        document=document,
        is_public=document.is_public,
        by=by,
        at=clock.now(),
    )
    journal.record(case, "keep_letter", by=by, details={"role": str(role)})
    return paper


@transaction.atomic
def note_term(document: Document) -> None:
    """An agreement was extended: the case knows the new last day."""
    paper = CaseDocument.objects.filter(document=document, role=DocumentRole.AGREEMENT).first()
    if paper is None or paper.case.agreed_until is None:
        return
    Case.objects.filter(pk=paper.case_id).update(agreed_until=document.valid_to)
    duties.settle(waiting.EXPIRING, paper.case)


def refuse_unless_signing(by, case: Case) -> None:
    """Raise ``PermissionDenied`` where ``by`` may not put the adopter's name under a letter."""
    if not by.has_perm("documents.draft_document", case.adopter.institution):
        raise PermissionDenied
