"""Take over the rules of early warning from rows; what staff changed at the desk stays."""

from datetime import date
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from simpul.core.hooks import LoadReport
from simpul.core.loading import Fields, Row, changed_here, rows_of, take_over
from simpul.replication.models.continuity import RiskRule
from simpul.replication.queries.continuity.risks import RISKS
from simpul.sources.hooks import Loader, Progress
from simpul.sources.services.authorities import our

WORDS = ("label_id", "label_en", "about_id", "about_en", "unit_id", "unit_en", "source")


def load_rules(directory: Path, progress: Progress = lambda done: None) -> LoadReport:
    """Make the rules equal to the rows."""
    del progress
    path = our(directory, "replication/risk_rules.csv")
    return take_over(
        RiskRule,
        rows_of(path),
        key=("key", "valid_from"),
        read=_rule,
        is_ours=changed_here,
    )


LOADER = Loader("early_warning", _("Early warning"), load_rules, 98)


def _rule(row: Row) -> Fields:
    if row["key"] not in RISKS:
        raise KeyError(row["key"])
    return {
        "key": row["key"],
        "order": int(row["order"]),
        "threshold": int(row["threshold"]) if row["threshold"] else None,
        "is_on": row["is_on"] == "yes",
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        **{name: row[name] for name in WORDS},
    }
