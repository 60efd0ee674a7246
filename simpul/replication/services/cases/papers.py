"""Files that belong to a case beside its letters."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.core.models import File
from simpul.replication.models import Case, CaseDocument, DocumentRole
from simpul.replication.services.cases.asking import ask, locked

NO_TITLE = _("Say what the file is.")
A_LETTER = _("A letter stays with its case.")


@transaction.atomic
def add_paper(case: Case, file: File, *, title: str, by, is_public: bool = False) -> CaseDocument:
    """Keep a file with the case: minutes, photographs, a report."""
    locked(case)
    ask(by, "replication.share_case", case)
    if not title.strip():
        raise ValidationError({"title": NO_TITLE}, code="no_title")
    paper = CaseDocument.objects.create(
        case=case,
        role=DocumentRole.OTHER,
        title=title.strip()[:200],
        file=file,
        is_public=is_public,
        by=by,
        at=clock.now(),
    )
    journal.record(case, "add_paper", by=by, details={"title": paper.title})
    return paper


@transaction.atomic
def remove_paper(paper: CaseDocument, *, by) -> None:
    """Take a file out of a case; whoever added it, or the adopter."""
    case = locked(paper.case)
    ask(by, "replication.remove_paper", paper)
    if paper.document_id:
        raise ValidationError(A_LETTER, code="letter")
    journal.record(case, "remove_paper", by=by, details={"title": paper.title})
    paper.delete()
