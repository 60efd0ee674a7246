"""The agreed numbers of the model: loaded from rows, and changed by decisions from a day on."""

from datetime import date
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from simpul.core.hooks import LoadReport
from simpul.core.loading import Fields, Row, take_over
from simpul.sources.hooks import Loader, Progress
from simpul.sources.models import MatchParameter
from simpul.sources.services.authorities import our
from simpul.sources.services.faults import read_rows


def load_parameters(directory: Path, progress: Progress = lambda done: None) -> LoadReport:
    """Make the shipped parameters equal to the rows; what a decision ended or began stays."""
    del progress
    rows = [row for _line, row in read_rows(our(directory, "matching/parameters.csv"))]
    return take_over(
        MatchParameter, rows, key=("name", "valid_from"), read=_read, is_ours=_is_decided
    )


# Before the innovations, which are matched by them.
LOADER = Loader("matching", _("Parameters of matching"), load_parameters, 75)


def _is_decided(row: MatchParameter) -> bool:
    return row.valid_to is not None


def _read(row: Row) -> Fields:
    return {
        "name": row["name"],
        "value": float(row["value"]),
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        "says_id": row["says_id"],
        "says_en": row["says_en"],
        "source": row["source"],
    }
