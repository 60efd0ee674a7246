"""Records by distance: regions in order of their centres, and in each the newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When

from simpul.geography.queries.regions import distance_km
from simpul.innovations.models import Innovation
from simpul.innovations.queries.lists import Lists
from simpul.innovations.queries.url_state import CatalogueQuery


@dataclass(frozen=True)
class Near:
    """One window of keys and how far each region is, by key of the region."""

    total: int
    ids: Sequence[int]
    kilometres: Mapping[int, float]


def point_of(query: CatalogueQuery, lists: Lists) -> tuple[float, float] | None:
    """Where distances are measured from: the place given, else the centre of the region chosen."""
    if query.lat is not None and query.lng is not None:
        return query.lat, query.lng
    chosen = query.values("regency") or query.values("province")
    place = lists.places.get(chosen[0]) if len(chosen) == 1 else None
    return (place.lat, place.lng) if place else None


def nearest(
    records: QuerySet[Innovation],
    point: tuple[float, float],
    lists: Lists,
    *,
    offset: int,
    limit: int,
) -> Near:
    """A window of ``records``, nearest regions first; bodies of the whole nation have no place."""
    kilometres = {
        key: distance_km(*point, place.lat, place.lng) for key, place in lists.place_by_key.items()
    }
    counts = dict(records.order_by().values_list("region_id").annotate(n=Count("pk")))
    order = sorted(counts, key=lambda key: (key is None, kilometres.get(key or 0, 0.0), key or 0))
    window, before = _window([(key, counts[key]) for key in order], offset, limit)
    rows = _in_order(records, window)[offset - before : offset - before + limit]
    found = list(rows.values_list("pk", "region_id"))
    return Near(
        total=sum(counts.values()),
        ids=[pk for pk, _region in found],
        kilometres={pk: kilometres[region] for pk, region in found if region in kilometres},
    )


def _window(
    counts: Sequence[tuple[int | None, int]], offset: int, limit: int
) -> tuple[list[int | None], int]:
    """The regions a window touches, and how many records stand before the first of them."""
    regions: list[int | None] = []
    seen, before = 0, 0
    for region, count in counts:
        if seen < offset + limit and seen + count > offset:
            before = before if regions else seen
            regions.append(region)
        seen += count
    return regions, before


def _in_order(records: QuerySet[Innovation], regions: Sequence[int | None]) -> QuerySet[Innovation]:
    ranks = [When(region=key, then=Value(rank)) for rank, key in enumerate(regions) if key]
    placed = [key for key in regions if key]
    inside = records.filter(region__in=placed)
    if None in regions:
        inside = inside | records.filter(region=None)
    last = Value(len(regions), output_field=IntegerField())
    rank = Case(*ranks, default=last, output_field=IntegerField()) if ranks else last
    return inside.order_by(rank, "-created_at", "pk")
