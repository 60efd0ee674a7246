"""Which column of a file fills which field: what headings say, then what the cells look like."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from rapidfuzz import fuzz, process

from simpul.core.loading import split
from simpul.innovations.models import FIELDS
from simpul.sources.queries.reading.cells import folded, text_of
from simpul.sources.queries.reading.headers import is_heading
from simpul.sources.queries.records import Text
from simpul.sources.queries.resolving.book import Book
from simpul.sources.queries.resolving.values import year_from
from simpul.sources.queries.resolving.wordings import rows

DROP, PERSONAL, MARKED = "drop", "personal", "marked"
ALONE = re.compile(r"(?:19|20)\d\d")
MARKS = frozenset({"v", "x", "✓", "✔", "√", "1", "ya", "yes", "o", "ada", "*"})
AWARDS = re.compile(
    r"\btop ?\d+|juara|finalis|nomina|pemenang|terbaik|peserta|inovatif|winner|award|outstanding"
    r"|penghargaan|terdaftar|besar\b|diajukan|penerapan",
    re.IGNORECASE,
)
# Headings that fit only where the cells below them do.
VAGUE = frozenset({"kategori", "ket", "keterangan", "peringkat", "predikat", "status", "hasil"})
LIKE, ENOUGH = 88, 0.5
MOST_SAMPLED = 60


@dataclass(frozen=True)
class Column:
    """What becomes of one column; ``sure`` from 0 to 1, and why. Without a field it is left."""

    column: str
    field: str = ""
    convert: str = DROP
    sure: float = 0.0
    why: Text = ""

    def as_json(self) -> dict[str, str]:
        return {"column": self.column, "field": self.field, "convert": self.convert}

    @property
    def is_taken(self) -> bool:
        return bool(self.field) and self.convert != DROP


Plan = tuple[Column, ...]


def plan_from_json(kept: Iterable[Mapping[str, str]], names: Iterable[str] = ()) -> Plan:
    """The plan as it was kept, for columns that may be written in another case by now."""
    why = _("Chosen by a person.")
    written = {folded(name): name for name in names}
    return tuple(
        Column(
            written.get(folded(row["column"]), row["column"]),
            row.get("field", ""),
            row.get("convert", DROP),
            1.0,
            why,
        )
        for row in kept
    )


# --- What may be filled ------------------------------------------------------------------------

# Fields of a mapping that are no field of the record, or are read in their own way.
EXTRA: dict[str, tuple[Text, str]] = {
    "key": (_("Number at the source"), "key"),
    "province": (_("Province, to tell equal names apart"), "province"),
    "programme": (_("Competition or list"), "programme"),
    "stage": (_("Stage"), "stage"),
    "initiator": (_("Initiator"), "initiator"),
    "initiator_name": (_("Office that began it"), "initiator_name"),
    "url": (_("Address of the page"), "url"),
}
CONVERTS = {
    "owner": "institution",
    "unit": "unit",
    "year": "year",
    "started_on": "date",
    "region": "region",
    "sector": "sector",
    "affair": "affair",
    "goals": "goals",
    "award": "award",
}
NOT_FILLED = frozenset({"contact", "outcomes", "life_status"})


def fillable() -> dict[str, tuple[Text, str]]:
    """Every field a column may fill, with its label and how cells are read into it."""
    own = {
        key: (spec.label, CONVERTS.get(key, "text"))
        for key, spec in FIELDS.items()
        if key not in NOT_FILLED
    }
    first = ("title", "owner", "unit", "year", "award")
    return {key: own[key] for key in first} | EXTRA | own


def choice_label(field: str) -> Text:
    """How a field is called on screen."""
    known = fillable()
    return known[field][0] if field in known else pgettext_lazy("column", "Not taken over")


# --- Headings ----------------------------------------------------------------------------------


@cache
def _headings(adapter: str) -> Mapping[str, tuple[str, str, int]]:
    """Field, conversion and rank by folded heading; those of the adapter rank first, with 0."""
    found: dict[str, tuple[str, str, int]] = {}
    for row in rows("columns.csv"):
        if row["adapter"] == adapter:
            for word in split(row["headings"]):
                found.setdefault(folded(word), (row["field"], row["convert"], 0))
    for row in rows("headings.csv"):
        for rank, word in enumerate(split(row["headings"]), start=1):
            found.setdefault(folded(word), (row["field"], row["convert"], rank))
    return found


@cache
def knows(adapter: str) -> Callable[[str], bool]:
    """A test whether some text is a heading that files of this kind have."""
    known = _headings(adapter)
    return lambda text: any(folded(part) in known for part in _parts(text))


def _parts(name: str) -> list[str]:
    """The heading, then the part of it that says most: the last of a group, or of a path."""
    last = name.rsplit(" / ", 1)[-1]
    bare = re.sub(r"\([^()]*\)|[*:]+$", " ", name)
    return [name, bare, last, name.rsplit(".", 1)[-1]]


def guess(
    columns: Sequence[str],
    sample: Sequence[Mapping[str, Any]] = (),
    *,
    adapter: str = "",
    book: Book | None = None,
) -> Plan:
    """What becomes of each column, as far as headings and cells tell."""
    cells = {name: _sampled(sample, name) for name in columns}
    found = {name: _by_heading(name, cells[name], adapter) for name in columns}
    _each_field_once(found)
    _by_cells(found, cells, book)
    return tuple(found[name] for name in columns)


def _sampled(sample: Sequence[Mapping[str, Any]], name: str) -> list[Any]:
    return [row[name] for row in sample[:MOST_SAMPLED] if row.get(name) not in (None, "")]


def _by_heading(name: str, cells: Sequence[Any], adapter: str) -> Column:
    if not is_heading(name):
        return Column(name)
    last = name.rsplit(" / ", 1)[-1]
    in_group = last != name and not cells
    if ALONE.fullmatch(last) and (in_group or _share(cells, _is_mark) > ENOUGH):
        why = _("The heading is a year and the cells are marks.")
        return Column(name, "year", MARKED, 0.95, why)
    known = _headings(adapter)
    for part in _parts(name):
        if folded(part) in known:
            field, convert, rank = known[folded(part)]
            if rank and folded(part) in VAGUE and not _fits(field, cells):
                return Column(name, why=_("The heading could mean anything."))
            return _known(name, field, convert, 1.0 - rank / 1000, _("The heading is known."))
    near = process.extractOne(folded(name), list(known), scorer=fuzz.ratio, score_cutoff=LIKE)
    if near and len(folded(name)) > 5:
        field, convert, _rank = known[near[0]]
        why = _("The heading is much like a known one.")
        return _known(name, field, convert, round(near[1] / 100, 2) - 0.1, why)
    return Column(name, why=_("The heading is not known."))


def _known(name: str, field: str, convert: str, sure: float, why: Text) -> Column:
    if field == PERSONAL:
        return Column(name, PERSONAL, DROP, sure, _("It holds details of people, which stay out."))
    return Column(name, "" if convert == DROP else field, convert, sure, why)


def _fits(field: str, cells: Sequence[Any]) -> bool:
    if field == "award":
        return _share(cells, lambda cell: bool(AWARDS.search(str(cell)))) >= ENOUGH
    return False


def _share(cells: Sequence[Any], is_so: Callable[[Any], bool]) -> float:
    return sum(map(is_so, cells)) / len(cells) if cells else 0.0


def _is_mark(cell: Any) -> bool:
    return text_of(cell).casefold() in MARKS


def _each_field_once(found: dict[str, Column]) -> None:
    """Of several columns for one field the surest stays; marks of years stand side by side."""
    by_field: dict[str, list[Column]] = {}
    for column in found.values():
        if column.is_taken and column.convert != MARKED:
            by_field.setdefault(column.field, []).append(column)
    if any(column.convert == MARKED for column in found.values()):
        by_field.setdefault("year", []).insert(0, Column("", "year", MARKED, 2.0))
    for field, several in by_field.items():
        kept = max(several, key=lambda column: column.sure)
        for column in several:
            if column is not kept and column.column:
                why = _("“%(field)s” is filled from another column.")
                found[column.column] = Column(
                    column.column, why=why % {"field": choice_label(field)}
                )


def _by_cells(found: dict[str, Column], cells: Mapping[str, list[Any]], book: Book | None) -> None:
    """Fill what no heading named from what the cells look like."""
    taken = {column.field for column in found.values() if column.is_taken}
    for field, convert, test, why in _looks(book):
        if field in taken:
            continue
        free = [name for name, column in found.items() if _is_free(column)]
        likely = {name: _share(cells[name], test) for name in free}
        best = max(likely, key=lambda name: likely[name], default="")
        if best and likely[best] >= ENOUGH:
            found[best] = Column(best, field, convert, round(likely[best] * 0.8, 2), why)
    if "title" not in taken:
        _most_different(found, cells)


def _is_free(column: Column) -> bool:
    return not column.is_taken and column.field != PERSONAL and column.sure < ENOUGH


def _looks(book: Book | None):
    yield "year", "year", _is_year, _("The cells are years.")
    if book is not None:
        why = _("Most cells name institutions.")
        yield "owner", "institution", lambda cell: _is_institution(cell, book), why
    yield (
        "award",
        "award",
        lambda cell: len(str(cell)) < 80 and bool(AWARDS.search(str(cell))),
        _("Most cells are words for awards."),
    )
    yield (
        "url",
        "url",
        lambda cell: str(cell).startswith(("http://", "https://")),
        _("The cells are addresses."),
    )


def _is_year(cell: Any) -> bool:
    found = year_from(cell)
    return found is not None and 1990 <= found.value <= 2035 and len(str(cell)) < 12


def _is_institution(cell: Any, book: Book) -> bool:
    text = text_of(cell)
    return (
        3 < len(text) < 120 and not text.isdecimal() and book.register.meant(text).body is not None
    )


def _most_different(found: dict[str, Column], cells: Mapping[str, list[Any]]) -> None:
    """Take for the title what is different in every row and short enough for a name."""
    free = {name: cells[name] for name, column in found.items() if _is_free(column) and cells[name]}
    worth = {
        name: len(Counter(map(str, values))) / len(values)
        for name, values in free.items()
        if 4 < sum(len(str(value)) for value in values) / len(values) < 160
        and not all(str(value).replace(".", "").isdecimal() for value in values)
    }
    best = max(worth, key=lambda name: worth[name], default="")
    if best and worth[best] > 0.7:
        why = _("The cells are different in every row, as names are.")
        found[best] = Column(best, "title", "text", ENOUGH, why)
