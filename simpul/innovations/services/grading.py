"""Grades of evidence grow old: bring those in line whose ground no longer holds."""

from simpul.core import clock
from simpul.innovations.models import Innovation
from simpul.innovations.services import projection
from simpul.innovations.services.ledger import Ledger

BATCH = 500


def regrade_due() -> int:
    """Let every grade fall that is due to; answers how many records show something else now."""
    due = Innovation.objects.filter(evidence_falls_on__lte=clock.today()).order_by("pk")
    pks, changed, ledger = list(due.values_list("pk", flat=True)), 0, Ledger()
    for start in range(0, len(pks), BATCH):
        changed += len(projection.reproject(pks[start : start + BATCH], ledger))
    return changed
