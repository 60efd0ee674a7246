"""From the bytes of a file to records: what it is, where its table lies, what each row says."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from python_calamine import CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from simpul.core import sheets
from simpul.core.sheets import ZIPPED

from .cells import Cell, clean, filled, folded
from .delimited import BrokenRow, mark_of, text_rows
from .encodings import Encoding, decoded, encoding_of
from .headers import (
    SEARCHED,
    SECTION,
    Header,
    find_header,
    is_header_again,
    is_numbering,
    is_total,
    section_of,
)
from .structured import BrokenLine, flat, json_records, line_records, parsed

UNPACKED_BYTES = 400 * 1024 * 1024
CELLS = 8_000_000
SAMPLE = 20
TEXT, WORKBOOK, JSON, LINES = "text", "workbook", "json", "lines"

Knows = Callable[[str], bool]
Row = list[Cell]


class Unfit(Exception):
    """The file as a whole cannot be read; the message says what to send instead."""


@dataclass(frozen=True)
class Way:
    """How a file is read. What is empty is found out."""

    kind: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header: int = 0
    header_rows: int = 0

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Way":
        known = {name: kept[name] for name in cls.__dataclass_fields__ if kept.get(name)}
        return cls(**known)


@dataclass(frozen=True)
class Record:
    """One row: where it stands, what it says by column, or why it cannot be read."""

    at: str
    values: dict[str, Cell]
    broken: str = ""


@dataclass(frozen=True)
class SheetLook:
    """A sheet of a workbook: how many rows it has and whether it will be read."""

    name: str
    rows: int
    hidden: bool
    is_read: bool


@dataclass(frozen=True)
class Look:
    """What a file is, before anything is taken from it."""

    way: Way
    encoding: Encoding | None
    sheets: tuple[SheetLook, ...]
    columns: tuple[str, ...]
    sample: tuple[Record, ...]
    above: tuple[str, ...] = ()
    first_rows: tuple[tuple[str, ...], ...] = field(default=())


def kind_of(content: bytes) -> str:
    """What a file is, by its first bytes."""
    if content.startswith(ZIPPED):
        return WORKBOOK
    start = content[:64].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    if start.startswith((b"{", b"[{", b"[")) and b";" not in content[:64]:
        return JSON if _is_one_text(content) else LINES
    return TEXT


def _is_one_text(content: bytes) -> bool:
    """Whether all of it is one JSON text, not a line a record."""
    text = decoded(content, encoding_of(content).name).strip()
    if text.startswith("["):
        return True
    first = text.partition("\n")[0]
    try:
        parsed(first)
    except ValueError:
        return True
    return "\n" not in text


# --- Looking -----------------------------------------------------------------------------------


def look(content: bytes, way: Way, *, knows: Knows) -> Look:
    """What the file is and how it would be read; raises ``Unfit``."""
    _refuse_pages(content)
    kind = way.kind or kind_of(content)
    way = replace(way, kind=kind)
    if kind == WORKBOOK:
        return _look_at_workbook(content, way, knows)
    encoding = Encoding(way.encoding, "") if way.encoding else encoding_of(content)
    way = replace(way, encoding=encoding.name)
    if kind == TEXT:
        return _look_at_text(content, way, encoding, knows)
    sample = tuple(islice(records(content, way, knows=knows), SAMPLE))
    columns = tuple(dict.fromkeys(name for record in sample for name in record.values))
    return Look(way, encoding, (), columns, sample)


def _refuse_pages(content: bytes) -> None:
    """A page for people where a file was expected: an error, or a place to sign in."""
    start = content[:1024].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise Unfit(_("This is a web page, not a file of records."))
    if not content.strip():
        raise Unfit(_("This file is empty."))


def _look_at_text(content: bytes, way: Way, encoding: Encoding, knows: Knows) -> Look:
    text = decoded(content, way.encoding)
    way = replace(way, delimiter=way.delimiter or mark_of(text))
    first = _first(text_rows(text, way.delimiter))
    header = _header(first, way, knows)
    found = _records(text_rows(text, way.delimiter), header, "")
    return _looked(Look(way, encoding, (), (), ()), header, first, found)


def _look_at_workbook(content: bytes, way: Way, knows: Knows) -> Look:
    book = _opened(content)
    tables = _tables(book, way, knows)
    shown = tuple(
        SheetLook(about.name, _height(book, about.name), _hidden(about), about.name in tables)
        for about in book.sheets_metadata
    )
    name, header = next(iter(tables.items()))
    first = _first(_sheet_rows(book.get_sheet_by_name(name)))
    found = _records(_sheet_rows(book.get_sheet_by_name(name)), header, name)
    return _looked(Look(way, None, shown, (), ()), header, first, found)


def _looked(seen: Look, header: Header, first: Sequence[Row], found: Iterator[Record]) -> Look:
    """The same look, with the table: its columns, its first records and what stands above."""
    sample = tuple(islice(found, SAMPLE))
    columns = tuple(name for name in header.columns if name)
    if any(SECTION in record.values for record in sample):
        columns = (*columns, SECTION)
    above = (" ".join(str(row[at]) for at in filled(row)) for row in first[: header.first - 1])
    return replace(
        seen,
        way=replace(seen.way, header=header.first, header_rows=header.rows),
        columns=columns,
        sample=sample,
        above=tuple(filter(None, above)),
        first_rows=tuple(tuple(str(cell) for cell in row) for row in first[:SAMPLE]),
    )


# --- Reading -----------------------------------------------------------------------------------


def records(content: bytes, way: Way, *, knows: Knows) -> Iterator[Record]:
    """Every record of the file, in the order in which it stands there; raises ``Unfit``."""
    _refuse_pages(content)
    kind = way.kind or kind_of(content)
    if kind == WORKBOOK:
        yield from _workbook_records(content, way, knows)
        return
    text = decoded(content, way.encoding or encoding_of(content).name)
    if kind == TEXT:
        mark = way.delimiter or mark_of(text)
        header = _header(_first(text_rows(text, mark)), way, knows)
        yield from _records(text_rows(text, mark), header, "")
    elif kind == LINES:
        for number, line in line_records(text):
            at = _("line %(number)d") % {"number": number}
            if isinstance(line, BrokenLine):
                yield Record(at, {}, broken=str(line))
            else:
                yield Record(at, flat(line))
    else:
        for number, row in enumerate(_json_rows(text), start=1):
            yield Record(_("record %(number)d") % {"number": number}, flat(row))


def _json_rows(text: str) -> list:
    try:
        return json_records(text)
    except ValueError as error:
        raise Unfit(_("This is no readable JSON: %(why)s") % {"why": error}) from error


def _workbook_records(content: bytes, way: Way, knows: Knows) -> Iterator[Record]:
    book = _opened(content)
    for name, header in _tables(book, way, knows).items():
        yield from _records(_sheet_rows(book.get_sheet_by_name(name)), header, name)


def _opened(content: bytes) -> CalamineWorkbook:
    try:
        return sheets.workbook(content, unpacked=UNPACKED_BYTES, cells=CELLS)
    except ValidationError as error:
        raise Unfit(" ".join(error.messages)) from error


def _tables(book: CalamineWorkbook, way: Way, knows: Knows) -> dict[str, Header]:
    """The sheets that hold the table: the one asked for, or all that are headed alike."""
    names = [about.name for about in book.sheets_metadata if not _hidden(about)]
    if way.sheet:
        if way.sheet not in book.sheet_names:
            raise Unfit(_("This workbook has no sheet “%(name)s”.") % {"name": way.sheet})
        names = [way.sheet]
    found: dict[str, Header] = {}
    for name in names:
        first = _first(_sheet_rows(book.get_sheet_by_name(name)))
        header = find_header(first, knows, first=way.header, size=way.header_rows)
        if header and len(first) > header.last:
            found[name] = header
    if not found:
        raise Unfit(_("No sheet of this workbook has rows below a heading."))
    main = max(found, key=lambda name: _worth(found[name], _height(book, name), knows))
    alike = _heads(found[main])
    return {name: header for name, header in found.items() if _heads(header) >= alike}


def _worth(header: Header, height: int, knows: Knows) -> tuple[int, int]:
    return sum(knows(name) for name in header.columns), height


def _heads(header: Header) -> set[str]:
    return {folded(name) for name in header.columns if name}


def _hidden(about) -> bool:
    return about.visible != SheetVisibleEnum.Visible


def _height(book: CalamineWorkbook, name: str) -> int:
    end = book.get_sheet_by_name(name).end
    return end[0] + 1 if end else 0


def _sheet_rows(sheet: CalamineSheet) -> Iterator[Row]:
    """The rows of a sheet from its first one on, empty ones included."""
    if sheet.start is None:
        return
    # The reader gives the empty rows above the first cell, not the empty columns beside it.
    beside: Row = [""] * sheet.start[1]
    for row in sheet.iter_rows():
        yield [*beside, *(clean(cell) for cell in row)]


def _first(rows: Iterator[Row | BrokenRow]) -> list[Row]:
    return [row if isinstance(row, list) else [] for row in islice(rows, SEARCHED + SAMPLE)]


def _header(first: Sequence[Row], way: Way, knows: Knows) -> Header:
    header = find_header(first, knows, first=way.header, size=way.header_rows)
    if header is None:
        raise Unfit(_("No row of this file names the columns."))
    return header


def _records(rows: Iterator[Row | BrokenRow], header: Header, sheet: str) -> Iterator[Record]:
    section = ""
    for number, row in enumerate(rows, start=1):
        if number <= header.last:
            continue
        if isinstance(row, BrokenRow):
            yield Record(_place(number, sheet), {}, broken=str(row))
            continue
        if not filled(row) or is_total(row) or is_numbering(row) or is_header_again(row, header):
            continue
        divides = section_of(row)
        if divides is not None:
            section = divides or section
            continue
        yield Record(_place(number, sheet), _values(row, header, section))


def _values(row: Row, header: Header, section: str) -> dict[str, Cell]:
    values = {
        name: row[at] if at < len(row) else "" for at, name in enumerate(header.columns) if name
    }
    for at in filled(row):
        if at >= len(header.columns) or not header.columns[at]:
            values[f"#{at + 1}"] = row[at]
    if section:
        values[SECTION] = section
    return values


def _place(number: int, sheet: str) -> str:
    if sheet:
        return _("sheet %(sheet)s, row %(number)d") % {"sheet": sheet, "number": number}
    return _("row %(number)d") % {"number": number}
