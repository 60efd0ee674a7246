"""The map: outlines of provinces, or of the regencies and cities of one, ready to draw."""

from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import Count, Max
from django.utils.translation import get_language

from simpul.geography.models import Boundary, BoundaryKind, Region, RegionKind

from . import outlines

LEVELS = {
    "province": (RegionKind.PROVINCE,),
    "regency": (RegionKind.REGENCY, RegionKind.CITY),
}
WIDTH, PAD = 1000, 8

# Islands smaller than this are not drawn, unless nothing of the region would be left.
SPECK = 4

# A region smaller than a dot is drawn as one, so that it can be seen and touched; on a crowded map
# dots are smaller.
DOT_RADIUS, SMALL_DOT_RADIUS, CROWDED = 5, 2, 100


@dataclass(frozen=True)
class Shape:
    """One region of a map. ``x``, ``y`` is where its label stands, ``room`` how much fits there."""

    code: str
    name: str
    path: str
    x: int
    y: int
    room: float
    dot: bool


@dataclass(frozen=True)
class Drawing:
    """A map and the box it is drawn in. ``schematic`` when any shape is not official."""

    shapes: tuple[Shape, ...]
    width: int
    height: int
    schematic: bool
    sources: tuple[str, ...]

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width} {self.height}"


@dataclass(frozen=True)
class BoundaryCount:
    """How many regions of a level have which shapes."""

    level: str
    regions: int
    schematic: int
    official: int
    sources: tuple[str, ...]


def shapes(level: str, province: str | None = None, width: int = WIDTH) -> list[Shape]:
    """The regions of ``level`` (``province`` or ``regency``), all or those of one province.

    They lie in the box that ``drawing`` of the same arguments declares.
    """
    return list(drawing(level, province, width).shapes)


def drawing(level: str, province: str | None = None, width: int = WIDTH) -> Drawing:
    """The map of all regions of ``level``, or of those inside ``province``, at most ``width`` wide.

    Drawn once and kept until a shape or a region changes.
    """
    return _named(level, province, width, get_language() or "", _version())


def boundary_counts() -> list[BoundaryCount]:
    """What shapes each level has."""
    return [_count(level) for level in LEVELS]


def _count(level: str) -> BoundaryCount:
    rows = Boundary.objects.filter(region__kind__in=LEVELS[level])
    official = rows.filter(kind=BoundaryKind.OFFICIAL)
    return BoundaryCount(
        level=level,
        regions=Region.objects.filter(kind__in=LEVELS[level]).count(),
        schematic=rows.filter(kind=BoundaryKind.SCHEMATIC).count(),
        official=official.count(),
        sources=tuple(sorted(set(official.values_list("source", flat=True)))),
    )


def _version() -> tuple:
    """Changes whenever a shape, or the region it shows, is added, changed or removed."""
    return tuple(Boundary.objects.aggregate(Max("changed_at"), Max("pk"), Count("pk")).values())


@lru_cache(maxsize=128)
def _named(level: str, province: str | None, width: int, language: str, version: tuple) -> Drawing:
    """One language of a map; the outlines are drawn once for all."""
    plain, regions = _drawn(level, province, width, version)
    pairs = zip(plain.shapes, regions, strict=True)
    return replace(plain, shapes=tuple(replace(shape, name=_name(r)) for shape, r in pairs))


def _name(region: Region) -> str:
    return region.label if region.is_province else region.short_name


@lru_cache(maxsize=64)
def _drawn(
    level: str, province: str | None, width: int, version: tuple
) -> tuple[Drawing, tuple[Region, ...]]:
    rows = _rows(level, province)
    box = _box(rows)
    projection = outlines.Projection(box, width, width, PAD)
    rings = {
        row.region.code: [
            [projection.point(lng, lat) for lng, lat in ring]
            for ring in outlines.rings_of(row.geometry)
        ]
        for row in rows
    }
    drawn = outlines.draw(rings)
    radius = SMALL_DOT_RADIUS if len(rows) > CROWDED else DOT_RADIUS
    regions = tuple(row.region for row in rows)
    plain = Drawing(
        shapes=tuple(_shape(region, drawn[region.code], projection, radius) for region in regions),
        width=projection.width,
        height=projection.height,
        schematic=any(row.kind == BoundaryKind.SCHEMATIC for row in rows),
        sources=tuple(sorted({row.source for row in rows})),
    )
    return plain, regions


def _rows(level: str, province: str | None) -> list[Boundary]:
    """The best shape of each region: the official one, else the schematic one."""
    found = Boundary.objects.filter(region__kind__in=LEVELS[level]).select_related("region")
    if province:
        found = found.filter(region__parent__code=province)
    best: dict[int, Boundary] = {}
    for row in found.order_by("region__code"):
        if row.region_id not in best or row.kind == BoundaryKind.OFFICIAL:
            best[row.region_id] = row
    return list(best.values())


def _box(rows: list[Boundary]) -> tuple[float, float, float, float]:
    points = [
        point for row in rows for ring in outlines.rings_of(row.geometry) for point in ring
    ] + [(row.region.lng, row.region.lat) for row in rows]
    if not points:
        return (95.0, -11.0, 141.0, 6.0)
    lngs, lats = [point[0] for point in points], [point[1] for point in points]
    return (min(lngs), min(lats), max(lngs), max(lats))


def _shape(region: Region, rings: list[outlines.Ring], projection, radius: int) -> Shape:
    rings.sort(key=outlines.area, reverse=True)
    rings = [ring for ring in rings if outlines.area(ring) >= SPECK] or rings[:1]
    if sum(map(outlines.area, rings)) < 2 * radius**2:
        x, y = projection.point(region.lng, region.lat)
        room, path, is_dot = 0.0, outlines.dot(x, y, radius), True
    else:
        x, y, room = outlines.middle(rings[0])
        path, is_dot = outlines.path(rings), False
    return Shape(region.code, region.name, path, x, y, round(room, 1), is_dot)
