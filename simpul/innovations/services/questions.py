"""The documenting form, kept equal to a list of rows."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from simpul.core import journal
from simpul.core.hooks import LoadReport
from simpul.innovations.models import FIELDS, FormStep, Question

Row = Mapping[str, str]

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
    """Make the steps and questions of the form equal to these rows; others stay as they are."""
    report = _take_over(FormStep, ("key",), steps, _step, by)
    known = {step.key: step for step in FormStep.objects.all()}

    def question(row: Row) -> dict[str, Any]:
        return _question(row, known)

    return report + _take_over(Question, ("field", "valid_from"), questions, question, by)


def _take_over(
    model: type[models.Model], key: tuple[str, ...], rows: Iterable[Row], read, by
) -> LoadReport:
    report, touched = LoadReport(), []
    kept = {_key(row, key): row for row in model._default_manager.all()}
    for line, cells in enumerate(rows, start=2):
        try:
            fields = read(cells)
        except (KeyError, ValueError) as error:
            report.errors.append(_("line %(line)d: %(reason)s") % {"line": line, "reason": error})
            continue
        row = kept.get(tuple(fields[name] for name in key))
        if row is not None and _stands(row, fields):
            report.same += 1
            continue
        report.created, report.changed = (
            report.created + (row is None),
            report.changed + (row is not None),
        )
        row = row or model()
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        touched.append(row.pk)
    if touched:
        journal.record_batch("load", model, touched, by=by)
    return report


def _stands(row: models.Model, fields: Mapping[str, Any]) -> bool:
    """Say whether a row stays as it is: it says the same, or staff changed it here."""
    same = all(getattr(row, name) == value for name, value in fields.items())
    return same or getattr(row, "changed_here", False)


def _key(row: models.Model, key: tuple[str, ...]) -> tuple:
    return tuple(getattr(row, name) for name in key)


def _step(row: Row) -> dict[str, Any]:
    return {
        "key": row["key"],
        "order": int(row["order"]),
        "label_id": row["label_id"],
        "label_en": row["label_en"],
    }


def _question(row: Row, steps: Mapping[str, FormStep]) -> dict[str, Any]:
    if row["field"] not in FIELDS:
        raise ValueError(_("A record has no field “%(field)s”.") % {"field": row["field"]})
    return {
        **{name: row[name] for name in TEXTS},
        "field": row["field"],
        "step_id": steps[row["step"]].pk,
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
