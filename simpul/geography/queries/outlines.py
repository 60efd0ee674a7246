"""From longitude and latitude to SVG paths whose common borders stay common.

Points fall on an integer grid first; then every stretch between two junctions is simplified once
and used by both neighbours, so that no gap opens between them.
"""

from collections.abc import Iterable, Iterator
from math import cos, hypot, inf, radians

Point = tuple[int, int]
Ring = list[Point]

# Outlines may leave the given line by this much, in units of the drawing.
TOLERANCE = 0.5

# The place of a label needs less exact borders.
LABEL_TOLERANCE = 2.0


class Projection:
    """Longitude and latitude to a grid that fits a box; north is up."""

    def __init__(self, box: tuple[float, float, float, float], width: int, height: int, pad: int):
        west, south, east, north = box
        self.west, self.north = west, north
        self.squeeze = cos(radians((south + north) / 2))
        spans = max((east - west) * self.squeeze, 1e-6), max(north - south, 1e-6)
        self.scale = min((width - 2 * pad) / spans[0], (height - 2 * pad) / spans[1])
        self.pad = pad
        self.width = round(spans[0] * self.scale) + 2 * pad
        self.height = round(spans[1] * self.scale) + 2 * pad

    def point(self, lng: float, lat: float) -> Point:
        return (
            round((lng - self.west) * self.squeeze * self.scale) + self.pad,
            round((self.north - lat) * self.scale) + self.pad,
        )


def rings_of(geometry: dict) -> Iterator[list]:
    """Every ring of a GeoJSON polygon or multipolygon; a point has none."""
    if geometry["type"] == "Polygon":
        yield from geometry["coordinates"]
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["coordinates"]:
            yield from polygon


def draw(shapes: dict[str, list[Ring]]) -> dict[str, list[Ring]]:
    """Simplify closed rings of grid points together; rings that vanish are left out."""
    clean = {key: [without_spikes(ring) for ring in rings] for key, rings in shapes.items()}
    corners = _junctions(ring for rings in clean.values() for ring in rings)
    known: dict[tuple[Point, ...], list[Point]] = {}
    return {
        key: [drawn for ring in rings if len(drawn := _redraw(ring, corners, known)) > 2]
        for key, rings in clean.items()
    }


def without_spikes(ring: Ring) -> Ring:
    """The ring without repeated points and without there-and-back lines; open at its end."""
    path: Ring = []
    for point in ring:
        if path and point == path[-1]:
            continue
        if len(path) > 1 and point == path[-2]:
            path.pop()
            continue
        path.append(point)
    while len(path) > 1 and (path[0] == path[-1] or path[1] == path[-1]):
        path = path[:-1] if path[0] == path[-1] else path[1:]
    return path if len(path) > 2 else []


def _junctions(rings: Iterable[Ring]) -> set[Point]:
    """Points where more than two lines meet."""
    neighbours: dict[Point, set[Point]] = {}
    for ring in rings:
        for here, there in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            neighbours.setdefault(here, set()).add(there)
            neighbours.setdefault(there, set()).add(here)
    return {point for point, others in neighbours.items() if len(others) > 2}


def _redraw(ring: Ring, corners: set[Point], known: dict) -> Ring:
    places = [place for place, point in enumerate(ring) if point in corners]
    if not places:
        # One start for all who share this ring; its two halves are simplified apart.
        start = ring.index(min(ring)) if ring else 0
        ring = ring[start:] + ring[:start]
        far = max(range(len(ring)), key=lambda i: _apart(ring[i], ring[0]), default=0)
        places = [0, far] if far else []
    drawn: Ring = []
    for first, last in zip(places, [*places[1:], *places[:1]], strict=True):
        stretch = ring[first : last + 1] if first < last else ring[first:] + ring[: last + 1]
        drawn += _simplified(tuple(stretch), known)[:-1]
    return drawn


def _simplified(stretch: tuple[Point, ...], known: dict) -> list[Point]:
    backward = stretch > stretch[::-1]
    canonical = stretch[::-1] if backward else stretch
    if canonical not in known:
        known[canonical] = simplify(canonical)
    line = known[canonical]
    return line[::-1] if backward else line


def simplify(line: tuple[Point, ...], tolerance: float = TOLERANCE) -> list[Point]:
    """The line with fewer points, nowhere farther than ``tolerance`` from the given one."""
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        inner = range(first + 1, last)
        if not inner:
            continue
        gaps = {i: _gap(line[i], line[first], line[last]) for i in inner}
        worst = max(gaps, key=gaps.__getitem__)
        if gaps[worst] > tolerance:
            kept.add(worst)
            spans += [(first, worst), (worst, last)]
    return [line[i] for i in sorted(kept)]


def _apart(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _gap(point: Point, start: Point, end: Point) -> float:
    """How far ``point`` lies from the stretch between ``start`` and ``end``."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    if not length:
        return _apart(point, start)
    share = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    share = min(1.0, max(0.0, share))
    return hypot(point[0] - start[0] - share * dx, point[1] - start[1] - share * dy)


def area(ring: Ring) -> float:
    """The area inside a ring, in square units."""
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return abs(sum(x * other_y - other_x * y for (x, y), (other_x, other_y) in pairs)) / 2


def path(rings: Iterable[Ring]) -> str:
    """SVG path data in whole numbers, each point relative to the one before."""
    return "".join(_subpath(ring) for ring in rings)


def _subpath(ring: Ring) -> str:
    (x, y), steps = ring[0], ""
    for next_x, next_y in ring[1:]:
        for step in (next_x - x, next_y - y):
            steps += f"{step}" if step < 0 or not steps else f" {step}"
        x, y = next_x, next_y
    return f"M{ring[0][0]} {ring[0][1]}l{steps}z"


def dot(x: int, y: int, radius: int) -> str:
    """SVG path data of a filled circle."""
    return (
        f"M{x - radius} {y}a{radius} {radius} 0 1 0 {2 * radius} 0"
        f"a{radius} {radius} 0 1 0 {-2 * radius} 0z"
    )


def middle(ring: Ring, steps: int = 12) -> tuple[int, int, float]:
    """A point well inside a ring, where a label fits, and its distance from the border."""
    coarse = simplify((*ring, ring[0]), LABEL_TOLERANCE)[:-1]
    ring = coarse if len(coarse) > 2 else ring
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    left, top, wide, high = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    best = (round(sum(xs) / len(xs)), round(sum(ys) / len(ys)), 0.0)
    edges = list(zip(ring, [*ring[1:], *ring[:1]], strict=True))
    for column in range(1, steps):
        for row in range(1, steps):
            spot = (round(left + wide * column / steps), round(top + high * row / steps))
            room = _room(spot, edges, best[2])
            if room > best[2] and _inside(spot, edges):
                best = (*spot, room)
    return best


def _room(spot: Point, edges, least: float) -> float:
    """The distance to the nearest edge, or 0 as soon as it is seen not to exceed ``least``."""
    nearest = inf
    for start, end in edges:
        nearest = min(nearest, _gap(spot, start, end))
        if nearest <= least:
            return 0.0
    return nearest


def _inside(spot: Point, edges) -> bool:
    x, y = spot
    crossings = sum(
        (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        for (x1, y1), (x2, y2) in edges
    )
    return crossings % 2 == 1
