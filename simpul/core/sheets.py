"""Spreadsheets as people send them: CSV or XLSX in, plain rows of text out."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook

SHEET_BYTES = 2 * 1024 * 1024
UNPACKED_BYTES = 40 * 1024 * 1024
SHEET_ROWS = 5000

# A spreadsheet keeps numbers to this many digits; what is longer lost its end.
EXACT_DIGITS = 15

TOO_BIG = _("This spreadsheet is larger than %(limit)s MB.")
TOO_BIG_INSIDE = _("This spreadsheet unpacks to more than is accepted.")
TOO_LONG = _("This spreadsheet has more than %(limit)s rows. Split it.")
UNREADABLE = _("This file cannot be read. Send CSV in UTF-8, or a workbook of the kind XLSX.")
EMPTY = _("This spreadsheet has no rows below its heading.")
LOST_DIGITS = _(
    "This long number was stored as a number, so its last digits are lost. Format the column as "
    "text, write the number again and send the file again."
)


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
    if len(content) > SHEET_BYTES:
        raise ValidationError(TOO_BIG, params={"limit": SHEET_BYTES // (1024 * 1024)})
    table = _workbook(content) if content.startswith(b"PK\x03\x04") else _plain(content)
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


def _columns(row: Sequence[Any], known: dict[str, str]) -> dict[int, str]:
    """Which column holds what; empty unless at least two headings are known ones."""
    found = {at: known[_folded(cell)] for at, cell in enumerate(row) if _folded(cell) in known}
    return found if len(found) > 1 else {}


def _row(number: int, row: Sequence[Any], columns: dict[int, str]) -> SheetRow:
    named = {name: row[at] if at < len(row) else "" for at, name in columns.items()}
    lost = frozenset(name for name, cell in named.items() if _has_lost_digits(cell))
    return SheetRow(number, {name: _text(cell) for name, cell in named.items()}, lost)


def _workbook(content: bytes) -> list[list[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(part.file_size for part in package.infolist()) > UNPACKED_BYTES:
                raise ValidationError(TOO_BIG_INSIDE)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return book.get_sheet_by_index(0).to_python(skip_empty_area=False, nrows=SHEET_ROWS + 50)
    except (zipfile.BadZipFile, CalamineError, OSError) as error:
        raise ValidationError(UNREADABLE) from error


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
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))


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
