"""Records by distance from a point, gathered by region."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from simpul.innovations.queries.lists import Place, lists
from simpul.innovations.queries.nearest import nearest
from simpul.innovations.queries.records import innovations_for
from simpul.innovations.queries.rows import CatalogueRow, catalogue_rows

PAGE_SIZE = 20


@dataclass(frozen=True)
class NearRegion:
    """A region, how far its centre is, and its records on this page."""

    place: Place
    km: float
    rows: list[CatalogueRow]


@dataclass(frozen=True)
class NearPage:
    """One page of records, nearest regions first."""

    regions: list[NearRegion]
    total: int
    page: int
    pages: int


def near_page(user, *, here: tuple[float, float], page: int) -> NearPage:
    """Records whose region lies nearest to ``here``; national bodies have no place."""
    words = lists()
    offset = (max(page, 1) - 1) * PAGE_SIZE
    records = innovations_for(user).filter(region__isnull=False)
    found = nearest(records, here, words, offset=offset, limit=PAGE_SIZE)
    rows = catalogue_rows(found.ids, user=user, lists=words)
    regions = [
        NearRegion(place, found.kilometres[group[0].pk], group) for place, group in _by_region(rows)
    ]
    pages = max(1, -(-found.total // PAGE_SIZE))
    return NearPage(regions, found.total, min(max(page, 1), pages), pages)


def _by_region(rows: list[CatalogueRow]) -> Iterator[tuple[Place, list[CatalogueRow]]]:
    for place, group in groupby(rows, key=lambda row: row.region):
        if place is not None:
            yield place, list(group)
