"""How much of what a need names a record holds: rare words count more, those of the title most."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from simpul.replication.queries.matching.understanding import Concept
from simpul.replication.queries.matching.vocabulary import Way

# Words of the title count more than those of the story; those of the context less.
IN_TITLE, IN_CONTEXT = 1.15, 0.3
# Several words of one expression say more than one of them.
TOGETHER = 0.35
# From so many words on a record is long: it holds any word more easily.
SHORT, FLATTER = 25, 0.35


class Held(NamedTuple):
    """A concept that a record holds, the way it does, and what that counts."""

    concept: Concept
    way: Way
    value: float


@dataclass(frozen=True)
class Read:
    """A record as the words it holds."""

    key: int
    story: frozenset[str]
    context: frozenset[str]
    title: frozenset[str]
    length: int
    # What it tells of itself, as written.
    told: tuple[str, ...] = ()

    @property
    def tokens(self) -> frozenset[str]:
        return self.story | self.context


@dataclass(frozen=True)
class Scale:
    """What a token is worth in a collection."""

    documents: int
    frequency: Mapping[str, int]
    light: Mapping[str, float]

    def worth(self, way: Way) -> float:
        """What holding all tokens of a way is worth."""
        if not way.tokens:
            return 0.0
        each = [self._rarity(token) * self.light.get(token, 1.0) for token in way.tokens]
        return sum(each) / len(each) * (1 + TOGETHER * (len(each) - 1)) * way.weight

    def _rarity(self, token: str) -> float:
        count = self.frequency.get(token, 0)
        return math.log(1 + (self.documents - count + 0.5) / (count + 0.5))


def held(concept: Concept, read: Read, scale: Scale) -> Held | None:
    """The best way in which a record holds a concept."""
    best: Held | None = None
    for way in concept.ways:
        place = _place(way, read)
        value = scale.worth(way) * place * concept.weight if place else 0.0
        if value > (best.value if best else 0.0):
            best = Held(concept, way, value)
    if best is None:
        return None
    length = 1 + FLATTER * math.log(read.length / SHORT) if read.length > SHORT else 1.0
    return best._replace(value=best.value / length)


def all_held(concepts: Iterable[Concept], read: Read, scale: Scale) -> list[Held]:
    """Every concept a record holds, what counts most first."""
    found = [one for concept in concepts if (one := held(concept, read, scale))]
    return sorted(found, key=lambda one: -one.value)


def _place(way: Way, read: Read) -> float:
    if not way.tokens:
        return 0.0
    if read.story.issuperset(way.tokens):
        return IN_TITLE if read.title.issuperset(way.tokens) else 1.0
    return IN_CONTEXT if read.tokens.issuperset(way.tokens) else 0.0
