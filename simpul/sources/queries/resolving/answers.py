"""What came of trying to understand a cell."""

from dataclasses import dataclass
from typing import Any

from simpul.sources.queries.records import Text


@dataclass(frozen=True)
class Found:
    """It means ``value``; ``note`` says what was read into it, where that is not plain."""

    value: Any
    note: Text = ""


@dataclass(frozen=True)
class Unclear:
    """It is not known what it means: what is wrong, what to do, and the codes it could mean."""

    say: Text
    fix: Text
    candidates: tuple[str, ...] = ()


Answer = Found | Unclear
