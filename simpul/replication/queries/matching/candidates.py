"""Which records are weighed at all: those the search finds by words, by answer and by meaning."""

from collections.abc import Iterable, Mapping, Sequence

from simpul.replication.queries.matching.understanding import Asked, Concept
from simpul.search.documents import MATCH
from simpul.search.engine import Engine, Question
from simpul.search.tree import Boost, Filter, Ids, Node, Or, both

# How many records each way of looking may bring, and how many problems are looked up.
EACH = 80
MOST_ANSWERED = 3

Filters = Mapping[str, tuple[str, ...]]


def candidates(asked: Asked, engine: Engine, filters: Filters) -> list[int]:
    """The keys of the records to be looked at, of every way of looking the best."""
    wanted = dict.fromkeys(engine.ask(Question(asked.text, filters, limit=EACH, meaning=False)).ids)
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
    meant = _meant(asked, engine)
    if limits and meant:
        meant = _within(meant, limits, engine)
    return list(wanted | meant)


def _meant(asked: Asked, engine: Engine) -> dict[int, None]:
    """The records nearest in meaning to what would answer the need."""
    if engine.library is None or asked.meant is None:
        return {}
    return dict.fromkeys(key for key, _cosine in engine.library.nearest(asked.meant, EACH))


def any_of(concepts: Iterable[Concept], engine: Engine) -> Node:
    """Finds records that hold any of the concepts in any way."""
    ways = {
        way.tokens: Boost(engine.relevance.together(way.tokens), concept.weight * way.weight)
        for concept in concepts
        for way in concept.ways
        if way.tokens
    }
    return Or(tuple(ways.values()))


def _within(keys: Iterable[int], limits: Sequence[Node], engine: Engine) -> dict[int, None]:
    """Those of the records that pass the filters."""
    wanted = tuple(keys)
    found = engine.backend.search(both(Ids(wanted), *limits), limit=len(wanted))
    return dict.fromkeys(found.ids)


def nearness(asked: Asked, keys: Sequence[int], engine: Engine) -> dict[int, float]:
    """How near in meaning these records are to what would answer; nothing without an encoder."""
    if engine.library is None or asked.meant is None:
        return {}
    held, vectors = engine.library.vectors_of(keys)
    return dict(zip(held, map(float, vectors @ asked.meant), strict=True))


def frequencies(concepts: Iterable[Concept], engine: Engine) -> dict[str, int]:
    """In how many records each token of the concepts stands."""
    tokens = sorted({token for one in concepts for way in one.ways for token in way.tokens})
    return dict.fromkeys(tokens, 0) | dict(engine.backend.df(MATCH, tokens))
