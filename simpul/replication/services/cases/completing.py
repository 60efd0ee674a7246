"""The hub completes a case: its certificate is issued by the hub, at once or by its coordinator."""

from datetime import timedelta

from django.db import transaction

from simpul.core import clock, duties
from simpul.documents.models import Document
from simpul.documents.services import SignerIn, draft, issue_certificate
from simpul.hubs.policies import COORDINATOR
from simpul.replication.models import BackReport, Case, DocumentRole
from simpul.replication.queries.cases import letters
from simpul.replication.queries.cases.terms import days_of, due_in
from simpul.replication.services.cases.agreeing import COMMITMENT, keep_letter, kind_of
from simpul.replication.services.cases.asking import ask, locked
from simpul.replication.workflow import CaseState

CERTIFICATE = "certificate"
CERTIFY = "case.certify"
# After how many months an adopter is asked again; a row of the terms may say another span.
LATER = (6, 12, 24)


def complete(case: Case, by) -> None:
    """Note when it was completed, issue its certificate, and expect the reports to come."""
    case.completed_at = clock.now()
    case.save(update_fields=["completed_at"])
    today = clock.today()
    due = days_of(CaseState.REPORTING, 30) or 30
    BackReport.objects.get_or_create(
        case=case, months=0, defaults={"due_on": today + timedelta(days=due)}
    )
    for months in LATER:
        day = today + timedelta(days=days_of(f"report_{months}", months * 30) or months * 30)
        BackReport.objects.get_or_create(case=case, months=months, defaults={"due_on": day})
    if by.has_perm("documents.draft_document", case.facilitator):
        _certify(case, by)
    else:
        office = duties.office_key(COORDINATOR, case.facilitator)
        duties.expect(CERTIFY, case, of=office, due=due_in(CERTIFY.replace(".", "_")))


@transaction.atomic
def certify(case: Case, *, by) -> Document:
    """Issue the certificate of a completed case that has none in force."""
    locked(case)
    ask(by, "replication.certify_case", case)
    return _certify(case, by)


def _certify(case: Case, by, language: str = "id") -> Document:
    document = issue_certificate(
        kind_of(CERTIFICATE),
        title=letters.certificate_title(case, language),
        content=letters.certificate_content(case, language),
        scope=case.facilitator,
        subject=case,
        language=language,
        is_public=True,
        by=by,
    )
    keep_letter(case, document, DocumentRole.CERTIFICATE, by=by)
    duties.settle(CERTIFY, case, by=by)
    return document


@transaction.atomic
def draft_commitment(case: Case, *, signer: SignerIn, by, language: str = "id") -> Document:
    """Draft the adopter's commitment as its own letter; it is numbered and signed there."""
    locked(case)
    ask(by, "replication.commit_case", case)
    kind = kind_of(COMMITMENT)
    words = letters.opening_words(kind, language)
    document = draft(
        kind,
        title=letters.commitment_title(case, language),
        content={**words, **letters.commitment_content(case, language)},
        scope=case.adopter.institution,
        subject=case,
        signers=[signer],
        language=language,
        is_public=True,
        by=by,
    )
    keep_letter(case, document, DocumentRole.COMMITMENT, by=by)
    return document
