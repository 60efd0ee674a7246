"""The words of problems: what people say of a need, and what records call the answer.

Lists under ``data/replication``, read once a process as the other word lists of the search are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import get_language

from simpul.search.analysis import Analyzer, analyzer
from simpul.search.analysis.thesaurus import parts_of, rows_of
from simpul.search.relevance import forms_of

# One word of a text: every token it may have become.
Stems = frozenset[str]
# A bag of words that must all stand in one sentence, in any order.
Bag = tuple[Stems, ...]
# Each further way to say an answer counts a little less than the one before.
FADING = 0.93


class Way(NamedTuple):
    """Tokens a record may hold, how much they count, and how a reader writes them."""

    tokens: tuple[str, ...]
    weight: float
    text: str


class Bridge(NamedTuple):
    """Some words of a problem, and the words of the services that answer it."""

    said: tuple[Bag, ...]
    answered: tuple[Way, ...]
    weight: float


class Problem(NamedTuple):
    """A problem as offices often state it, and the words of the services that answer it."""

    text_id: str
    text_en: str
    answered: tuple[Way, ...]

    @property
    def text(self) -> str:
        """The statement in the language of the reader."""
        return self.text_en if get_language() == "en" else self.text_id

    @property
    def answer(self) -> str:
        """What answers it, as one phrase."""
        return " ".join(way.text for way in self.answered)


class Group(NamedTuple):
    """People a service is for, and every way they are called."""

    key: str
    label_id: str
    label_en: str
    words: tuple[Bag, ...]

    @property
    def label(self) -> str:
        """What they are called in the language of the reader."""
        return self.label_en if get_language() == "en" else self.label_id

    def is_named(self, tokens: frozenset[str]) -> bool:
        """Say whether some tokens speak of these people."""
        return any(holds(tokens, bag) for bag in self.words)


class Vocabulary:
    """The lists of one folder, as tokens of one analyzer."""

    def __init__(self, folder: Path, analyzer: Analyzer):
        self.analyzer = analyzer
        # Words of everyday telling: they say nothing about the subject.
        self.plain = frozenset(self._plain(folder / "plain_words.txt"))
        self.bridges = tuple(self._bridges(folder / "problem_words.csv"))
        self.problems = tuple(self._problems(folder / "problems.csv"))
        self.groups = tuple(self._groups(folder / "beneficiaries.csv"))
        self._by_token: dict[str, set[int]] = defaultdict(set)
        for at, bridge in enumerate(self.bridges):
            for bag in bridge.said:
                for token in longest(bag):
                    self._by_token[token].add(at)

    def bag(self, text: str) -> Bag:
        """The words of a text without function words, each with all its stems."""
        return tuple(frozenset(word.stems) for word in self.analyzer.query_words(text))

    def crossed(self, sentence: Sequence[Stems]) -> Iterator[tuple[Bridge, Bag]]:
        """The bridges that begin in a sentence, with the words they begin from."""
        held = frozenset[str]().union(*sentence) if sentence else frozenset[str]()
        near = {at for token in held for at in self._by_token.get(token, ())}
        for at in sorted(near):
            bridge = self.bridges[at]
            begun = [bag for bag in bridge.said if holds(held, bag)]
            if begun:
                yield bridge, max(begun, key=len)

    def named(self, tokens: frozenset[str]) -> list[Group]:
        """The groups of people some tokens speak of."""
        return [group for group in self.groups if group.is_named(tokens)]

    def _plain(self, path: Path) -> Iterator[str]:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                yield from (line, *self.analyzer.stems((line,)))

    def _bridges(self, path: Path) -> Iterator[Bridge]:
        for row in rows_of(path):
            said = tuple(filter(None, map(self.bag, parts_of(row["said"]))))
            yield Bridge(said, self._answered(row), float(row["weight"]))

    def _problems(self, path: Path) -> Iterator[Problem]:
        for row in rows_of(path):
            yield Problem(row["problem_id"], row["problem_en"], self._answered(row))

    def _answered(self, row: dict[str, str]) -> tuple[Way, ...]:
        return tuple(
            Way(tokens, FADING**place, text)
            for place, text in enumerate(parts_of(row["answered_by"]))
            for tokens in forms_of(self.analyzer.query_words(text))[:1]
        )

    def _groups(self, path: Path) -> Iterator[Group]:
        for row in rows_of(path):
            words = parts_of(row["words_id"]) + parts_of(row["words_en"])
            bags = tuple(filter(None, map(self.bag, words)))
            yield Group(row["key"], row["label_id"], row["label_en"], bags)


def holds(tokens: frozenset[str], bag: Bag) -> bool:
    """Say whether every word of the bag is among the tokens."""
    return all(not stems.isdisjoint(tokens) for stems in bag)


def longest(bag: Bag) -> Stems:
    """The word a bag is looked up by."""
    return max(bag, key=lambda stems: max(map(len, stems)))


def texts_of(ways: Iterable[Way]) -> list[str]:
    """How readers write the ways."""
    return [way.text for way in ways]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary of this process."""
    return Vocabulary(settings.DATA_DIR / "replication", analyzer())
