"""Take over the lists of mentoring, and the declared rule, from rows."""

from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core.hooks import LoadReport
from simpul.core.loading import Fields, Row, rows_of, take_over
from simpul.learning.services.loading import load_lists
from simpul.replication.models.mentoring import MentorWeight
from simpul.replication.queries.mentoring.rule import FEATURES
from simpul.sources.hooks import Loader, Progress
from simpul.sources.services.authorities import our

WORDS = ("label_id", "label_en", "about_id", "about_en", "source")


@transaction.atomic
def load_mentoring(directory: Path, progress: Progress = lambda done: None) -> LoadReport:
    """Make languages, roles and weights equal to the rows."""
    del progress
    path = our(directory, "replication/mentor_weights.csv")
    weights = take_over(MentorWeight, rows_of(path), key=("key", "valid_from"), read=_weight)
    return load_lists(our(directory, "learning/roles.csv").parent) + weights


LOADER = Loader("mentoring", _("Mentoring"), load_mentoring, 96)


def _weight(row: Row) -> Fields:
    if row["key"] not in FEATURES:
        raise KeyError(row["key"])
    return {
        "key": row["key"],
        "weight": int(row["weight"]),
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        **{name: row[name] for name in WORDS},
    }
