"""Marking what was found in a stored text, and choosing the passage to show.

Works on words, not on positions of the index, so it needs nothing but the text and the tokens.
Segments are plain text: the template escapes them.
"""

import re
from typing import NamedTuple

from .analysis import Analyzer, fold
from .analysis.tokens import WORD

SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
LONGEST_TEXT = 50_000


class Segment(NamedTuple):
    text: str
    hit: bool


def highlight(text: str, tokens: frozenset[str], analyzer: Analyzer) -> list[Segment]:
    """``text`` cut into segments; joined they give the text again."""
    segments: list[Segment] = []
    at = 0
    for start, end in marks(text, tokens, analyzer):
        if start > at:
            segments.append(Segment(text[at:start], hit=False))
        segments.append(Segment(text[start:end], hit=True))
        at = end
    if at < len(text):
        segments.append(Segment(text[at:], hit=False))
    return segments


def marks(text: str, tokens: frozenset[str], analyzer: Analyzer) -> list[tuple[int, int]]:
    """Where the words stand that became one of the tokens; words side by side are one mark."""
    if not tokens:
        return []
    found: list[tuple[int, int]] = []
    folded = fold(text[:LONGEST_TEXT])
    for word in WORD.finditer(folded):
        if tokens.isdisjoint(analyzer.readings(word.group())):
            continue
        start, end = word.span()
        if found and folded[found[-1][1] : start] == " ":
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def snippet(text: str, tokens: frozenset[str], analyzer: Analyzer, *, length: int = 220) -> str:
    """The passage of about ``length`` signs that holds the most different words that were found."""
    text = " ".join(text[:LONGEST_TEXT].split())
    if len(text) <= length:
        return text
    places = marks(text, tokens, analyzer)
    start = _sentence_start(text, _densest(text, places, length)) if places else 0
    passage = text[start : start + length]
    if start + length < len(text):
        passage = passage.rsplit(" ", 1)[0] + "…"
    return f"…{passage}" if start else passage


def _densest(text: str, places: list[tuple[int, int]], length: int) -> int:
    """The start of the mark from which a window of ``length`` holds the most different words."""

    def worth(start: int) -> int:
        inside = (text[a:b].lower() for a, b in places if start <= a and b <= start + length)
        return len(set(inside))

    return max((start for start, _ in places[:200]), key=worth)


def _sentence_start(text: str, at: int) -> int:
    """Back to the beginning of the sentence, if it is near, or of some words before."""
    starts = [found.end() for found in SENTENCE_END.finditer(text, 0, at)]
    nearest = starts[-1] if starts else 0
    if at - nearest <= 80:
        return nearest
    space = text.rfind(" ", max(at - 60, 0), max(at - 20, 0))
    return space + 1 if space >= 0 else at
