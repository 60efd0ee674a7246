"""Records by distance from a point, as the crow flies between centres of regions."""

from dataclasses import dataclass

from django.db.models import Count

from simpul.geography.models import Region
from simpul.geography.queries import distance_km
from simpul.innovations.queries.records import innovations_for

PAGE_SIZE = 20


@dataclass(frozen=True)
class NearRegion:
    """A region with records, how far it is, and the keys of those on this page."""

    region: Region
    km: float
    keys: list[int]


@dataclass(frozen=True)
class NearPage:
    """One page of records, nearest regions first."""

    regions: list[NearRegion]
    total: int
    page: int
    pages: int


def near_page(user, *, here: tuple[float, float], page: int, size: int = PAGE_SIZE) -> NearPage:
    """Records whose region lies nearest to the point; national bodies have no place."""
    visible = innovations_for(user).filter(region__isnull=False)
    counts = dict(visible.order_by().values_list("region_id").annotate(n=Count("pk")))
    regions = Region.objects.filter(pk__in=list(counts))
    nearest = sorted(
        ((distance_km(*here, region.lat, region.lng), region.code, region) for region in regions),
        key=lambda row: row[:2],
    )
    total = sum(counts.values())
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    wanted = _window([(region, counts[region.pk]) for _km, _code, region in nearest], page, size)
    keys = visible.filter(region__in=[region for region, _from, _to in wanted])
    by_region: dict[int, list[int]] = {}
    for region_id, pk in keys.order_by("-year", "title").values_list("region_id", "pk"):
        by_region.setdefault(region_id, []).append(pk)
    kilometres = {region.pk: km for km, _code, region in nearest}
    found = [
        NearRegion(region, kilometres[region.pk], by_region.get(region.pk, [])[start:end])
        for region, start, end in wanted
    ]
    return NearPage(found, total, page, pages)


def _window(regions, page: int, size: int) -> list[tuple[Region, int, int]]:
    """The regions that page ``page`` touches, with the slice of each one's records."""
    first, last = (page - 1) * size, page * size
    wanted, seen = [], 0
    for region, count in regions:
        start, end = max(first - seen, 0), min(last - seen, count)
        if start < end:
            wanted.append((region, start, end))
        seen += count
        if seen >= last:
            break
    return wanted
