"""Two texts side by side, with the words in which they differ."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from simpul.innovations.models import FIELDS, DraftRival, DraftValue
from simpul.innovations.queries.answers import is_empty

_WORDS = re.compile(r"\s+|[^\s]+")
SAME, ONLY_HERE = "", "only"


@dataclass(frozen=True)
class Piece:
    """A run of words; ``mark`` tells those that the other text does not have."""

    text: str
    mark: str = SAME


@dataclass(frozen=True)
class TwoTexts:
    """What stands in the draft, what came beside it, and where they differ."""

    rival: DraftRival
    kept: DraftValue
    left: list[Piece]
    right: list[Piece]
    is_text: bool

    @property
    def label(self) -> str:
        return str(FIELDS[self.rival.field].label)

    @property
    def merged(self) -> str:
        """Both texts, one after the other, for whoever wants to join them by hand."""
        return f"{self.kept.value}\n\n{self.rival.value}" if self.is_text else ""


def two_texts(rival: DraftRival) -> TwoTexts | None:
    """The rival beside what stands there now; nothing once it has been settled."""
    rows = DraftValue.objects.select_related("by").filter(
        draft=rival.draft_id, field=rival.field, language=rival.language
    )
    kept = rows.first()
    if kept is None or rival.settled_at is not None:
        return None
    left, right = differing(said(kept.value), said(rival.value))
    texts = isinstance(kept.value, str) and isinstance(rival.value, str)
    is_text = texts and FIELDS[rival.field].kind in {"text", "short"}
    return TwoTexts(rival, kept, left, right, is_text)


def differing(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts as runs of words, with the runs that only one of them has."""
    one, other = _WORDS.findall(before), _WORDS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(a=one, b=other, autojunk=False).get_opcodes():
        mark = SAME if tag == "equal" else ONLY_HERE
        if b > a:
            left.append(Piece("".join(one[a:b]), mark))
        if d > c:
            right.append(Piece("".join(other[c:d]), mark))
    return left, right


def said(value: Any) -> str:
    """Any answer as lines somebody can read."""
    return "\n".join(_lines(value))


def _lines(value: Any) -> Iterator[str]:
    if is_empty(value):
        return
    if isinstance(value, Mapping):
        yield ", ".join(_parts(value.items()))
    elif isinstance(value, list):
        for row in value:
            yield from _lines(row)
    else:
        yield str(value)


def _parts(pairs: Iterable[tuple[str, Any]]) -> Iterator[str]:
    for name, part in pairs:
        if name != "public" and not is_empty(part):
            # Three boxes that name no day are told as they were typed.
            yield " ".join(part.values()) if isinstance(part, Mapping) else str(part)
