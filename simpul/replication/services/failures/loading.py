"""The taxonomy of failures, kept equal to the shipped rows."""

from datetime import date
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from simpul.core.hooks import LoadReport
from simpul.core.loading import Fields, Row, take_over
from simpul.replication.models import FailureReason
from simpul.sources.hooks import Loader, Progress
from simpul.sources.services.authorities import our
from simpul.sources.services.faults import read_rows

_WORDS = ("key", "family", "family_label_id", "family_label_en", "label_id", "label_en")


def load_reasons(directory: Path, progress: Progress = lambda done: None) -> LoadReport:
    """Make the reasons of failure equal to the rows; what staff changed here stays."""
    del progress
    rows = [row for _line, row in read_rows(our(directory, "replication/failure_reasons.csv"))]
    return take_over(FailureReason, rows, key="key", read=_reason, is_ours=_is_ours)


LOADER = Loader("failure_reasons", _("Reasons of failure"), load_reasons, 98)


def _is_ours(row) -> bool:
    return row.corrected_at is not None


def _reason(row: Row) -> Fields:
    return {
        **{name: row[name] for name in _WORDS},
        "order": int(row["order"]),
        "meaning_id": row["meaning_id"],
        "meaning_en": row["meaning_en"],
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        "source": row["source"],
    }
