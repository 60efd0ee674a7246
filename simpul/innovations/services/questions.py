"""The documenting form, kept equal to a list of rows."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from simpul.core.loading import Fields, LoadReport, Row, changed_here, take_over
from simpul.innovations.models import FIELDS, FormStep, Question

TEXTS = (
    "ask_id",
    "ask_en",
    "meaning_id",
    "meaning_en",
    "example_id",
    "example_en",
    "source",
)


@transaction.atomic
def load_form(steps: Iterable[Row], questions: Iterable[Row], *, by=None) -> LoadReport:
    """Make the steps and questions of the form equal to these rows; what was changed here stays."""
    report = take_over(FormStep, steps, key="key", read=_step, by=by)
    known = dict(FormStep.objects.values_list("key", "pk"))
    return report + take_over(
        Question,
        questions,
        key=("field", "valid_from"),
        read=lambda row: _question(row, known),
        is_ours=changed_here,
        by=by,
    )


def _step(row: Row) -> Fields:
    return {
        "key": row["key"],
        "order": int(row["order"]),
        "label_id": row["label_id"],
        "label_en": row["label_en"],
    }


def _question(row: Row, steps: Mapping[str, int]) -> Fields:
    if row["field"] not in FIELDS:
        raise ValueError(_("A record has no field “%(field)s”.") % {"field": row["field"]})
    return {
        **{name: row[name] for name in TEXTS},
        "field": row["field"],
        "step_id": steps[row["step"]],
        "order": int(row["order"]),
        "required": _yes(row["required"]),
        "min_words": int(row["min_words"] or 0),
        "max_words": int(row["max_words"]) if row["max_words"] else None,
        "choices": [choice.split("|") for choice in row["choices"].split(";") if choice],
        "takes_evidence": _yes(row["takes_evidence"]),
        "needs_evidence": _yes(row["needs_evidence"]),
        "min_age_months": int(row["min_age_months"] or 0),
        "valid_from": date.fromisoformat(row["valid_from"]),
        "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
    }


def _yes(cell: str) -> bool:
    return cell == "yes"
