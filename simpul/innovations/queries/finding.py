"""Ask the search room: which records answer a question, in which order, with what counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.contrib.auth.models import AnonymousUser

from simpul.innovations.queries.documents import engine
from simpul.innovations.queries.facets import FACET_NAMES
from simpul.innovations.queries.lists import Lists
from simpul.innovations.queries.nearest import nearest, point_of
from simpul.innovations.queries.plain import plain_list
from simpul.innovations.queries.records import innovations_for
from simpul.innovations.queries.url_state import (
    DEPTH_LIMIT,
    DISTANCE,
    EVIDENCE,
    NEWEST,
    TITLE,
    YEAR,
    CatalogueQuery,
)
from simpul.search.analysis import Analyzer
from simpul.search.engine import Answer, Question
from simpul.search.highlighting import Segment, highlight, snippet
from simpul.search.protocol import IndexMissingError, Sort

# Which number of the index each order goes by.
SORTS = {
    NEWEST: Sort("added"),
    YEAR: Sort("year"),
    TITLE: Sort("title", descending=False),
    EVIDENCE: Sort("evidence"),
}
PASSAGE = 220
ANYBODY = AnonymousUser()


@dataclass(frozen=True)
class Found:
    """What the index answered; without an index what the database could."""

    total: int
    ids: Sequence[int]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    # The words searched instead of misspelt ones, and those searched beside them.
    corrected: str = ""
    also: Sequence[str] = ()
    partial: bool = False
    tokens: frozenset[str] = frozenset()
    # Reads the texts of the rows as the index read them; none without an index.
    analyzer: Analyzer | None = None
    indexed: bool = True
    # How far each record's region is from the place chosen.
    kilometres: Mapping[int, float] = field(default_factory=dict)

    def marked(self, text: str) -> list[Segment]:
        """``text`` with the words that were found."""
        if not self.tokens or not self.analyzer:
            return [Segment(text, hit=False)]
        return highlight(text, self.tokens, self.analyzer)

    def passage(self, text: str) -> list[Segment]:
        """The part of ``text`` that tells most about the question, with the words found."""
        if not self.analyzer:
            return self.marked(text)
        return self.marked(snippet(text, self.tokens, self.analyzer, length=PASSAGE))


def find(query: CatalogueQuery, lists: Lists, facets: Sequence[str] = FACET_NAMES) -> Found:
    """One page of record keys with exact counts, those of ``facets`` included."""
    ask = _near if query.order == DISTANCE else _indexed
    try:
        return ask(query, lists, facets)
    except IndexMissingError:
        return _unindexed(query, lists)


def keys(query: CatalogueQuery, lists: Lists, *, limit: int) -> Sequence[int]:
    """The keys of the first ``limit`` records in the order asked for."""
    window = replace(query, page=1, size=limit)
    if query.order == DISTANCE:
        return _near(window, lists, ()).ids
    try:
        return engine().ask(_question(window, lists)).ids
    except IndexMissingError:
        return list(_listed(window, lists).values_list("pk", flat=True)[:limit])


def fewer_filters(query: CatalogueQuery, lists: Lists) -> list[tuple[str, int]]:
    """Which filter to give up, and how many records that would show; the best first."""
    try:
        return engine().without(_question(query, lists))
    except IndexMissingError:
        return []


def near_misses(query: CatalogueQuery, lists: Lists, *, limit: int) -> Sequence[int]:
    """Records that answer the words though not the filters."""
    if not query.text or not query.filters:
        return []
    return keys(query.without_filters(), lists, limit=limit)


def suggested(text: str) -> tuple[list[str], list[int]]:
    """How the text may go on, and the records called so."""
    try:
        suggestions = engine().suggest(text)
    except IndexMissingError:
        return [], []
    return suggestions.texts, suggestions.ids


def _indexed(query: CatalogueQuery, lists: Lists, facets: Sequence[str]) -> Found:
    return _found(engine().ask(_question(query, lists, facets=facets)))


def _near(query: CatalogueQuery, lists: Lists, facets: Sequence[str]) -> Found:
    """The database knows where things are; the index still knows which words they hold."""
    point = point_of(query, lists)
    if point is None:
        return _indexed(replace(query, sort=""), lists, facets)
    answer = engine().ask(replace(_question(query, lists, facets=facets), offset=0, limit=1))
    records = _listed(query, lists)
    if query.text:
        records = innovations_for(ANYBODY).filter(pk__in=_every_key(query, lists))
    offset = (query.page - 1) * query.size
    near = nearest(records, point, lists, offset=offset, limit=query.size)
    found = _found(answer)
    return replace(found, total=near.total, ids=near.ids, kilometres=near.kilometres)


def _every_key(query: CatalogueQuery, lists: Lists) -> list[int]:
    window = replace(query, page=1, size=DEPTH_LIMIT, sort="")
    return engine().ask(_question(window, lists)).ids


def _unindexed(query: CatalogueQuery, lists: Lists) -> Found:
    records = _listed(query, lists)
    start = (query.page - 1) * query.size
    ids = list(records.values_list("pk", flat=True)[start : start + query.size])
    return Found(records.count(), ids, indexed=False)


def _listed(query: CatalogueQuery, lists: Lists):
    return plain_list(query, user=ANYBODY, lists=lists)


def _question(query: CatalogueQuery, lists: Lists, *, facets: Sequence[str] = ()) -> Question:
    filters = dict(query.filters)
    if "owner" in filters:
        filters["owner"] = lists.family(filters["owner"])
    return Question(
        text=query.text,
        filters=filters,
        sort=SORTS.get(query.order),
        offset=(query.page - 1) * query.size,
        limit=query.size,
        facets=tuple(facets),
        literal=query.exact,
    )


def _found(answer: Answer) -> Found:
    written = {word.text for word in answer.understood.words}
    relevance = engine().relevance
    return Found(
        total=answer.total,
        ids=answer.ids,
        facets=answer.facets,
        corrected=answer.corrected or "",
        also=[text for text in answer.understood.also if text.casefold() not in written],
        partial=answer.partial,
        tokens=frozenset(relevance.tokens_of(answer.understood)),
        analyzer=relevance.analyzer,
    )
