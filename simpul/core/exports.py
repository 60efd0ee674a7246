"""Safe exports: streamed CSV and XLSX that hold the rows one to one and run no formula."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import IO, Any

from xlsxwriter import Workbook

# A spreadsheet starts a formula with these; the last four are what an Asian keyboard types.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

# What one sheet holds, its header included.
SHEET_ROWS = 1_048_576
CELL_CHARACTERS = 32_767
CHUNK_ROWS = 500

Row = Sequence[Any]


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def plain(value: Any) -> str | int | float | Decimal:
    """``value`` as a cell holds it: a number stays one, all else becomes text."""
    if value is None:
        return ""
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return value
    return str(value).replace("\0", "")


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet might run ``text`` instead of showing it."""
    return text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)


def neutral(value: Any) -> str | int | float | Decimal:
    """``value`` as a CSV cell: text that could run gets an apostrophe before it."""
    cell = plain(value)
    return f"'{cell}" if isinstance(cell, str) and is_formula(cell) else cell


def csv_stream(header: Row, rows: Iterable[Row]) -> Iterator[bytes]:
    """UTF-8 CSV piece by piece, with the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(_Echo())
    yield b"\xef\xbb\xbf" + writer.writerow([neutral(cell) for cell in header]).encode()
    lines = (writer.writerow([neutral(cell) for cell in row]) for row in rows)
    while piece := "".join(islice(lines, CHUNK_ROWS)):
        yield piece.encode("utf-8", "replace")


def xlsx_file(header: Row, rows: Iterable[Row]) -> IO[bytes]:
    """An open workbook, written in constant memory; what a sheet cannot hold goes on the next."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the caller reads and closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, {**options, "nan_inf_to_errors": True}) as workbook:
        # The quote prefix keeps such text a text even after somebody edits the cell.
        quoted = workbook.add_format({"quote_prefix": True})
        rest = iter(rows)
        while True:
            sheet = workbook.add_worksheet()
            _write_row(sheet, 0, header, quoted)
            written = 0
            for row in islice(rest, SHEET_ROWS - 1):
                written += 1
                _write_row(sheet, written, row, quoted)
            if written < SHEET_ROWS - 1:
                break
    file.seek(0)
    return file


def _write_row(sheet, number: int, row: Row, quoted) -> None:
    for column, value in enumerate(row):
        cell = plain(value)
        if isinstance(cell, str):
            shown = cell[:CELL_CHARACTERS]
            sheet.write_string(number, column, shown, quoted if is_formula(shown) else None)
        else:
            sheet.write_number(number, column, cell)
