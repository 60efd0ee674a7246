"""The catalogue: one question of words, filters and order, and the page that answers it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from simpul.innovations.queries import finding
from simpul.innovations.queries.facets import LABELS, Facet, facets_of
from simpul.innovations.queries.finding import Found
from simpul.innovations.queries.lists import Lists, lists
from simpul.innovations.queries.plain import plain_list
from simpul.innovations.queries.rows import CatalogueRow, catalogue_rows
from simpul.innovations.queries.url_state import (
    DEPTH_LIMIT,
    DISTANCE,
    CatalogueQuery,
    FacetLook,
    Problem,
    unknown_value,
)

__all__ = [
    "CataloguePage",
    "CatalogueQuery",
    "CatalogueRow",
    "FacetLook",
    "catalogue_page",
    "every_row",
    "known_values",
    "newest_rows",
    "placed",
]

CHUNK_ROWS = 500
MOST_DROPPED = 6
RELATED = 5


@dataclass(frozen=True)
class ActiveFilter:
    """A chosen value in words, and the question without it."""

    name: str
    code: str
    group: object
    label: str
    without: CatalogueQuery


@dataclass(frozen=True)
class Dropped:
    """A filter that stands in the way: what it is, and how many rows there would be without it."""

    label: str
    total: int
    query: CatalogueQuery


@dataclass(frozen=True)
class WayOut:
    """What to do when nothing was found."""

    dropped: Sequence[Dropped] = ()
    related: Sequence[CatalogueRow] = ()


@dataclass(frozen=True)
class Kin:
    """Institutions searched along with a chosen one, because works were inherited."""

    chosen: str
    others: Sequence[str]


@dataclass(frozen=True)
class CataloguePage:
    """One page of answers with everything around them."""

    query: CatalogueQuery
    lists: Lists
    found: Found
    rows: Sequence[CatalogueRow]
    facets: Sequence[Facet]
    active: Sequence[ActiveFilter]
    kin: Sequence[Kin]
    problems: Sequence[Problem]
    way_out: WayOut | None

    @property
    def total(self) -> int:
        return self.found.total

    @cached_property
    def pages(self) -> int:
        return _pages(self.total, self.query.size)

    @property
    def downloadable(self) -> int:
        """How many rows a file of this list holds: all, or as many as the engine ranks."""
        ranked = self.query.text or self.query.order == DISTANCE
        return min(self.total, DEPTH_LIMIT) if ranked else self.total

    @property
    def listed(self) -> int | None:
        """How many were only recorded by a source; ``None`` while nothing is counted."""
        return self._in_state("listed")

    @property
    def verified(self) -> int | None:
        return self._in_state("verified")

    def _in_state(self, state: str) -> int | None:
        chosen = self.query.values("state")
        if "state" not in self.found.facets or (chosen and state not in chosen):
            return None
        return self.found.facets["state"].get(state, 0)


def catalogue_page(
    query: CatalogueQuery,
    *,
    user,
    problems: Sequence[Problem] = (),
    look: FacetLook | None = None,
) -> CataloguePage:
    """The rows ``query`` asks for that ``user`` may see, with counts, chips and help.

    Asks the database the same few questions whatever the number of rows.
    """
    known, look = lists(), look or FacetLook()
    query, unknown = known_values(query, known)
    query, misplaced = placed(query, known)
    found = finding.find(query, known, look.names)
    last = _pages(found.total, query.size)
    beyond = []
    if query.page > last:
        beyond = [_beyond(query.page, last)]
        query = query.with_page(last)
        found = finding.find(query, known, look.names)
    rows = catalogue_rows(found.ids, user=user, lists=known)
    return CataloguePage(
        query=query,
        lists=known,
        found=found,
        rows=rows,
        facets=facets_of(found.facets, query, look, known),
        active=_active(query, known),
        kin=_kin(query, known),
        problems=[*problems, *unknown, *misplaced, *beyond],
        way_out=None if found.total else _way_out(query, found, known, user=user),
    )


def every_row(query: CatalogueQuery, *, user) -> Iterator[CatalogueRow]:
    """Every row of the list ``query`` asks for, in its order, read in chunks.

    A list by relevance goes as deep as the engine ranks; any other one to its end.
    """
    known = lists()
    query, _unknown = known_values(query, known)
    query, _misplaced = placed(query, known)
    keys = iter(_every_key(query, known, user=user))
    while chunk := list(islice(keys, CHUNK_ROWS)):
        yield from catalogue_rows(chunk, user=user, lists=known)


def newest_rows(query: CatalogueQuery, *, user, limit: int, skip: int = 0) -> list[CatalogueRow]:
    """The latest rows of the list after ``skip``, for feeds and for "new in the catalogue"."""
    known = lists()
    query, _unknown = known_values(query.as_feed(), known)
    keys = finding.keys(query, known, limit=skip + limit)[skip:]
    return catalogue_rows(keys, user=user, lists=known)


def _every_key(query: CatalogueQuery, known: Lists, *, user) -> Iterable[int]:
    """The keys of the list in its order: from the index as deep as it ranks, else all of them."""
    ranked = finding.keys(query, known, limit=DEPTH_LIMIT)
    if query.text or query.order == DISTANCE or len(ranked) < DEPTH_LIMIT:
        return ranked
    rows = plain_list(query, user=user, lists=known)
    return rows.values_list("pk", flat=True).iterator(chunk_size=CHUNK_ROWS)


def _pages(total: int, size: int) -> int:
    return max(1, -(-min(total, DEPTH_LIMIT) // size))


def _beyond(page: int, last: int) -> Problem:
    message = _("There is no page {page}; this is the last one, page {last}.")
    return Problem("page", str(page), format_lazy(message, page=page, last=last))


def known_values(query: CatalogueQuery, known: Lists) -> tuple[CatalogueQuery, list[Problem]]:
    """The question without codes that stand in no list."""
    problems = []
    for name, codes in query.filters.items():
        for code in codes:
            if not known.knows(name, code):
                problems.append(unknown_value(name, code))
                query = replace(query.without_filter(name, code), page=query.page)
    return query, problems


def placed(query: CatalogueQuery, known: Lists) -> tuple[CatalogueQuery, list[Problem]]:
    """The question with the point distances are measured from, where it asks for distances."""
    if query.sort != DISTANCE or query.has_place:
        return query, []
    chosen = query.values("regency") or query.values("province")
    if len(chosen) != 1:
        words = _("To sort by distance, choose one province or regency, or open the page Near me.")
        return replace(query, sort=""), [Problem("sort", DISTANCE, words)]
    return query, []


def _active(query: CatalogueQuery, known: Lists) -> list[ActiveFilter]:
    return [
        ActiveFilter(
            name, code, LABELS[name], known.label(name, code), query.without_filter(name, code)
        )
        for name, codes in query.filters.items()
        for code in codes
    ]


def _kin(query: CatalogueQuery, known: Lists) -> list[Kin]:
    """Which institutions are searched along, for each one chosen."""
    found = []
    for code in query.values("owner"):
        others = [kin for kin in known.family((code,)) if kin not in query.values("owner")]
        if others:
            names = [known.owners[kin].name for kin in others]
            found.append(Kin(known.owners[code].name, names))
    return found


def _way_out(query: CatalogueQuery, found: Found, known: Lists, *, user) -> WayOut:
    """Filters that could go, and rows that come near."""
    meant = query.with_text(found.corrected or query.text, exact=query.exact)
    dropped = [
        Dropped(_said(name, query, known), total, query.without_filter(name))
        for name, total in finding.fewer_filters(meant, known)[:MOST_DROPPED]
    ]
    near = finding.near_misses(meant, known, limit=RELATED)
    return WayOut(dropped, catalogue_rows(near, user=user, lists=known))


def _said(name: str, query: CatalogueQuery, known: Lists) -> str:
    """A filter in words: what it is and what is chosen."""
    return f"{LABELS[name]}: {', '.join(known.label(name, code) for code in query.values(name))}"
