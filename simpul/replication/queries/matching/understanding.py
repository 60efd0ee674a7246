"""What a need asks for: its own words, the words of services that answer it, people, sectors."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from simpul.replication.queries.matching.crossing import crossing
from simpul.replication.queries.matching.problems import Nearness, nearest_problems
from simpul.replication.queries.matching.vocabulary import (
    Bridge,
    Group,
    Vocabulary,
    Way,
    texts_of,
)
from simpul.search.engine import Engine
from simpul.search.meaning.encoder import Matrix
from simpul.search.relevance import Concept as Sought
from simpul.search.relevance import forms_of

LONGEST_TEXT = 4_000
SENTENCE = re.compile(r"(?<=[.!?;\n])\s+")
MOST_SENTENCES = 6
# How many letters of one text the encoder reads.
LONGEST_READ = 1_000
# A short question may be misspelt; a long one says the same word again elsewhere.
SPELT = 160
# What a synonym counts beside the word itself, and one word of a known expression.
SYNONYM, PART = 0.9, 0.45
# How much more a bridge of several words is trusted than one of a single word.
SURER = 0.25
# What a hint at a sector counts that comes from the answer, not from the need itself.
HINTED = 0.7
HINTING_WAYS = 2


@dataclass(frozen=True)
class Concept:
    """One thing a record may hold in any of several ways."""

    text: str
    weight: float
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Asked:
    """A need, taken apart."""

    text: str
    sentences: tuple[str, ...]
    own: tuple[Concept, ...]
    answers: tuple[Concept, ...]
    problems: tuple[Nearness, ...]
    # Where what would answer it lies in meaning, where there is an encoder.
    meant: Matrix | None
    groups: tuple[Group, ...]
    # How strongly each sector is hinted at, together 1.
    sectors: Mapping[str, float] = field(default_factory=dict)
    english: bool = False


def understand(text: str, engine: Engine, words: Vocabulary) -> Asked:
    """Take a need apart; any text is allowed, a long one is read as far as it makes sense."""
    written = text[:LONGEST_TEXT].strip()
    text = spelt(written, engine)
    sentences = sentences_of(text)
    read = [engine.relevance.understand(part) for part in sentences]
    sought = [concept for one in read for concept in one.concepts]
    own = tuple(own_concepts(sought, words))
    bridges = bridges_of(sentences, words)
    held = frozenset(stem for one in read for word in one.words for stem in word.stems)
    hints = [topic.value for one in read for topic in one.categories if topic.field == "sector"]
    meant, near = meant_by(written, engine, words)
    return Asked(
        text=text,
        sentences=sentences,
        own=own,
        answers=tuple(_answer(bridge, size) for bridge, size in bridges),
        problems=nearest_problems(near, own, words) if sentences else (),
        meant=meant,
        groups=tuple(words.named(held)),
        sectors=sectors_of(hints, [bridge for bridge, _size in bridges], engine),
        english=engine.relevance.analyzer.is_english(text),
    )


def sentences_of(text: str) -> tuple[str, ...]:
    return tuple(part for part in SENTENCE.split(text) if part.strip())[:MOST_SENTENCES]


def meant_by(
    written: str, engine: Engine, words: Vocabulary
) -> tuple[Matrix | None, Matrix | None]:
    """Where what would answer a need lies in meaning, and how near it is to each known problem.

    As it was written: a correction helps finding words, but not meaning.
    """
    if engine.library is None or not written:
        return None, None
    encoder: Any = engine.library.encoder
    parts = [readable(part) for part in (written, *sentences_of(written))]
    vectors, learned = encoder.encode(parts), crossing(words, engine.library.kept)
    return learned.answer_of_all(vectors[1:]), learned.nearness(vectors)


def readable(text: str) -> str:
    """As much of a text as the encoder reads well; it cannot read lone surrogates."""
    return text[:LONGEST_READ].encode("utf-8", "ignore").decode()


def spelt(text: str, engine: Engine) -> str:
    """The text with the misspelt words of a short question corrected."""
    return (engine.corrected(text) or text) if len(text) <= SPELT else text


def own_concepts(sought: Iterable[Sought], words: Vocabulary) -> Iterable[Concept]:
    """What the need itself names, without everyday words and without names of places."""
    found: dict[str, Concept] = {}
    for concept in sought:
        single = len(concept.words) == 1
        if concept.named or (single and not words.plain.isdisjoint(concept.words[0].stems)):
            continue
        ways = [Way(form, 1.0, concept.text) for form in forms_of(concept.words)]
        ways += [Way(item.tokens, item.weight * SYNONYM, item.text) for item in concept.related]
        ways += [
            Way(item.tokens, item.weight * PART, item.text)
            for item in concept.parts
            if words.plain.isdisjoint(item.tokens)
        ]
        found.setdefault(concept.text, Concept(concept.text, concept.weight, tuple(ways)))
    return found.values()


def bridges_of(sentences: Sequence[str], words: Vocabulary) -> list[tuple[Bridge, int]]:
    """The bridges from the words of a need to services, with how many words they stand on."""
    sizes: dict[Bridge, int] = {}
    for sentence in sentences:
        for bridge, bag in words.crossed(words.bag(sentence)):
            sizes[bridge] = max(sizes.get(bridge, 0), len(bag))
    return list(sizes.items())


def _answer(bridge: Bridge, size: int) -> Concept:
    weight = bridge.weight * (1 + SURER * (size - 1))
    return Concept(bridge.answered[0].text, weight, bridge.answered)


def sectors_of(hints: Iterable[str], bridges: Iterable[Bridge], engine: Engine) -> dict[str, float]:
    """How strongly a need hints at each sector."""
    strength: dict[str, float] = defaultdict(float)
    for sector in hints:
        strength[sector] += 1
    for bridge in bridges:
        for text in texts_of(bridge.answered)[:HINTING_WAYS]:
            for topic in engine.relevance.understand(text).categories:
                if topic.field == "sector":
                    strength[topic.value] += HINTED
    together = sum(strength.values())
    return {sector: value / together for sector, value in strength.items()} if together else {}
