"""Labels beside a map: an area too small for its own name gets one outside, with a line to it."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from simpul.ui.parts import Area

PART = re.compile(r"([Mlaz])([^Mlaz]*)")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

# An area is small when it is neither as wide nor as high as this share of the map.
SMALL = 0.02
# How far outside its label stands, as a share of the map.
AWAY = 0.055
# How much room there must be between the line and the letters.
GAP = 4
WAYS = [math.tau * step / 16 for step in range(16)]


@dataclass(frozen=True)
class Label:
    """Where the name of an area stands; ``line`` leads to it from the area when it is outside."""

    area: Area
    x: float
    y: float
    line: tuple[float, float, float, float] | None = None
    side: str = ""


def labels(
    areas: Sequence[Area], named: Sequence[str], view_box: str, *, small: bool
) -> list[Label]:
    """The labels of a map: of the areas ``named``, and with ``small`` of every small one too."""
    placed = [area for area in areas if area.x is not None and area.y is not None]
    found = []
    for area in placed:
        is_small = is_small_on(area.path, view_box)
        if is_small and (small or str(area.name) in named):
            found.append(_outside(area, placed, view_box))
        elif str(area.name) in named:
            found.append(Label(area, area.x or 0, area.y or 0))
    return found


def is_small_on(path: str, view_box: str) -> bool:
    """Whether the outline is too small to hold or bear a name."""
    width, height = extent(path)
    return max(width, height) < SMALL * _size(view_box)[2]


def extent(path: str) -> tuple[float, float]:
    """Width and height of an outline of ``M``, ``l``, ``a`` and ``z``, as the maps are drawn."""
    xs, ys, x, y = [], [], 0.0, 0.0
    for sign, words in PART.findall(path):
        numbers = [float(word) for word in NUMBER.findall(words)]
        # An arc says how it bends in five numbers before it says where it ends.
        first, step = (5, 7) if sign == "a" else (0, 2)
        for across, down in zip(numbers[first::step], numbers[first + 1 :: step], strict=False):
            x, y = (across, down) if sign == "M" else (x + across, y + down)
            xs.append(x)
            ys.append(y)
    return (max(xs) - min(xs), max(ys) - min(ys)) if xs else (0.0, 0.0)


def _outside(area: Area, others: Sequence[Area], view_box: str) -> Label:
    """The way out that leads farthest from every other area, inside the map."""
    left, top, width, height = _size(view_box)
    start_x, start_y = area.x or 0.0, area.y or 0.0
    reach = AWAY * width

    def room(way: float) -> float:
        x, y = start_x + reach * math.cos(way), start_y + reach * math.sin(way)
        if not (left + reach < x < left + width - reach and top < y < top + height):
            return -1.0
        near = (
            math.dist((x, y), (other.x or 0, other.y or 0)) for other in others if other is not area
        )
        return min(near, default=0.0)

    way = max(WAYS, key=room)
    x, y = start_x + reach * math.cos(way), start_y + reach * math.sin(way)
    side = "" if abs(math.cos(way)) < 0.4 else "start" if math.cos(way) > 0 else "end"
    shift = {"start": GAP, "end": -GAP}.get(side, 0)
    drop = 0 if side else (12 if math.sin(way) > 0 else -GAP)
    line = (round(start_x, 1), round(start_y, 1), round(x, 1), round(y, 1))
    return Label(area, round(x + shift, 1), round(y + drop, 1), line, side)


def _size(view_box: str) -> tuple[float, float, float, float]:
    left, top, width, height = (float(word) for word in view_box.split())
    return left, top, width, height
