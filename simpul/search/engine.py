"""The front desk of search: free text and filters in, an answer out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .analysis import normalise
from .analysis.thesaurus import Thesaurus
from .documents import NAMES, Record, Schema
from .indexing import document_of
from .library import Library
from .protocol import Hit, Hits, SearchBackend, Sort
from .relevance import Relevance, Understood
from .spelling import Spelling
from .tree import (
    NOTHING,
    And,
    Boost,
    Constant,
    Filter,
    Ids,
    Node,
    Not,
    Or,
    Prefer,
    Range,
    Term,
    both,
)

# Fewer matches than this, and partial matches are let in.
ENOUGH = 50
# How many records near in meaning are considered, and how many may join without any word in common.
NEAR = 200
NEAR_WITHOUT_WORDS = 40
# What nearness in meaning is worth beside the best score by words.
MEANING = 0.25
LIKE_TOKENS = 25
MOST_COMPLETIONS = 60


@dataclass(frozen=True)
class Question:
    """What is asked: text, chosen facet values, limits of numbers, order and window."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: tuple[Range, ...] = ()
    sort: Sort | None = None
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ()
    # Take the words as they are written: no correction.
    literal: bool = False
    # Whether the encoder of meaning may take part.
    meaning: bool = True


@dataclass(frozen=True)
class Answer:
    """What was found and how the question was understood."""

    total: int
    hits: list[Hit]
    facets: dict[str, dict[str, int]]
    understood: Understood
    # The corrected text that was searched instead, if any.
    corrected: str | None = None
    # Whether records that match only some of the words are among the hits.
    partial: bool = False
    # Whether the encoder of meaning took part.
    by_meaning: bool = False

    @property
    def ids(self) -> list[int]:
        return [hit.id for hit in self.hits]


@dataclass(frozen=True)
class Suggestions:
    """While typing: how the last word may go on, and records whose names fit."""

    texts: list[str]
    ids: list[int]


@dataclass(frozen=True)
class Matched:
    """The query that was settled on, with the best score it gives."""

    query: Node
    total: int
    best: float
    partial: bool


class Engine:
    """Everything above the backend: understanding, correction, meaning, suggestions."""

    def __init__(
        self,
        schema: Schema,
        backend: SearchBackend,
        relevance: Relevance,
        library: Library | None = None,
    ):
        self.schema = schema
        self.backend = backend
        self.relevance = relevance
        self.library = library
        self.spelling = Spelling(backend, relevance.thesaurus)

    @property
    def thesaurus(self) -> Thesaurus:
        return self.relevance.thesaurus

    # --- Asking ----------------------------------------------------------------------------

    def ask(self, question: Question) -> Answer:
        """Answer a question; any text is allowed."""
        corrected = None if question.literal else self.corrected(question.text)
        text = question.text if corrected is None else corrected
        understood = self.relevance.understand(text)
        filters = self._filters(question)
        matched = self._matched(understood, (*filters.values(), *question.ranges))
        query, by_meaning = matched.query, False
        if question.meaning and question.sort is None and understood.concepts:
            query, by_meaning = self._with_meaning(text, understood, matched)
        limited = both(query, *question.ranges)
        hits = self.backend.search(
            both(limited, *filters.values()),
            offset=question.offset,
            limit=question.limit,
            sort=question.sort,
        )
        counted = self.backend.facets(limited, filters, question.facets) if question.facets else {}
        return Answer(
            hits.total, hits.hits, counted, understood, corrected, matched.partial, by_meaning
        )

    def _filters(self, question: Question) -> dict[str, Filter]:
        return {
            name: Filter(name, tuple(values))
            for name, values in question.filters.items()
            if values and self.schema.has_facet(name)
        }

    def _matched(self, understood: Understood, filters: Sequence[Node]) -> Matched:
        """The strictest reading that finds enough: all concepts, half of them, any of them."""
        if not understood.concepts:
            return Matched(self.relevance.compile(understood), 0, 0.0, partial=False)
        every = len(understood.essential)
        documents = self.backend.stats().documents
        matched = Matched(NOTHING, 0, 0.0, partial=False)
        for needed in sorted({every, (every + 1) // 2, 1}, reverse=True):
            query = self.relevance.compile(understood, at_least=needed, documents=documents)
            found = self.backend.search(both(query, *filters), limit=1)
            best = found.hits[0].score if found.hits else 0.0
            matched = Matched(query, found.total, best, partial=needed < every)
            if found.total >= ENOUGH:
                break
        return matched

    def _with_meaning(
        self, text: str, understood: Understood, matched: Matched
    ) -> tuple[Node, bool]:
        """Records near in meaning score more; when words find little, some join without words."""
        near = self.library.near(text, NEAR) if self.library else []
        if not near:
            return matched.query, False
        scores = self._scaled(near, matched.best or 1.0)
        bonuses = tuple(Constant(Ids((key,)), score) for key, score in scores)
        query: Node = Prefer(matched.query, bonuses)
        named = all(concept.named for concept in understood.essential)
        if matched.total < ENOUGH and not named:
            others = Or(bonuses[:NEAR_WITHOUT_WORDS])
            query = Or((query, And((others, Not(matched.query)))))
        return query, True

    def _scaled(self, near: Sequence[tuple[int, float]], best: float) -> list[tuple[int, float]]:
        """Cosines as scores: the nearest gets its full share of the best score by words."""
        highest, floor = near[0][1], near[-1][1]
        spread = max(highest - floor, 0.05)
        return [
            (key, max(MEANING * best * (cosine - floor) / spread, 1e-6)) for key, cosine in near
        ]

    # --- Correcting ------------------------------------------------------------------------

    def corrected(self, text: str) -> str | None:
        """The text with unknown words corrected; none when nothing had to be."""
        if not text.strip():
            return None
        plain = normalise(text[:300])
        changes = {
            word.text: better
            for word in self.relevance.analyzer.query_words(plain)[:12]
            if (better := self.spelling.correct(word.text))
        }
        for word, better in changes.items():
            plain = plain.replace(word, better)
        return plain if changes else None

    def without(self, question: Question) -> list[tuple[str, int]]:
        """Which single filter to drop, and how many records that would show; the best first."""
        filters = self._filters(question)
        understood = self.relevance.understand(question.text)
        counts = []
        for name in filters:
            others = [node for key, node in filters.items() if key != name]
            matched = self._matched(understood, (*others, *question.ranges))
            total = matched.total
            if not understood.concepts:
                total = self.backend.count(both(matched.query, *others, *question.ranges))
            counts.append((name, total))
        return sorted((item for item in counts if item[1]), key=lambda item: -item[1])

    # --- While typing, and beside a record -------------------------------------------------

    def suggest(self, text: str, *, limit: int = 8) -> Suggestions:
        """How the text may go on, and the records whose names hold it."""
        words = list(self.relevance.analyzer.names(text[:200]))[-8:]
        if not words:
            return Suggestions([], [])
        *before, last = words
        head = tuple(Term(NAMES, word) for word in before)
        completions = self.backend.suggest(last, MOST_COMPLETIONS)
        texts = [
            " ".join([*before, word])
            for word, _ in completions[: limit * 2]
            if not head or self.backend.count(And((*head, Term(NAMES, word))))
        ]
        if not completions:
            return Suggestions([], [])
        goes_on = Or(tuple(Term(NAMES, word) for word, _ in completions))
        hits = self.backend.search(both(goes_on, *head), limit=limit)
        return Suggestions(texts[:limit], hits.ids)

    def like(self, record: Record, *, limit: int = 6, filters: Sequence[Node] = ()) -> Hits:
        """Records like this one: the same rare words, and near in meaning."""
        document = document_of(record, self.schema, self.relevance.analyzer)
        query = self._like(document.tokens)
        best = self.backend.search(query, limit=2)
        near = self.library.near_record(record.id, NEAR) if self.library else []
        if near:
            top = best.hits[-1].score if best.hits else 1.0
            share = [(key, score / MEANING) for key, score in self._scaled(near, top)]
            query = Or((query, *(Constant(Ids((key,)), score) for key, score in share)))
        others = Not(Ids((record.id,)))
        return self.backend.search(both(query, others, *filters), limit=limit)

    def _like(self, tokens: Mapping[str, Sequence[str]]) -> Node:
        """The tokens of a record that tell most, as a query."""
        words = [word for word in tokens["all"] if len(word) > 2]
        total = max(self.backend.stats().documents, 1)
        frequency = self.backend.df("all", set(words))
        light = self.relevance.analyzer.lists.light
        told = {
            word: words.count(word) * light.get(word, 1.0) * (1 - count / total) / (count + 1)
            for word, count in frequency.items()
            if count > 1
        }
        chosen = sorted(told, key=lambda word: (-told[word], word))[:LIKE_TOKENS]
        return Or(tuple(Boost(Term("all", word), light.get(word, 1.0)) for word in chosen))
