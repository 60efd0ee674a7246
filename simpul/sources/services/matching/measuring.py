"""Measure matching on pairs that people have labelled, and keep the figures for everybody."""

import hashlib
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.core.hooks import LoadReport
from simpul.sources.hooks import Loader, Progress
from simpul.sources.models import MatchEvaluation
from simpul.sources.queries.judging import AUTOMATIC, QUEUE, Report, judge
from simpul.sources.queries.weighing import digest, model
from simpul.sources.services.authorities import our

SHIPPED = "evaluation/dedup_pairs_dev.csv"


@transaction.atomic
def keep(report: Report, path: Path) -> MatchEvaluation:
    """Keep what was measured; the same pairs under the same model are measured once."""
    row, is_new = MatchEvaluation.objects.get_or_create(
        digest=_digest(path),
        defaults={
            "measured_at": clock.now(),
            "pairs": path.name,
            "count": len(report.pairs),
            "duplicates": sum(pair.is_duplicate for pair in report.pairs),
            "automatic_from": report.thresholds[AUTOMATIC],
            "queue_from": report.thresholds[QUEUE],
            "result": {
                AUTOMATIC: report.at(AUTOMATIC),
                QUEUE: report.at(QUEUE),
                "calibration": report.calibration,
            },
        },
    )
    if is_new:
        journal.record(row, "measure", details={"pairs": row.pairs, "count": row.count})
    return row


def measure(directory: Path, progress: Progress = lambda done: None) -> LoadReport:
    """Measure on the shipped pairs, which the model was not fitted to."""
    del progress
    path = our(directory, SHIPPED)
    if not path.is_file():
        return LoadReport()
    if MatchEvaluation.objects.filter(digest=_digest(path)).exists():
        return LoadReport(same=1)
    try:
        keep(judge(path), path)
    except ValueError as wrong:
        return LoadReport(errors=[str(wrong)])
    return LoadReport(created=1)


# After the innovations, whose numbers the pairs name.
LOADER = Loader("match-quality", _("Quality of matching"), measure, 96)


def _digest(path: Path) -> str:
    told = path.read_bytes() + digest(model()).encode()
    return hashlib.sha256(told).hexdigest()
