"""Filled forms as tables, and tables as filled forms: one below the other, or one a row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from simpul.core.exports import is_formula
from simpul.profiles.models import FormField
from simpul.profiles.queries.book import folded
from simpul.profiles.queries.filling import Package, Packed
from simpul.profiles.queries.forms import Asked

# By which a column that holds the answers is known, in both languages.
ANSWER = ("isian", "answer", "jawaban")
# A column that only counts the rows tells nothing.
COUNTING = ("no", "nomor", "number")
# How far from the left the names of fields may stand, and how many make a column of them.
NEAR, ENOUGH = 4, 3

Table = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Found:
    """What a table holds for a form: cells by field, the rest under its heading."""

    cells: Mapping[str, str]
    rest: Sequence[tuple[str, str]] = ()

    @property
    def given(self) -> dict[str, str]:
        """Everything as one filled form; what no field is named for keeps its heading."""
        named: dict[str, str] = {}
        for heading, text in self.rest:
            named[heading] = f"{named[heading]}\n{text}" if heading in named else text
        return {**named, **self.cells}


# --- Out ---------------------------------------------------------------------------------------


def header(package: Package) -> list[str]:
    """The columns of a form written one field below the other."""
    other = _("Indonesian") if package.language == "en" else _("English")
    return [
        _("Code"),
        _("Section"),
        _("Field"),
        pgettext("form", "Answer"),
        other,
        _("Limit"),
        _("Length"),
        _("To mend"),
    ]


def rows(package: Package) -> Iterator[list[Any]]:
    """The fields in the order of the form."""
    for packed in package.fields:
        label, section = _named(packed.field, package.language)
        yield [
            packed.key,
            section,
            label,
            packed.shown,
            packed.other,
            packed.limit,
            packed.length if packed.counts else "",
            " ".join(f"{trouble.say} {trouble.fix}" for trouble in packed.troubles),
        ]


def flat_header(package: Package) -> list[str]:
    """The columns of a form written as one row, as spreadsheets of many innovations are."""
    return [_named(packed.field, package.language)[0] for packed in package.fields]


def flat_row(package: Package) -> list[str]:
    return [packed.shown for packed in package.fields]


def plain(package: Package) -> dict[str, Any]:
    """The package as data: what to type, and what is wrong with it."""
    form = package.form
    return {
        "form": form.key,
        "edition": form.edition,
        "language": package.language,
        "values": {
            packed.key: packed.shown if packed.field.kind in {"file", "files"} else packed.value
            for packed in package.fields
            if packed.is_filled
        },
        "fields": [_plain_field(packed, package.language) for packed in package.fields],
    }


def _plain_field(packed: Packed, language: str) -> dict[str, Any]:
    return {
        "key": packed.key,
        "label": _named(packed.field, language)[0],
        "required": packed.field.required,
        "answer": packed.shown,
        "other_language": packed.other,
        "length": packed.length if packed.counts else None,
        "least": packed.field.least,
        "most": packed.field.most,
        "counted_in": packed.field.counts or None,
        "problems": [
            {"rule": each.rule, "say": each.say, "fix": each.fix} for each in packed.troubles
        ],
    }


def _named(field: FormField, language: str) -> tuple[str, str]:
    with override(language):
        return field.label, field.section


# --- In ----------------------------------------------------------------------------------------


def found_in(table: Table, asked: Asked, row: int) -> Found | None:
    """The form in a table: one field below the other, or the ``row`` of one with headings."""
    known = _headings(asked)
    below = _column_of_names(table, known)
    start = next((at for at, cells in enumerate(table) if len(_columns(cells, known)) > 1), None)
    across = len(_columns(table[start], known)) if start is not None else 0
    if below is not None and _count(table, below, known) > across:
        return _below(table, below, known)
    if start is None or not start + 1 < row <= len(table):
        return None
    return _across(table[start], table[row - 1], known)


def _headings(asked: Asked) -> dict[str, str]:
    """Every word a field goes by; the first field keeps a word that two share."""
    known: dict[str, str] = {}
    for field in asked.fields:
        for word in (field.key, field.label_id, field.label_en, *field.headings):
            known.setdefault(folded(word), field.key)
    return known


def _columns(cells: Sequence[str], known: Mapping[str, str]) -> dict[int, str]:
    return {at: known[folded(cell)] for at, cell in enumerate(cells) if folded(cell) in known}


def _count(table: Table, column: int, known: Mapping[str, str]) -> int:
    names = (cells[column] for cells in table if column < len(cells))
    return len({known[folded(name)] for name in names if folded(name) in known})


def _column_of_names(table: Table, known: Mapping[str, str]) -> int | None:
    """The column whose cells name most fields, where there is one; codes before labels."""
    counted = [(_count(table, column, known), -column) for column in range(NEAR)]
    best, column = max(counted)
    return -column if best >= ENOUGH else None


def _below(table: Table, names: int, known: Mapping[str, str]) -> Found:
    answers = _answer_column(table, names, known)
    cells: dict[str, str] = {}
    rest: list[tuple[str, str]] = []
    for row in table:
        name = row[names] if names < len(row) else ""
        text = raw(row[answers]) if answers < len(row) else ""
        key = known.get(folded(name))
        if not text or (key is None and folded(text) in ANSWER):
            continue
        if key is not None and key not in cells:
            cells[key] = text
        else:
            rest.append((name, text))
    return Found(cells, rest)


def _answer_column(table: Table, names: int, known: Mapping[str, str]) -> int:
    """The column that says it holds the answers, else the first one that is no name."""
    for row in table:
        headed = [at for at, cell in enumerate(row) if folded(cell) in ANSWER]
        if headed:
            return headed[0]
    after = names + 1
    while after < NEAR and _count(table, after, known) >= ENOUGH:
        after += 1
    return after


def _across(headings: Sequence[str], row: Sequence[str], known: Mapping[str, str]) -> Found:
    columns = _columns(headings, known)
    cells: dict[str, str] = {}
    rest: list[tuple[str, str]] = []
    for at, cell in enumerate(row):
        text, heading = raw(cell), headings[at] if at < len(headings) else ""
        if not text or folded(heading) in COUNTING:
            continue
        if at in columns and columns[at] not in cells:
            cells[columns[at]] = text
        else:
            rest.append((heading, text))
    return Found(cells, rest)


def raw(cell: str) -> str:
    """A cell as it was before it was kept from running as a formula."""
    return cell[1:] if cell.startswith("'") and is_formula(cell[1:]) else cell
