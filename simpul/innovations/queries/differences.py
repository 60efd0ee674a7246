"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")

# Beyond this the two are shown whole: comparing grows with the square.
MOST_WORDS = 6000


class Mark(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, went or came."""

    mark: Mark
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The stretches of both texts in reading order; what went stands before what came.

    Leaving out what came gives ``before``, leaving out what went gives ``after``.
    """
    if before == after:
        return [Piece(Mark.SAME, after)] if after else []
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        return [*_piece(Mark.GONE, [before]), *_piece(Mark.NEW, [after])]
    return list(_joined(_compared(old, new)))


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for verb, first, last, start, end in matcher.get_opcodes():
        if verb == "equal":
            yield from _piece(Mark.SAME, new[start:end])
        else:
            yield from _piece(Mark.GONE, old[first:last])
            yield from _piece(Mark.NEW, new[start:end])


def _piece(mark: Mark, words: Sequence[str]) -> Iterator[Piece]:
    if text := "".join(words):
        yield Piece(mark, text)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Take a lone space between two changes along, so that changed phrases read as such."""
    gone = new = ""
    for piece in pieces:
        if piece.mark == Mark.GONE:
            gone += piece.text
        elif piece.mark == Mark.NEW:
            new += piece.text
        elif piece.text.isspace() and (gone or new):
            gone, new = gone + piece.text, new + piece.text
        else:
            yield from _flushed(gone, new)
            gone = new = ""
            yield piece
    yield from _flushed(gone, new)


def _flushed(gone: str, new: str) -> Iterator[Piece]:
    yield from _piece(Mark.GONE, [gone])
    yield from _piece(Mark.NEW, [new])
