"""The list piece by piece: each goes on where the one before ended, whatever came in meanwhile.

A page of the screen is the nth so many rows; a piece begins behind a row. A record that is added or
changes between two pieces is neither shown twice nor makes another one be left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from simpul.geography.queries.regions import distance_km
from simpul.innovations.models import Innovation
from simpul.innovations.queries import finding
from simpul.innovations.queries.catalogue import known_values, placed
from simpul.innovations.queries.facets import Facet, facets_of
from simpul.innovations.queries.finding import Found
from simpul.innovations.queries.lists import Lists, lists
from simpul.innovations.queries.nearest import point_of
from simpul.innovations.queries.plain import plain_list
from simpul.innovations.queries.records import innovations_for
from simpul.innovations.queries.rows import CatalogueRow, catalogue_rows
from simpul.innovations.queries.url_state import (
    DEPTH_LIMIT,
    DISTANCE,
    NEWEST,
    TITLE,
    YEAR,
    CatalogueQuery,
    FacetLook,
    Problem,
)

# A row behind which a piece goes on may have moved a little since; so far it is looked for.
SLACK = 200

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Mark:
    """The last row of a piece: its key, how many rows came up to it, and what it is sorted by."""

    pk: int
    seen: int
    values: tuple[int | str | None, ...] = ()


@dataclass(frozen=True)
class Piece:
    """Some rows of a list with what stands around them; ``next`` is where the rest begins."""

    query: CatalogueQuery
    found: Found
    rows: Sequence[CatalogueRow]
    facets: Sequence[Facet]
    problems: Sequence[Problem]
    next: Mark | None
    # How far each record's region is from the place chosen.
    kilometres: Mapping[int, float]


def piece_of(
    query: CatalogueQuery,
    *,
    user,
    after: Mark | None = None,
    since: datetime | None = None,
    look: FacetLook,
    problems: Sequence[Problem] = (),
) -> Piece:
    """The rows behind ``after``, in the order of the list; with ``since`` the first changed first.

    ``since`` leaves only what changed then or later. Asks the same few questions for any number of
    rows.
    """
    known = lists()
    query, unknown = known_values(query, known)
    query, misplaced = placed(query, known)
    found = finding.find(replace(query, page=1), known, look.names)
    if since is not None:
        found, keys, following = _changed(query, known, found, since=since, after=after, user=user)
    else:
        keys, following = _listed(query, known, found, after, user)
    rows = catalogue_rows(keys, user=user, lists=known)
    return Piece(
        query=query,
        found=found,
        rows=rows,
        facets=facets_of(found.facets, query, look, known),
        problems=[*problems, *unknown, *misplaced],
        next=following,
        kilometres=_kilometres(rows, query, known),
    )


def _kilometres(rows: Sequence[CatalogueRow], query: CatalogueQuery, known: Lists):
    point = point_of(query, known) if query.order == DISTANCE else None
    if point is None:
        return {}
    places = ((row.pk, row.region) for row in rows)
    return {pk: distance_km(*point, place.lat, place.lng) for pk, place in places if place}


# --- In the order of the screen ----------------------------------------------------------------


def _listed(query: CatalogueQuery, known: Lists, found: Found, after: Mark | None, user):
    ranked = query.text or query.order in {DISTANCE, TITLE}
    if ranked or found.total <= DEPTH_LIMIT:
        return _ranked(query, known, after)
    return _kept(query, known, after, user)


def _ranked(query: CatalogueQuery, known: Lists, after: Mark | None):
    """Behind a row of the list as the engine ranks it, wherever that row stands now."""
    seen = after.seen if after else 0
    wanted = min(seen + query.size + 1 + (SLACK if after else 0), DEPTH_LIMIT)
    keys = list(finding.keys(query, known, limit=wanted))
    start = keys.index(after.pk) + 1 if after and after.pk in keys else min(seen, len(keys))
    rest = keys[start:]
    chosen = rest[: query.size]
    if not chosen or len(rest) <= query.size:
        return chosen, None
    return chosen, Mark(chosen[-1], start + len(chosen))


def _kept(query: CatalogueQuery, known: Lists, after: Mark | None, user):
    """Behind a row of a list that is longer than the engine ranks, as the database orders it."""
    records = plain_list(query, user=user, lists=known)
    if after is not None:
        records = records.filter(_BEHIND[query.order](after))
    fields = _SORTED_BY[query.order]
    rows = list(records.values_list("pk", *fields)[: query.size + 1])
    return _cut(rows, query.size, after)


def _cut(rows: list[tuple], size: int, after: Mark | None):
    chosen = rows[:size]
    keys = [row[0] for row in chosen]
    if len(rows) <= size:
        return keys, None
    pk, *values = chosen[-1]
    seen = (after.seen if after else 0) + len(chosen)
    return keys, Mark(pk, seen, tuple(_plain(value) for value in values))


def _plain(value: Any) -> Any:
    return (value - EPOCH) // MICROSECOND if isinstance(value, datetime) else value


def _instant(value: Any) -> datetime:
    return EPOCH + int(value or 0) * MICROSECOND


def _behind_newest(mark: Mark) -> Q:
    at = _instant(mark.values[0])
    return Q(created_at__lt=at) | Q(created_at=at, pk__gt=mark.pk)


def _behind_year(mark: Mark) -> Q:
    year = mark.values[0]
    if year is None:
        return Q(year=None, pk__gt=mark.pk)
    return Q(year__lt=year) | Q(year=year, pk__gt=mark.pk) | Q(year=None)


def _behind_evidence(mark: Mark) -> Q:
    grade, filled = mark.values
    same = Q(evidence_grade=grade)
    return (
        Q(evidence_grade__lt=grade)
        | (same & Q(completeness__lt=filled))
        | (same & Q(completeness=filled, pk__gt=mark.pk))
    )


_SORTED_BY = {
    NEWEST: ("created_at",),
    YEAR: ("year",),
    "evidence": ("evidence_grade", "completeness"),
}
_BEHIND = {NEWEST: _behind_newest, YEAR: _behind_year, "evidence": _behind_evidence}


# --- In the order of change --------------------------------------------------------------------


def _changed(query: CatalogueQuery, known: Lists, found: Found, *, since, after: Mark | None, user):
    records = _answering(query, known, user).filter(changed_at__gte=since)
    total = records.count()
    if after is not None:
        at = _instant(after.values[0])
        records = records.filter(Q(changed_at__gt=at) | Q(changed_at=at, pk__gt=after.pk))
    ordered = records.order_by("changed_at", "pk").values_list("pk", "changed_at")
    keys, following = _cut(list(ordered[: query.size + 1]), query.size, after)
    return replace(found, total=total), keys, following


def _answering(query: CatalogueQuery, known: Lists, user) -> QuerySet[Innovation]:
    """The records of the list in no order; words are asked of the engine, which knows them."""
    if not query.text:
        return plain_list(query, user=user, lists=known).order_by()
    keys = list(finding.keys(replace(query, sort=""), known, limit=DEPTH_LIMIT))
    return innovations_for(user).filter(pk__in=keys).order_by()
