"""Which problems that offices often state a need is near to, by words and by meaning."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

import numpy as np

from simpul.replication.queries.matching.vocabulary import Problem, Vocabulary, Way
from simpul.search.meaning.encoder import Matrix

MOST_PROBLEMS = 6
# What nearness by words and by meaning count, and from which sum on a problem is near.
BY_WORDS, BY_MEANING, NEAR = 0.7, 0.7, 0.25
# The same where there is no encoder: words stand alone and reach less far.
BY_WORDS_ALONE, NEAR_ALONE = 1.0, 0.1
# A statement of many words is not held whole by any need.
LENGTH, SCALE = 0.7, 2.5
SHARPER = 1.5


class Nearness(NamedTuple):
    """A known problem and how near the need is to it, above what counts as near."""

    problem: Problem
    value: float


class Weighed(Protocol):
    """Something a need names."""

    @property
    def weight(self) -> float: ...
    @property
    def ways(self) -> tuple[Way, ...]: ...


class Statements:
    """The known problems as the tokens of their two statements, by token."""

    def __init__(self, words: Vocabulary):
        self.problems = words.problems
        self.by_token: dict[str, set[int]] = defaultdict(set)
        sides = [
            [self._tokens(text, words) for text in (problem.text_id, problem.text_en)]
            for problem in self.problems
        ]
        for at, tokens in enumerate(sides):
            for token in frozenset().union(*tokens):
                self.by_token[token].add(at)
        self.size = [
            max(sum(self._rarity(token) for side in tokens for token in side) / 2, 1.0)
            for tokens in sides
        ]

    def by_words(self, concepts: Sequence[Weighed]) -> Mapping[int, float]:
        """How much of each statement the concepts hold."""
        held: dict[int, float] = defaultdict(float)
        for concept in concepts:
            best: dict[int, float] = {}
            for way in concept.ways:
                places = [self.by_token.get(token, set()) for token in way.tokens]
                value = way.weight * sum(map(self._rarity, way.tokens))
                for at in set.intersection(*places) if places else ():
                    best[at] = max(best.get(at, 0.0), value)
            for at, value in best.items():
                held[at] += concept.weight * value
        return {at: value / self.size[at] ** LENGTH / SCALE for at, value in held.items()}

    def _tokens(self, text: str, words: Vocabulary) -> frozenset[str]:
        bag = words.bag(text)
        return frozenset(stem for stems in bag if stems.isdisjoint(words.plain) for stem in stems)

    def _rarity(self, token: str) -> float:
        return math.log(1 + len(self.problems) / (len(self.by_token.get(token, ())) + 0.5))


@lru_cache(maxsize=2)
def statements(words: Vocabulary) -> Statements:
    """The statements of a vocabulary, read once."""
    return Statements(words)


def nearest_problems(
    meant: Matrix | None, concepts: Sequence[Weighed], words: Vocabulary
) -> tuple[Nearness, ...]:
    """The known problems nearest to a need, the nearest first.

    ``meant``: how near it is to each in meaning, where there is an encoder.
    """
    if not words.problems:
        return ()
    by_words, least = (BY_WORDS_ALONE, NEAR_ALONE) if meant is None else (BY_WORDS, NEAR)
    near = np.zeros(len(words.problems))
    for at, value in statements(words).by_words(concepts).items():
        near[at] += by_words * value
    if meant is not None:
        near += BY_MEANING * meant
    order = np.argsort(-near, kind="stable")[:MOST_PROBLEMS]
    return tuple(
        Nearness(words.problems[at], float(near[at] - least) ** SHARPER)
        for at in order
        if near[at] > least
    )
