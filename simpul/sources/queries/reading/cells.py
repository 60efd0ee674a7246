"""One cell: what it holds once what cannot be seen is taken away."""

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

Cell = str | int | float | bool

# Spaces of every width, and letters of no width, which copied text brings along.
UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\0]")
SPACES = re.compile(r"[^\S\n]+")
# What people write into a cell to say that it holds nothing.
NOTHING = frozenset({"-", "–", "—", "--", "n/a", "null", "none", "nan", "."})
LOST = "\ufffd"
# From here on a spreadsheet has lost the last digits of a number.
EXACT = 10**15


def clean(value: Any) -> Cell:
    """The value as plain JSON, without blanks around it; nothing is an empty text."""
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        return int(value) if value.is_integer() and abs(value) < EXACT else value
    if isinstance(value, date | time):
        return _moment(value)
    return "" if value is None else _text(str(value))


def _moment(value: date | time) -> str:
    """A day, with its time only where it is not the midnight that spreadsheets add."""
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date().isoformat()
    return value.isoformat()


def _text(text: str) -> str:
    seen = UNSEEN.sub("", text)
    lines = (SPACES.sub(" ", line).strip() for line in seen.splitlines())
    kept = "\n".join(lines).strip()
    return "" if kept.casefold() in NOTHING else kept


def filled(row: Sequence[Cell]) -> list[int]:
    """The places of the cells that say something."""
    return [at for at, cell in enumerate(row) if cell != ""]


def text_of(cell: Any) -> str:
    """A cell as one line of text."""
    return " ".join(str(cell).split())


def folded(text: Any) -> str:
    """Letters and digits only, without case: equal for headings that mean the same."""
    return "".join(letter for letter in str(text).casefold() if letter.isalnum())
