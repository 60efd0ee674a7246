"""Checklist, usual obligations, terms and kinds of funds, kept equal to the shipped rows."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core.hooks import LoadReport
from simpul.core.loading import Fields, Row, changed_here, take_over
from simpul.replication.models import Fund, ObligationTemplate, Side, StepTemplate, Term
from simpul.replication.workflow import CaseState
from simpul.sources.hooks import Loader, Progress
from simpul.sources.services.authorities import our
from simpul.sources.services.faults import read_rows


@transaction.atomic
def load_cases(directory: Path, progress: Progress = lambda done: None) -> LoadReport:
    """Make the rules of cases equal to the rows; what staff changed here stays."""
    del progress
    report = LoadReport()
    for file, model, key, read in _TABLES:
        rows = [row for _line, row in read_rows(our(directory, f"replication/{file}.csv"))]
        report += take_over(model, rows, key=key, read=read, is_ours=_is_ours)
    return report


LOADER = Loader("replication", _("Rules of replication cases"), load_cases, 97)


def _is_ours(row: Any) -> bool:
    return hasattr(row, "changed_here") and changed_here(row)


def _named(row: Row) -> Fields:
    return {name: row[name] for name in ("key", "label_id", "label_en")}


def _valid(row: Row) -> Fields:
    return {
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        "source": row["source"],
    }


def _step(row: Row) -> Fields:
    return {
        **_named(row),
        **_valid(row),
        **{name: row[name] for name in ("needs_id", "needs_en", "yields_id", "yields_en")},
        "order": int(row["order"]),
        "until_state": CaseState(row["until_state"]).value if row["until_state"] else "",
        "official": row["official"] == "yes",
    }


def _obligation(row: Row) -> Fields:
    return {
        **_named(row),
        **_valid(row),
        "order": int(row["order"]),
        "side": Side(row["side"]).value,
        "days": int(row["days"]),
    }


def _term(row: Row) -> Fields:
    return {**_named(row), **_valid(row), "days": int(row["days"])}


def _fund(row: Row) -> Fields:
    return {**_named(row), "order": int(row["order"])}


_TABLES: tuple[tuple[str, type, Any, Callable[[Row], Fields]], ...] = (
    ("steps", StepTemplate, ("key", "valid_from"), _step),
    ("obligations", ObligationTemplate, ("key", "valid_from"), _obligation),
    ("terms", Term, ("key", "valid_from"), _term),
    ("funds", Fund, "key", _fund),
)
