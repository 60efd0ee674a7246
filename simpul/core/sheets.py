"""Spreadsheets as people send them: CSV or XLSX in, plain rows of text out; workbooks measured."""

import csv
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook

SHEET_BYTES = 2 * 1024 * 1024
UNPACKED_BYTES = 40 * 1024 * 1024
SHEET_ROWS = 5000
# How many cells a sheet may reach over, empty ones between them included.
CELLS = 2_000_000
# A quotation mark that nothing closes makes one cell of all that follows.
CELL_LETTERS = 131_072
# The parts of a workbook that are read; with any other, the reader might take it for another kind.
PARTS = re.compile(r"(?:_rels/|xl/).*\.(?:xml|rels)|\[Content_Types\]\.xml", re.IGNORECASE)
OPEN_PARTS = re.compile(r"mimetype|content\.xml|META-INF/manifest\.xml")
OPEN_KIND = b"application/vnd.oasis.opendocument.spreadsheet"
ZIPPED = b"PK\x03\x04"
REFERENCE = re.compile(r"(?P<column>[A-Za-z]{1,7})(?P<row>[0-9]{1,9})")
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ExpatError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)

# A spreadsheet keeps numbers to this many digits; what is longer lost its end.
EXACT_DIGITS = 15

TOO_BIG = _("This spreadsheet is larger than %(limit)s MB.")
TOO_BIG_INSIDE = _("This spreadsheet unpacks to more than is accepted.")
TOO_LONG = _("This spreadsheet has more than %(limit)s rows. Split it.")
UNREADABLE = _("This file cannot be read. Send CSV in UTF-8, or a workbook of the kind XLSX.")
EMPTY = _("This spreadsheet has no rows below its heading.")


@dataclass(frozen=True)
class SheetRow:
    """One row: its number in the file, its cells by heading, and headings with lost digits."""

    number: int
    cells: dict[str, str]
    lost: frozenset[str] = frozenset()


def read(content: bytes, *, headings: Iterable[Sequence[str]]) -> list[SheetRow]:
    """The rows of a sheet with these columns, each heading in any of its spellings.

    ``headings`` holds one sequence a column; its first word is the key of the cells. Raises
    ``ValidationError`` when the file cannot be read or the first column is missing.
    """
    table = _cells(content)
    known = {_folded(word): words[0] for words in headings for word in words}
    start = next((at for at, row in enumerate(table) if _columns(row, known)), None)
    if start is None:
        raise ValidationError(UNREADABLE)
    columns = _columns(table[start], known)
    rows = [
        _row(number, row, columns)
        for number, row in enumerate(table[start + 1 :], start=start + 2)
        if any(_text(cell) for cell in row)
    ]
    if not rows:
        raise ValidationError(EMPTY)
    if len(rows) > SHEET_ROWS:
        raise ValidationError(TOO_LONG, params={"limit": SHEET_ROWS})
    return rows


def lines(content: bytes) -> list[list[str]]:
    """Every cell of the first sheet as text; the lines within a cell stay.

    Raises ``ValidationError`` when the file cannot be read or has too many rows.
    """
    found = [[_lines(cell) for cell in row] for row in _cells(content)]
    if len(found) > SHEET_ROWS:
        raise ValidationError(TOO_LONG, params={"limit": SHEET_ROWS})
    return found


def _cells(content: bytes) -> list[list[Any]]:
    if len(content) > SHEET_BYTES:
        raise ValidationError(TOO_BIG, params={"limit": SHEET_BYTES // (1024 * 1024)})
    return _workbook(content) if content.startswith(ZIPPED) else _plain(content)


def _columns(row: Sequence[Any], known: dict[str, str]) -> dict[int, str]:
    """Which column holds what; empty unless at least two headings are known ones."""
    found = {at: known[_folded(cell)] for at, cell in enumerate(row) if _folded(cell) in known}
    return found if len(found) > 1 else {}


def _row(number: int, row: Sequence[Any], columns: dict[int, str]) -> SheetRow:
    named = {name: row[at] if at < len(row) else "" for at, name in columns.items()}
    lost = frozenset(name for name, cell in named.items() if _has_lost_digits(cell))
    return SheetRow(number, {name: _text(cell) for name, cell in named.items()}, lost)


def workbook(content: bytes, *, unpacked: int, cells: int) -> CalamineWorkbook:
    """The workbook in ``content``, XLSX or ODS, once its parts were measured.

    Raises ``ValidationError`` when it cannot be read, or unpacks to more than these limits.
    """
    try:
        return CalamineWorkbook.from_filelike(_measured(content, unpacked, cells))
    except (*BROKEN, CalamineError) as error:
        raise ValidationError(UNREADABLE) from error


def _workbook(content: bytes) -> list[list[Any]]:
    book = workbook(content, unpacked=UNPACKED_BYTES, cells=CELLS)
    try:
        return book.get_sheet_by_index(0).to_python(skip_empty_area=False, nrows=SHEET_ROWS + 50)
    except CalamineError as error:
        raise ValidationError(UNREADABLE) from error


def _measured(content: bytes, unpacked: int, cells: int) -> io.BytesIO:
    """The same workbook, whose parts are as large as they say and whose cells fit in memory.

    The reader lays a sheet out as far as its last cell and gives each cell a copy of its text, so
    a few kB could fill any machine. What is written anew here can lie no more.
    """
    extents: list[_Extent | _OpenExtent] = []
    clean = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(clean, "w") as copy:
        is_open = _is_open(package)
        known = OPEN_PARTS if is_open else PARTS
        parts = [part for part in package.infolist() if known.match(part.filename)]
        if sum(part.file_size for part in parts) > unpacked:
            raise ValidationError(TOO_BIG_INSIDE)
        for part in parts:
            inside = package.read(part)
            copy.writestr(part.filename, inside)
            if part.filename != "mimetype":
                extents.append(_OpenExtent(inside) if is_open else _Extent(inside))
    texts = [max(same) for same in zip_longest(*(each.texts for each in extents), fillvalue=0)]
    if any(each.rows * each.columns > cells for each in extents):
        raise ValidationError(TOO_BIG_INSIDE)
    if any(each.letters(texts) > unpacked for each in extents):
        raise ValidationError(TOO_BIG_INSIDE)
    clean.seek(0)
    return clean


def _is_open(package: zipfile.ZipFile) -> bool:
    """Whether it is a workbook of the open kind, which says so in its first part."""
    part = next((one for one in package.infolist() if one.filename == "mimetype"), None)
    return part is not None and part.file_size < 200 and package.read(part).startswith(OPEN_KIND)


class _Extent:
    """How far the cells of one part reach and how much text they hold, counted as it is read."""

    def __init__(self, part: bytes) -> None:
        self.rows = self.columns = 0
        # The length of each shared text, and which of them cells point to.
        self.texts: list[int] = []
        self.used: list[str] = []
        self._row = self._column = 0
        self._cell = (0, 0)
        self._shared = False
        self._value: list[str] = []
        _walk(part, self._begin, self._end, self._text)

    def letters(self, texts: Sequence[int]) -> int:
        """How many letters its cells would copy from the shared texts."""
        known = (int(number) for number in self.used if number.isdecimal() and len(number) < 10)
        return sum(texts[number] for number in known if number < len(texts))

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        name, place = _local(tag), attributes.get("r", "")
        if name == "row":
            self._row, self._column = (int(place) if place.isdecimal() else self._row + 1), 0
        elif name == "c":
            self._cell = _place(place) or (self._row, self._column + 1)
            self._column, self._shared = self._cell[1], attributes.get("t") == "s"
        elif name in {"v", "is"}:
            self.rows, self.columns = (
                max(self.rows, self._cell[0]),
                max(self.columns, self._cell[1]),
            )
            self._value = []
        elif name == "si":
            self.texts.append(0)

    def _end(self, tag: str) -> None:
        if self._shared and _local(tag) == "v":
            self.used.append("".join(self._value).strip())

    def _text(self, text: str) -> None:
        if self.texts:
            self.texts[-1] += len(text)
        if self._shared:
            self._value.append(text)


class _OpenExtent:
    """The same for the open kind, whose cells and rows say how often they repeat."""

    def __init__(self, part: bytes) -> None:
        self.rows = self.columns = 0
        self.texts: list[int] = []
        self._letters = 0
        self._row = self._column = self._last = 0
        self._times = self._across = 1
        self._said = 0
        _walk(part, self._begin, self._end, self._text)

    def letters(self, texts: Sequence[int]) -> int:
        """How many letters its cells would copy."""
        return self._letters

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        match _local(tag):
            case "table":
                self._row = 0
            case "table-row":
                self._column = self._last = 0
                self._times = _often(attributes, "table:number-rows-repeated")
            case "table-cell" | "covered-table-cell":
                self._across = _often(attributes, "table:number-columns-repeated")
                self._said = int("office:value" in attributes or "office:date-value" in attributes)

    def _end(self, tag: str) -> None:
        match _local(tag):
            case "table-cell" | "covered-table-cell":
                self._column += self._across
                if self._said:
                    self._last = self._column
                    self._letters += self._said * self._across * self._times
                self._said = 0
            case "table-row":
                self._row += self._times
                if self._last:
                    self.rows = max(self.rows, self._row)
                    self.columns = max(self.columns, self._last)

    def _text(self, text: str) -> None:
        self._said += len(text)


def _walk(part: bytes, begin: Callable, end: Callable, text: Callable) -> None:
    parser = ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.Parse(part, True)  # noqa: FBT003 -- takes no names


def _often(attributes: dict[str, str], name: str) -> int:
    often = attributes.get(name, "1")
    return int(often) if often.isascii() and often.isdecimal() and len(often) < 10 else 1


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column of a cell such as ``B7``, both counted from one."""
    found = REFERENCE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found["column"].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found["row"]), column


def _refuse(*declaration: Any) -> None:
    """No office program declares a document type, and entities could grow without end."""
    raise ValidationError(UNREADABLE)


def _plain(content: bytes) -> list[list[Any]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(UNREADABLE) from error
    if "\0" in text:
        raise ValidationError(UNREADABLE)
    # Office programs in Indonesian write semicolons, since the comma is the decimal mark.
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise ValidationError(UNREADABLE) from error
    if any(len(cell) > CELL_LETTERS for row in rows for cell in row):
        raise ValidationError(UNREADABLE)
    return rows


def _folded(cell: Any) -> str:
    return "".join(letter for letter in _text(cell).casefold() if letter.isalnum())


def _has_lost_digits(cell: Any) -> bool:
    return isinstance(cell, float) and abs(cell) >= 10**EXACT_DIGITS


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()
    return " ".join(str(cell).replace("\0", "").split())


def _lines(cell: Any) -> str:
    if not isinstance(cell, str):
        return _text(cell)
    return cell.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()
