"""What still stands between a case and its next step; pages and services read the same words."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.replication.models import Case, CaseDocument, DocumentRole, ResultStage

NO_SESSION = _("Report at least one visit, call or study of the package.")
NO_AGREEMENT = _("The agreement is not signed by both sides yet.")
NO_MATRIX = _("The adaptation matrix is empty.")
NOT_WEIGHED = _("Every part of the matrix needs a decision, and a reason wherever it changes.")
NO_MEASURE = _("Name at least one indicator with what it is now, so that the result can be shown.")
NO_MILESTONE = _("The plan needs at least one milestone.")
NO_RESULT = _("Every indicator needs a result from the evaluation.")

Lack = str | Promise


def agreement_of(case: Case) -> CaseDocument | None:
    """The agreement of a case: the newest that was not ended."""
    papers = case.papers.filter(role=DocumentRole.AGREEMENT).select_related("document__kind")
    standing = papers.exclude(document__state__in=("revoked", "dropped", "superseded"))
    return standing.order_by("-pk").first()


def is_agreed(case: Case) -> bool:
    """Say whether both sides signed an agreement that counts today."""
    paper = agreement_of(case)
    return paper is not None and paper.document is not None and paper.document.holds


def _learned(case: Case) -> list[Lack]:
    held = case.sessions.filter(held_on__isnull=False, cancelled_at=None)
    return [] if held.exists() else [NO_SESSION]


def _agreed(case: Case) -> list[Lack]:
    return [] if is_agreed(case) else [NO_AGREEMENT]


def _weighed(case: Case) -> list[Lack]:
    rows = list(case.matrix.all())
    if not rows:
        return [NO_MATRIX]
    return [] if all(row.is_weighed for row in rows) else [NOT_WEIGHED]


def _planned(case: Case) -> list[Lack]:
    lacks: list[Lack] = []
    if not case.milestones.exists():
        lacks.append(NO_MILESTONE)
    if not case.measures.filter(baseline__isnull=False).exists():
        lacks.append(NO_MEASURE)
    return lacks


def _evaluated(case: Case) -> list[Lack]:
    measured = case.measures.filter(results__stage=ResultStage.EVALUATION).distinct()
    return [] if measured.count() == case.measures.count() else [NO_RESULT]


_LACKS: dict[str, Callable[[Case], list[Lack]]] = {
    "finish_learning": _learned,
    "skip_agreement": _learned,
    "agree": _agreed,
    "approve": _agreed,
    "settle_matrix": _weighed,
    "start_pilot": _planned,
    "skip_pilot": _planned,
    "hand_in": _evaluated,
    "renew": _agreed,
}


def lacking(case: Case, step: str) -> list[Lack]:
    """What is missing before ``step`` may be taken."""
    look = _LACKS.get(step)
    return look(case) if look else []
