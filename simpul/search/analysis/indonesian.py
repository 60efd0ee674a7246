"""An Indonesian stemmer: strip what the affix table allows, keep what the lexicon knows."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .words import Remembered, WordLists

MAX_PREFIXES = 3
SHORTEST_ROOT = 2
# Weights of the choice among candidates: each affix removed costs, length and use of a root count.
AFFIX_COST = 0.9
LENGTH_GAIN = 0.25
USE_GAIN = 0.9


class Prefix(NamedTuple):
    name: str
    form: str
    following: re.Pattern[str]
    restore: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is left of a word after some affixes, with the affixes that were taken off."""

    rest: str
    suffix: str = ""
    prefixes: tuple[str, ...] = ()
    endings: int = 0

    @property
    def removed(self) -> int:
        return len(self.prefixes) + self.endings


class IndonesianStemmer:
    """``stem(word)`` for lower-case words; an unknown word comes back as it is."""

    def __init__(self, words: WordLists):
        self.roots = words.roots
        self.underivable = words.underivable
        self.exceptions = words.exceptions
        self.endings: dict[str, list[str]] = {"particle": [], "possessive": [], "suffix": []}
        self.prefixes: list[Prefix] = []
        self.forbidden: set[tuple[str, str]] = set()
        for row in words.rows("affixes.csv"):
            self._learn(row)
        self.known: Remembered[str] = Remembered()

    def _learn(self, row: dict[str, str]) -> None:
        if row["kind"] == "prefix":
            following = re.compile(row["next"] or "[a-z]")
            self.prefixes.append(Prefix(row["name"], row["form"], following, row["restore"]))
        elif row["kind"] == "forbidden":
            self.forbidden.add((row["name"], row["next"]))
        else:
            self.endings[row["kind"]].append(row["form"])

    def stem(self, word: str) -> str:
        stem = self.known.get(word)
        if stem is None:
            stem = self.known[word] = self._stem(word)
        return stem

    def _stem(self, word: str) -> str:
        if word in self.exceptions:
            return self.exceptions[word]
        if len(word) < 4 or not word.isascii() or not word.isalpha():
            return word
        best = max(self._rooted(word), key=self._worth, default=None)
        if best is None:
            return self._excepted(word)
        return self.exceptions.get(best.rest, best.rest)

    def _excepted(self, word: str) -> str:
        """A word of the exceptions under a particle or possessive, or the word itself."""
        for candidate in self._without_endings(word):
            if not candidate.suffix and candidate.rest in self.exceptions:
                return self.exceptions[candidate.rest]
        return word

    def _rooted(self, word: str) -> Iterator[Candidate]:
        for without_ending in self._without_endings(word):
            for candidate in self._without_prefixes(without_ending):
                if self._is_root(candidate):
                    yield candidate

    def _is_root(self, candidate: Candidate) -> bool:
        if candidate.rest not in self.roots:
            return False
        derived = candidate.removed > 0
        return not (derived and candidate.rest in self.underivable)

    def _worth(self, candidate: Candidate) -> tuple[float, str]:
        use = math.log1p(self.roots[candidate.rest])
        worth = USE_GAIN * use - AFFIX_COST * candidate.removed
        return worth + LENGTH_GAIN * len(candidate.rest), candidate.rest

    def _without_endings(self, word: str) -> Iterator[Candidate]:
        """The word with and without particle, possessive and suffix, in every allowed order."""
        stages = [Candidate(word)]
        for kind in ("particle", "possessive", "suffix"):
            stages += [
                Candidate(
                    stage.rest.removesuffix(form),
                    suffix=form if kind == "suffix" else "",
                    endings=stage.endings + 1,
                )
                for stage in stages
                for form in self.endings[kind]
                if stage.rest.endswith(form) and len(stage.rest) - len(form) >= SHORTEST_ROOT
            ]
        yield from stages

    def _without_prefixes(self, candidate: Candidate) -> Iterator[Candidate]:
        yield candidate
        if len(candidate.prefixes) == MAX_PREFIXES:
            return
        for prefix in self.prefixes:
            if prefix.name in candidate.prefixes or not candidate.rest.startswith(prefix.form):
                continue
            rest = candidate.rest[len(prefix.form) :]
            if len(rest) < SHORTEST_ROOT or not prefix.following.match(rest):
                continue
            if not candidate.prefixes and (prefix.name, candidate.suffix) in self.forbidden:
                continue
            yield from self._without_prefixes(
                Candidate(
                    prefix.restore + rest,
                    candidate.suffix,
                    (*candidate.prefixes, prefix.name),
                    candidate.endings,
                )
            )
