"""Which row names the columns, and which rows below it are no records."""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .cells import Cell, filled, folded, text_of

# The column of what a dividing row says, such as the province whose rows follow.
SECTION = "(section)"
# A heading stands among the first rows, or the file has none.
SEARCHED = 40
LONGEST_HEADING = 160
YEAR = re.compile(r"(?:19|20)\d\d")
TOTAL = re.compile(
    r"(?:sub ?-?total|grand ?total|total|jumlah|rata-rata|average)"
    r"(?: (?:keseluruhan|inovasi|seluruhnya|akhir|data|records|innovations))?[ :.\d]*",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"^\W*(?:sumber|keterangan|catatan|ket|dicetak|diunduh|source|notes?|printed|exported)\b|^\*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Header:
    """The heading of a table: its first row and how many it takes, counted from one."""

    first: int
    rows: int
    columns: tuple[str, ...]

    @property
    def last(self) -> int:
        return self.first + self.rows - 1


def find_header(
    rows: Sequence[Sequence[Cell]], knows: Callable[[str], bool], *, first: int = 0, size: int = 0
) -> Header | None:
    """The heading among the first rows, or the one that begins in row ``first``."""
    start = first - 1 if first else _start(rows[:SEARCHED], knows)
    if start is None or start >= len(rows):
        return None
    has_second = start + 1 < len(rows) and _is_second(rows[start], rows[start + 1])
    count = size or (2 if has_second else 1)
    below = rows[start + 1] if count > 1 and start + 1 < len(rows) else []
    columns = _named(rows[start], below)
    return Header(start + 1, count, columns) if any(columns) else None


def _start(rows: Sequence[Sequence[Cell]], knows: Callable[[str], bool]) -> int | None:
    known = [sum(knows(text_of(cell)) for cell in row if cell != "") for row in rows]
    if known and max(known) > 1:
        return known.index(max(known))
    width = max((len(filled(row)) for row in rows), default=0)
    wide = (at for at, row in enumerate(rows) if _looks_like_one(row, width))
    return next(wide, None)


def _looks_like_one(row: Sequence[Cell], width: int) -> bool:
    """Whether a row could be a heading: short different words across most of the table."""
    said = [row[at] for at in filled(row)]
    words = [cell for cell in said if isinstance(cell, str) and len(cell) <= LONGEST_HEADING]
    wide_enough = len(said) >= max(1, round(width * 0.6))
    return wide_enough and len(words) >= len(said) * 0.8 and len(set(said)) == len(said)


def _is_second(top: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether the row below only divides headings that reach over several columns."""
    under = filled(below)
    if len(under) < 2 or any(len(text_of(below[at])) > LONGEST_HEADING for at in under):
        return False
    groups = _groups(top)
    return all(at in groups for at in under) and len(under) < len(filled(top)) + len(under)


def _groups(top: Sequence[Cell]) -> set[int]:
    """The columns of headings that are followed by empty ones, those empty ones included."""
    said = filled(top)
    found: set[int] = set()
    for at, following in zip(said, [*said[1:], len(top)], strict=True):
        if following - at > 1:
            found.update(range(at, following))
    return found


def _named(top: Sequence[Cell], below: Sequence[Cell]) -> tuple[str, ...]:
    """One name a column, each once; columns without a heading are called by their number."""
    width = max(len(top), len(below))
    names: list[str] = []
    group = ""
    for at in range(width):
        over = text_of(top[at]) if at < len(top) else ""
        under = text_of(below[at]) if at < len(below) else ""
        group = over or (group if under else "")
        name = " / ".join(dict.fromkeys(part for part in (group, under) if part))
        names.append(name)
    return tuple(_each_once(names))


def _each_once(names: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    once = []
    for name in names:
        seen[folded(name)] = count = seen.get(folded(name), 0) + 1
        once.append(f"{name} ({count})" if name and count > 1 else name)
    return once


def is_total(row: Sequence[Cell]) -> bool:
    """Whether a row adds others up instead of being one."""
    said = [text_of(row[at]) for at in filled(row)]
    few = len(said) <= max(2, len(row) // 2)
    return few and any(TOTAL.fullmatch(text) for text in said[:2])


def is_numbering(row: Sequence[Cell]) -> bool:
    """Whether a row only counts the columns, as tables in regulations do."""
    said = [text_of(row[at]).strip("().") for at in filled(row)]
    return len(said) > 2 and said == [str(number) for number in range(1, len(said) + 1)]


def is_header_again(row: Sequence[Cell], header: Header) -> bool:
    """Whether the heading is repeated, as at the top of each printed page."""
    said = filled(row)
    return len(said) > 1 and all(
        at < len(header.columns) and folded(row[at]) == folded(header.columns[at]) for at in said
    )


def section_of(row: Sequence[Cell]) -> str | None:
    """What a row says that only divides the table; empty for a note below it."""
    said = filled(row)
    if said != [0] or len(row) < 3 or not isinstance(row[0], str):
        return None
    return "" if NOTE.match(row[0]) else text_of(row[0])


def fingerprint(columns: Iterable[str]) -> str:
    """Equal for files with the same headings, in whatever order and case they stand."""
    names = sorted({folded(name) for name in columns if is_heading(name)} - {""})
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def is_heading(name: str) -> bool:
    """Whether it is a heading of the file, not a column that reading added."""
    return name != SECTION and not name.startswith("#")
