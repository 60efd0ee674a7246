"""Regions as rows ready to use."""

from math import asin, cos, radians, sin, sqrt

from django.db.models import Count, Q, QuerySet

from simpul.geography.models import Region, RegionKind

from .naming import name_key

EARTH_RADIUS_KM = 6371.0088


def provinces() -> QuerySet:
    """Every province with how many ``regencies`` and ``cities`` it has."""
    return Region.objects.filter(kind=RegionKind.PROVINCE).annotate(
        regencies=Count("children", filter=Q(children__kind=RegionKind.REGENCY)),
        cities=Count("children", filter=Q(children__kind=RegionKind.CITY)),
    )


def region_by_code(code: str) -> Region | None:
    """The region under ``code``, with its province."""
    return Region.objects.select_related("parent").filter(code=code).first()


def by_code() -> dict[str, Region]:
    """Every region under its code; for loaders that look up many."""
    return Region.objects.in_bulk(field_name="code")


def region_page(code: str) -> Region | None:
    """A region with all its page reads."""
    return (
        Region.objects.select_related("parent")
        .prefetch_related("aliases", "children")
        .filter(code=code)
        .first()
    )


def descendant_codes(region: Region) -> list[str]:
    """The code of ``region`` and of everything inside it."""
    return [region.code, *region.children.values_list("code", flat=True)]


def search(text: str) -> QuerySet[Region]:
    """Regions whose name, other name or code holds ``text``."""
    key = name_key(text)
    found = Q(code__startswith=text.strip())
    if key:
        found |= Q(aliases__key__contains=key)
    return Region.objects.select_related("parent").filter(found).distinct()


def nearest(
    lat: float, lng: float, *, limit: int | None = 10, kinds: tuple[str, ...] = ("regency", "city")
) -> list[tuple[Region, float]]:
    """The regions whose centres are nearest, each with its distance in kilometres."""
    regions = Region.objects.select_related("parent").filter(kind__in=kinds)
    measured = [(region, distance_km(lat, lng, region.lat, region.lng)) for region in regions]
    measured.sort(key=lambda pair: (pair[1], pair[0].code))
    return measured[:limit]


def distance_km(lat: float, lng: float, other_lat: float, other_lng: float) -> float:
    """The length of the shortest way over the ground (haversine)."""
    lat, lng, other_lat, other_lng = map(radians, (lat, lng, other_lat, other_lng))
    square = (
        sin((other_lat - lat) / 2) ** 2
        + cos(lat) * cos(other_lat) * sin((other_lng - lng) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(square)))
