"""The front desk of search: free text and filters in, an answer out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from .analysis import normalise
from .analysis.thesaurus import Thesaurus
from .documents import CONTEXT, MATCH, NAMES, Record, Schema
from .indexing import document_of
from .library import Library
from .protocol import Hit, Hits, SearchBackend, Sort
from .relevance import Relevance, Understood
from .spelling import Spelling
from .tree import (
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
# So few concepts often stand together, and records that hold them all are looked for at once.
FEW = 3
# How many records near in meaning are considered, and how many may join without any word in common.
NEAR = 200
NEAR_WITHOUT_WORDS = 40
# The cosine from which a record is near enough to be shown though no word of it was asked for.
CLEARLY_NEAR = 0.3
# What nearness in meaning is worth beside the best score by words.
MEANING = 0.2
# Nearness in meaning is told in so many steps.
SCORE_STEPS = 16
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
    # Take the words as they are written: no correction, no synonyms, no meaning.
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
    """The query that was settled on and what it found."""

    query: Node
    hits: Hits
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
        understood = self._understood(text, literal=question.literal)
        filters = self._filters(question)
        matched = self._matched(understood, question, tuple(filters.values()))
        near = self._near(text, understood, question)
        if near:
            best = self._best(matched, question, tuple(filters.values()))
            query = self._with_meaning(near, understood, matched, best)
            matched = self._found(query, question, tuple(filters.values()), matched.partial)
        counted = {}
        if question.facets:
            limited = both(matched.query, *question.ranges)
            counted = self.backend.facets(limited, filters, question.facets)
        return Answer(
            total=matched.hits.total,
            hits=matched.hits.hits,
            facets=counted,
            understood=understood,
            corrected=corrected,
            partial=matched.partial,
            by_meaning=bool(near),
        )

    def _understood(self, text: str, *, literal: bool) -> Understood:
        """The text taken apart, without ways to say it that the index does not hold."""
        understood = self.relevance.understand(text, literal=literal)
        tokens = sorted(self.relevance.tokens_of(understood))
        known = {
            token
            for field in (MATCH, CONTEXT)
            for token, count in self.backend.df(field, tokens).items()
            if count
        }
        return self.relevance.pruned(understood, frozenset(known))

    def _filters(self, question: Question) -> dict[str, Filter]:
        return {
            name: Filter(name, tuple(values))
            for name, values in question.filters.items()
            if values and self.schema.has_facet(name)
        }

    def _matched(
        self, understood: Understood, question: Question, filters: tuple[Node, ...]
    ) -> Matched:
        """The strictest reading that finds enough: all concepts, half of them, any of them."""
        every = len(understood.essential)
        if every <= FEW:
            matched = self._read(understood, every, question, filters)
            if matched.hits.total >= ENOUGH or every <= 1:
                return matched
        steps, held = (every, (every + 1) // 2), 1
        if every > 2:
            held = self._held(understood, question, filters)
        needed = next((step for step in steps if step <= held), 1)
        return self._read(understood, needed, question, filters)

    def _held(self, understood: Understood, question: Question, filters: tuple[Node, ...]) -> int:
        """How many of the concepts enough records hold: asked once, however many there are."""
        overlap = both(self.relevance.overlap(understood), *question.ranges, *filters)
        last = self.backend.search(overlap, offset=ENOUGH - 1, limit=1).hits
        return round(last[0].score) if last else 0

    def _read(
        self, understood: Understood, needed: int, question: Question, filters: tuple[Node, ...]
    ) -> Matched:
        """What is found when so many of the essential concepts are asked for."""
        documents = self.backend.stats().documents
        query = self.relevance.compile(understood, at_least=needed, documents=documents)
        return self._found(query, question, filters, needed < len(understood.essential))

    def _found(
        self, query: Node, question: Question, filters: tuple[Node, ...], partial: bool
    ) -> Matched:
        hits = self.backend.search(
            both(query, *question.ranges, *filters),
            offset=question.offset,
            limit=question.limit,
            sort=question.sort,
        )
        return Matched(query, hits, partial)

    def _near(
        self, text: str, understood: Understood, question: Question
    ) -> list[tuple[int, float]]:
        """The records near in meaning, where meaning may take part."""
        asked = question.meaning and question.sort is None and not question.literal
        if not asked or not understood.concepts or self.library is None:
            return []
        return self.library.near(text, NEAR)

    def _best(self, matched: Matched, question: Question, filters: tuple[Node, ...]) -> float:
        """The highest score by words: the same on every page, so that pages follow each other."""
        hits = matched.hits.hits
        if question.offset or not hits:
            hits = self._found(
                matched.query, replace(question, offset=0, limit=1), filters, matched.partial
            ).hits.hits
        return hits[0].score if hits else 0.0

    def _with_meaning(
        self,
        near: Sequence[tuple[int, float]],
        understood: Understood,
        matched: Matched,
        best: float,
    ) -> Node:
        """Records near in meaning score more; when words find little, some join without words."""
        scores = self._scaled(near, best or 1.0)
        query: Node = Prefer(matched.query, steps_of(scores))
        named = all(concept.named for concept in understood.essential)
        clear = sum(cosine >= CLEARLY_NEAR for _, cosine in near[:NEAR_WITHOUT_WORDS])
        # Who puts words in quotes wants those words.
        joins = clear and not named and not understood.phrases
        if matched.hits.total < ENOUGH and joins:
            query = Or((query, And((Or(steps_of(scores[:clear])), Not(matched.query)))))
        return query

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
        understood = self._understood(question.text, literal=question.literal)
        count = replace(question, offset=0, limit=0, sort=None)
        totals = []
        for name in filters:
            others = tuple(node for key, node in filters.items() if key != name)
            totals.append((name, self._matched(understood, count, others).hits.total))
        return sorted((item for item in totals if item[1]), key=lambda item: (-item[1], item[0]))

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
            query = Or((query, *steps_of(share)))
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


def steps_of(scores: Sequence[tuple[int, float]]) -> tuple[Node, ...]:
    """Scores by key as a few steps: an engine reads a dozen clauses faster than two hundred."""
    highest = max((score for _, score in scores), default=0.0)
    steps: dict[int, list[int]] = {}
    for key, score in scores:
        steps.setdefault(max(round(score / highest * SCORE_STEPS), 1), []).append(key)
    return tuple(
        Constant(Ids(tuple(keys)), highest * step / SCORE_STEPS) for step, keys in steps.items()
    )
