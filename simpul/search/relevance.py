"""From what a visitor typed to a query tree: concepts, what else they are called, weights.

The recipe is the same for every schema: a word scores in the story, more in the title; a name of
something known (a place, an owner, an award) also finds the records filed under it; partial matches
rank lower but exist.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from .analysis import Analyzer, QueryWord
from .analysis.thesaurus import INTO_ENGLISH, Related, Span, Thesaurus
from .documents import CONTEXT, MATCH, Schema
from .tree import (
    NOTHING,
    All,
    And,
    Best,
    Boost,
    Constant,
    Filter,
    Node,
    Or,
    Phrase,
    Prefer,
    Term,
    both,
    matching,
)

LONGEST_QUERY = 1_000
MOST_WORDS = 40
QUOTED = re.compile(r'"([^"]{2,200})"')
LONGEST_NAME = 6
# How many other ways to say a concept are searched.
MOST_WAYS = 8
# The weights below were measured on a collection of this size; rarity, and with it every score by
# words, grows with the logarithm of the size, so fixed scores grow alike.
MEASURED_DOCUMENTS = 600


@dataclass(frozen=True)
class Recipe:
    """The weights of relevance, in one place."""

    context: float = 0.4
    # A word of a known expression on its own ("bank" of "bank sampah").
    part: float = 0.5
    # Several words of one expression: all of them anywhere, or next to each other.
    together: float = 0.5
    adjacent: float = 0.6
    adjacent_title: float = 0.3
    # That a concept is found at all counts beside how often and how rare it is.
    present: float = 8.0
    # The code behind a name ("Top 45", "Kulon Progo", "2022").
    named: float = 12.0
    # The category behind a word ("stunting" is health).
    category: float = 5.0
    # Every word of the query found.
    complete: float = 2.0


class Topic(NamedTuple):
    """What a name stands for: a facet and one of its codes."""

    field: str
    value: str


@dataclass
class Gazetteer:
    """Names of things with a code, and words that hint at a category."""

    analyzer: Analyzer
    names: dict[tuple[str, ...], list[Topic]] = field(default_factory=dict)
    categories: dict[tuple[str, ...], list[Topic]] = field(default_factory=dict)

    def name(self, text: str, field: str, value: str) -> None:
        """``text`` is the name of ``value``: records filed under it match the name."""
        self._add(self.names, text, Topic(field, value), english=False)

    def category(self, text: str, field: str, value: str, *, english: bool = False) -> None:
        """``text`` is a word of the category ``value``: its records are preferred."""
        self._add(self.categories, text, Topic(field, value), english=english)

    def _add(
        self, table: dict[tuple[str, ...], list[Topic]], text: str, topic: Topic, *, english: bool
    ) -> None:
        key = self.analyzer.tokens(text, english=english)
        if key and topic not in table.setdefault(key, []):
            table[key].append(topic)


@dataclass(frozen=True)
class Concept:
    """One thing the visitor asks for: some words, what else they are called, what they name."""

    text: str
    words: tuple[QueryWord, ...]
    related: tuple[Related, ...] = ()
    parts: tuple[Related, ...] = ()
    named: tuple[Topic, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True)
class Understood:
    """A free-text query, taken apart."""

    text: str
    words: tuple[QueryWord, ...]
    concepts: tuple[Concept, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    categories: tuple[Topic, ...] = ()

    @property
    def essential(self) -> tuple[Concept, ...]:
        """The concepts that say what is wanted; light words only when there is nothing else."""
        heavy = tuple(concept for concept in self.concepts if concept.weight >= 0.55)
        return heavy or self.concepts

    @property
    def also(self) -> tuple[str, ...]:
        """What was also searched, strongest first, for the reader."""
        texts = [
            item.text
            for concept in self.concepts
            for item in concept.related[:3]
            if item.weight > INTO_ENGLISH
        ]
        return tuple(dict.fromkeys(texts))


class Relevance:
    """Understands free text and compiles it for one schema."""

    def __init__(
        self,
        schema: Schema,
        thesaurus: Thesaurus,
        gazetteer: Gazetteer | None = None,
        recipe: Recipe | None = None,
    ):
        self.schema = schema
        self.thesaurus = thesaurus
        self.analyzer = thesaurus.analyzer
        self.gazetteer = gazetteer or Gazetteer(self.analyzer)
        self.recipe = recipe or Recipe()
        self.boosted = [
            (item.name, item.boost) for item in schema.texts if item.boost and not item.context
        ]

    # --- Understanding ---------------------------------------------------------------------

    def understand(self, text: str, *, literal: bool = False) -> Understood:
        """Take a query apart; any text is allowed, a long one is read as far as it makes sense.

        ``literal``: only the words as they are written, nothing they are related to.
        """
        text = text[:LONGEST_QUERY]
        words = self.analyzer.query_words(text)[:MOST_WORDS]
        phrases = [self.analyzer.tokens(quoted) for quoted in QUOTED.findall(text)]
        spans = self._spans(words)
        if literal:
            spans = [Span(at, at + 1, ()) for at in range(len(words))]
        return Understood(
            text=text,
            words=tuple(words),
            concepts=tuple(self._concept(words, span) for span in spans),
            phrases=tuple(phrase for phrase in phrases if phrase),
            categories=tuple(self._categories(words)),
        )

    def _spans(self, words: Sequence[QueryWord]) -> Iterable[Span]:
        """Names first, then known expressions between them."""
        start, at = 0, 0
        while at < len(words):
            end = self._name_end(words, at)
            if end == at:
                at += 1
                continue
            yield from self._shifted(words, start, at)
            yield Span(at, end, self.thesaurus.related(words[at:end]))
            start = at = end
        yield from self._shifted(words, start, len(words))

    def _shifted(self, words: Sequence[QueryWord], start: int, end: int) -> Iterable[Span]:
        for span in self.thesaurus.spans(words[start:end]):
            yield Span(start + span.start, start + span.end, span.related)

    def _name_end(self, words: Sequence[QueryWord], at: int) -> int:
        for end in range(min(len(words), at + LONGEST_NAME), at, -1):
            if self._named(words[at:end]):
                return end
        return at

    def _named(self, words: Sequence[QueryWord]) -> tuple[Topic, ...]:
        return tuple(self.gazetteer.names.get(tuple(word.stems[0] for word in words), ()))

    def _concept(self, words: Sequence[QueryWord], span: Span) -> Concept:
        own = tuple(words[span.start : span.end])
        parts: tuple[Related, ...] = ()
        if len(own) > 1:
            parts = tuple(item for word in own for item in self._alone(word))
        return Concept(
            text=" ".join(word.text for word in own),
            words=own,
            related=span.related,
            parts=parts,
            named=self._named(own),
            weight=1.0 if len(own) > 1 else self._weight(own[0]),
        )

    def _alone(self, word: QueryWord) -> list[Related]:
        """One word of a longer expression, by itself."""
        weight = self._weight(word)
        itself = [Related((stem,), weight, word.text) for stem in word.stems]
        return itself + [
            item._replace(weight=item.weight * weight) for item in self.thesaurus.related((word,))
        ]

    def _weight(self, word: QueryWord) -> float:
        light = self.analyzer.lists.light
        return min((light[stem] for stem in word.stems if stem in light), default=1.0)

    def _categories(self, words: Sequence[QueryWord]) -> Iterable[Topic]:
        found: dict[Topic, None] = {}
        table = self.gazetteer.categories
        for at in range(len(words)):
            for end in range(at + 1, min(len(words), at + LONGEST_NAME) + 1):
                for place in (0, -1):
                    key = tuple(word.stems[place] for word in words[at:end])
                    found |= dict.fromkeys(table.get(key, ()))
        return found

    def tokens_of(self, query: Understood) -> set[str]:
        """Every token the query may be searched by."""
        found = {stem for word in query.words for stem in word.stems}
        for concept in query.concepts:
            for item in (*concept.related, *concept.parts):
                found.update(item.tokens)
        return found

    def pruned(self, query: Understood, known: frozenset[str]) -> Understood:
        """The query without what the index does not hold, and without the weakest of many ways."""

        def kept(items: tuple[Related, ...]) -> tuple[Related, ...]:
            held = [item for item in items if known.issuperset(item.tokens)]
            strongest = sorted(held, key=lambda item: -item.weight)
            unlike = {item.tokens: item for item in reversed(strongest)}
            return tuple(sorted(unlike.values(), key=lambda item: -item.weight)[:MOST_WAYS])

        def word(item: QueryWord) -> QueryWord:
            held = tuple(stem for stem in item.stems if stem in known)
            return item._replace(stems=held or item.stems[:1])

        concepts = tuple(
            replace(
                concept,
                words=tuple(word(item) for item in concept.words),
                related=kept(concept.related),
                parts=kept(concept.parts),
            )
            for concept in query.concepts
        )
        return replace(query, concepts=concepts)

    # --- Compiling -------------------------------------------------------------------------

    def compile(
        self, query: Understood, *, at_least: int | None = None, documents: int = 0
    ) -> Node:
        """The tree that finds records with at least so many of the essential concepts."""
        if not query.concepts:
            return NOTHING if query.text.strip() else All()
        scale = scale_of(documents)
        clauses = {
            concept: Boost(self.concept(concept, scale), concept.weight)
            for concept in query.concepts
        }
        essential = tuple(clauses[concept] for concept in query.essential)
        needed = len(essential) if at_least is None else min(at_least, len(essential))
        matched: Node = Or(essential, max(needed, 1))
        for phrase in query.phrases:
            matched = And((matched, self._phrase(phrase)))
        bonuses: list[Node] = [
            clauses[item] for item in query.concepts if item not in query.essential
        ]
        bonuses += self._preferred(query, scale)
        if needed < len(essential):
            # Where every concept must be found, these would be the same for all.
            bonuses += self._completeness(essential, scale)
        return Prefer(matched, tuple(bonuses)) if bonuses else matched

    def overlap(self, query: Understood) -> Node:
        """Finds records with any of the essential concepts; the score is how many they hold."""
        held = Or(tuple(Constant(matching(self.concept(item)), 1.0) for item in query.essential))
        return both(held, *(Constant(self._phrase(phrase), 0.0) for phrase in query.phrases))

    def concept(self, concept: Concept, scale: float = 1.0) -> Node:
        """Everything one concept may be called; the best of them counts."""
        own = [self.together(tokens) for tokens in forms_of(concept.words)]
        others = [Boost(self.together(item.tokens), item.weight) for item in concept.related]
        parts = [
            Boost(self.together(item.tokens), item.weight * self.recipe.part)
            for item in concept.parts
        ]
        named = [
            Constant(Filter(topic.field, (topic.value,)), self.recipe.named * scale)
            for topic in concept.named
        ]
        items: list[Node] = [*own, *others, *parts, *named]
        return items[0] if len(items) == 1 else Best(tuple(items))

    def together(self, tokens: tuple[str, ...]) -> Node:
        """All of the tokens, better next to each other."""
        if len(tokens) == 1:
            return self.word(tokens[0])
        recipe = self.recipe
        factor = recipe.together ** (len(tokens) - 1)
        near = [Boost(Phrase(MATCH, tokens), recipe.adjacent)]
        near += [
            Boost(Phrase(name, tokens), recipe.adjacent_title * boost)
            for name, boost in self.boosted[:1]
        ]
        every = And(tuple(self.word(token) for token in tokens))
        return Prefer(Boost(every, factor), tuple(near))

    def word(self, token: str) -> Node:
        """One token: in the story, more where it is boosted, less in the context."""
        boosted = [Boost(Term(name, token), boost) for name, boost in self.boosted]
        return Or((Term(MATCH, token), *boosted, Boost(Term(CONTEXT, token), self.recipe.context)))

    def _phrase(self, tokens: tuple[str, ...]) -> Node:
        return Or((Phrase(MATCH, tokens), Phrase(CONTEXT, tokens)))

    def _preferred(self, query: Understood, scale: float) -> list[Node]:
        """A fixed score for records of the categories the words hint at."""
        return [
            Constant(Filter(topic.field, (topic.value,)), self.recipe.category * scale)
            for topic in query.categories
        ]

    def _completeness(self, essential: tuple[Node, ...], scale: float) -> list[Node]:
        """A fixed score for each concept found, and one more for all of them."""
        present = [Constant(item, self.recipe.present * scale) for item in essential]
        return [Constant(And(essential), self.recipe.complete * scale), *present]


def forms_of(words: Sequence[QueryWord]) -> list[tuple[str, ...]]:
    """The words as token sequences: each stem of a single word, or all words in one language."""
    if len(words) == 1:
        return [(stem,) for stem in words[0].stems]
    first = tuple(word.stems[0] for word in words)
    last = tuple(word.stems[-1] for word in words)
    return list(dict.fromkeys((first, last)))


def scale_of(documents: int) -> float:
    """How much larger fixed scores are in a collection of this size."""
    return max(math.log1p(documents) / math.log1p(MEASURED_DOCUMENTS), 1.0)
