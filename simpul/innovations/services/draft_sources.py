"""Drafts from what an institution has already: the row of a spreadsheet. Other rooms add more."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy

from simpul.core import clock, sheets
from simpul.innovations.hooks import DraftSource
from simpul.innovations.models import FIELDS, Draft, DraftKind, Question
from simpul.innovations.queries.answers import date_from
from simpul.innovations.queries.choices import choices_for
from simpul.innovations.queries.rules import questions_on
from simpul.innovations.services.drafting import open_draft
from simpul.organisations.models import Organisation

NO_ROW = gettext_lazy("The spreadsheet has no row %(row)d.")
_DATE = re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4})")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_PARTS = re.compile(r"[;,\n]")
# Answers made of several boxes have no one cell.
_NO_CELL = frozenset({"rows", "private"})


@transaction.atomic
def begin_from(
    source: DraftSource,
    content: bytes,
    row: int,
    *,
    organisation: Organisation,
    entered_for: str = "",
    title: str = "",
    by,
) -> tuple[Draft, str]:
    """Begin a draft from a file, and say what its author should look at.

    Raises ``ValidationError`` for a file or row that cannot be read, ``PermissionDenied``.
    """
    values = source.read(content, row)
    draft = open_draft(
        kind=DraftKind.NEW,
        organisation=organisation,
        entered_for=entered_for,
        values={**values, "title": title or values.get("title", "")},
        by=by,
    )
    return draft, source.begun(draft, content, row, by) if source.begun else ""


def from_sheet(content: bytes, row: int) -> dict[str, Any]:
    """The answers in one row of a CSV or XLSX file, whose headings name the questions."""
    asked = [q for q in questions_on(clock.today()) if FIELDS[q.field].kind not in _NO_CELL]
    rows = sheets.read(content, headings=[_names(question) for question in asked])
    cells = next((found.cells for found in rows if found.number == row), None)
    if cells is None:
        raise ValidationError(NO_ROW, code="no_row", params={"row": row})
    read = {question.field: _value(question, cells) for question in asked}
    return {name: value for name, value in read.items() if value not in ("", [])}


def _names(question: Question) -> list[str]:
    """Every heading a question goes by: its key, its words and the field's name."""
    names = [question.field, question.ask_id, question.ask_en]
    for language in ("id", "en"):
        with translation.override(language):
            names.append(str(FIELDS[question.field].label))
    return names


def _value(question: Question, cells: Mapping[str, str]) -> Any:
    text = cells.get(question.field, "").strip()
    kind = FIELDS[question.field].kind
    if kind == "date":
        found = _DATE.fullmatch(text) or _ISO.match(text)
        return date_from(found.groupdict()) if found else {"day": text} if text else ""
    if kind == "list":
        codes = [_code(question, part.strip()) for part in _PARTS.split(text) if part.strip()]
        return [int(code) if code.isdecimal() else code for code in codes]
    return _code(question, text) if kind == "code" or question.choices else text


def _code(question: Question, text: str) -> str:
    """The code a cell means, by itself or by its label; else the cell as it is."""
    for _group, choices in choices_for(question):
        for choice in choices:
            if text.casefold() in {choice.value.casefold(), choice.label.casefold()}:
                return choice.value
    return text


SHEET = DraftSource(
    "sheet",
    gettext_lazy("A row of a spreadsheet"),
    gettext_lazy("CSV or XLSX, one innovation a row; the first row names the questions."),
    from_sheet,
)
