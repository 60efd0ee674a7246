"""Rows of a text file: which mark stands between cells, and the rows themselves."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from .cells import Cell, clean

MARKS = (",", ";", "\t", "|")
SAMPLE_ROWS = 60
SAMPLE_LETTERS = 200_000
# A cell may be far too large, but it must not hide the rows around it.
csv.field_size_limit(64 * 1024 * 1024)


class BrokenRow(Exception):
    """A row that no reader can take apart."""


def mark_of(text: str) -> str:
    """The mark between cells: the one by which most rows have the same, larger number of them."""
    sample = text[:SAMPLE_LETTERS]
    return max(MARKS, key=lambda mark: _evenness(sample, mark))


def _evenness(sample: str, mark: str) -> float:
    """How many cells a row has by this mark, weighed by how many rows agree."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=mark)
    try:
        widths = [len(row) for row in islice(reader, SAMPLE_ROWS) if len(row) > 1]
        read = reader.line_num or 1
    except csv.Error:
        return 0.0
    if not widths:
        return 0.0
    _width, agreeing = Counter(widths).most_common(1)[0]
    return agreeing / max(read, 1) * min(_width, 40)


def text_rows(text: str, mark: str) -> Iterator[list[Cell] | BrokenRow]:
    """The rows, cell by cell; a row that cannot be read is named and the next one goes on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield BrokenRow(str(error))
        else:
            yield [clean(cell) for cell in row]
