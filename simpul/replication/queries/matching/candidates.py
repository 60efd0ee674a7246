"""Which records are weighed at all: those the search finds by words, by answer and by meaning."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from simpul.replication.queries.matching.understanding import Asked, Concept
from simpul.search.documents import MATCH
from simpul.search.engine import Engine, Question
from simpul.search.protocol import IndexMissingError
from simpul.search.tree import Boost, Filter, Ids, Node, Or, both

# How many records each way of looking may bring, and how many problems are looked up.
EACH = 120
MOST_ANSWERED = 3
NEAR_SENTENCES = 4

Filters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Near:
    """How near in meaning records are: to the whole need, to a sentence, to the answers."""

    whole: Mapping[int, float] = field(default_factory=dict)
    sentence: Mapping[int, float] = field(default_factory=dict)
    answer: Mapping[int, float] = field(default_factory=dict)
    # By the place of each of the nearest known problems.
    problems: Sequence[Mapping[int, float]] = ()


def candidates(asked: Asked, engine: Engine, filters: Filters, near: Near) -> list[int]:
    """The keys of the records to be weighed, of every way of looking the best."""
    wanted = dict.fromkeys(engine.ask(Question(asked.text, filters, limit=EACH)).ids)
    limits = [
        Filter(name, tuple(values))
        for name, values in filters.items()
        if values and engine.schema.has_facet(name)
    ]
    problems = [
        Concept(item.problem.text_id, item.value, item.problem.answered)
        for item in asked.problems[:MOST_ANSWERED]
    ]
    for concepts in (asked.own, asked.answers, problems):
        if concepts:
            query = both(any_of(concepts, engine), *limits)
            wanted |= dict.fromkeys(engine.backend.search(query, limit=EACH).ids)
    by_meaning = [near.whole, near.sentence, near.answer, *near.problems[:MOST_ANSWERED]]
    meant = dict.fromkeys(key for found in by_meaning for key in best_of(found))
    if limits and meant:
        meant = _within(meant, limits, engine)
    return list(wanted | meant)


def any_of(concepts: Iterable[Concept], engine: Engine) -> Node:
    """Finds records that hold any of the concepts in any way."""
    ways = {
        way.tokens: Boost(engine.relevance.together(way.tokens), concept.weight * way.weight)
        for concept in concepts
        for way in concept.ways
        if way.tokens
    }
    return Or(tuple(ways.values()))


def best_of(found: Mapping[int, float]) -> list[int]:
    return sorted(found, key=lambda key: -found[key])[: EACH // 2]


def _within(keys: Iterable[int], limits: Sequence[Node], engine: Engine) -> dict[int, None]:
    """Those of the records that pass the filters."""
    wanted = tuple(keys)
    found = engine.backend.search(both(Ids(wanted), *limits), limit=len(wanted))
    return dict.fromkeys(found.ids)


def nearness(asked: Asked, engine: Engine) -> Near:
    """How near in meaning the records are to a need; nothing without an encoder."""
    library = engine.library
    if library is None or not asked.text:
        return Near()
    try:
        sentences: dict[int, float] = defaultdict(float)
        for sentence in asked.sentences[:NEAR_SENTENCES]:
            for key, cosine in library.near(sentence, EACH):
                sentences[key] = max(sentences[key], cosine)
        return Near(
            whole=dict(library.near(asked.text, EACH)),
            sentence=sentences,
            answer=dict(library.near(asked.answer, EACH)) if asked.answers else {},
            problems=tuple(
                dict(library.near(item.problem.answer, EACH)) for item in asked.problems
            ),
        )
    except IndexMissingError:
        return Near()


def frequencies(concepts: Iterable[Concept], engine: Engine) -> dict[str, int]:
    """In how many records each token of the concepts stands."""
    tokens = sorted({token for one in concepts for way in one.ways for token in way.tokens})
    return dict.fromkeys(tokens, 0) | dict(engine.backend.df(MATCH, tokens))
