"""The arithmetic of charts and maps; the templates of the components only write it down."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from simpul.ui.hooks import Words
from simpul.ui.parts import Bar

Number = float | Decimal

# Upper ends of the classes of a map, chosen to be read, not fitted to the data.
LIMITS = (2, 9, 24, 49)
STEPS = 5

CHART_WIDTH, CHART_FLOOR, CHART_TOP, CHART_LEFT = 640, 232, 20, 58
CELL_WIDTH, CELL_HEIGHT, CELL_ASPECT = 26, 25, 1.06
WEAVE_LIMITS = (1, 3, 8, 15)
WEAVE_SIZES = (3.3, 5.4, 8.0, 10.6, 12.4)
HOLLOW_FROM = 8.0
HOLE, HEART = 0.62, 0.3


def class_of(value: float | None, limits: Sequence[int] = LIMITS) -> int:
    """The step of a value: 0 for none, then 1 to 5."""
    return 0 if not value else 1 + bisect_right([limit + 0.5 for limit in limits], value)


def class_ranges(limits: Sequence[int], top: int) -> list[tuple[int, int, int]]:
    """Each step with its lowest and highest value; steps above ``top`` are left out."""
    ends = [0, *limits, max(top, limits[-1] + 1)]
    ranges = [(step, low + 1, high) for step, (low, high) in enumerate(pairwise(ends), start=1)]
    return [(step, low, high) for step, low, high in ranges if low <= max(top, 1)]


@dataclass(frozen=True)
class Column:
    """A bar as drawn."""

    label: Words
    value: float
    x: float
    y: float
    width: float
    height: float
    middle: float
    told: bool
    hot: bool


@dataclass(frozen=True)
class GridLine:
    """A line of the scale and its number."""

    value: int
    y: float


def columns(bars: Sequence[Bar], hot: str = "") -> tuple[list[Column], list[GridLine]]:
    """Bars that start at zero; the first, the last and the one discussed carry their values."""
    top, step = scale(max((bar.value for bar in bars), default=0))
    slot = (CHART_WIDTH - CHART_LEFT) / max(len(bars), 1)
    width = slot * 0.68
    drawn = []
    for index, bar in enumerate(bars):
        height = (CHART_FLOOR - CHART_TOP) * bar.value / top
        x = CHART_LEFT + slot * index + (slot - width) / 2
        told = index in {0, len(bars) - 1} or str(bar.label) == hot
        is_hot = str(bar.label) == (hot or str(bars[-1].label))
        y = CHART_FLOOR - height
        drawn.append(
            Column(
                bar.label,
                bar.value,
                near(x),
                near(y),
                near(width),
                near(height),
                near(x + width / 2),
                told,
                is_hot,
            )
        )
    lines = [
        GridLine(value, near(CHART_FLOOR - (CHART_FLOOR - CHART_TOP) * value / top))
        for value in range(0, top + 1, step)
    ]
    return drawn, lines


CHANGE_LEFT, CHANGE_WIDTH, CHANGE_TOP, CHANGE_STEP, CHANGE_HIGH = 92, 380, 8, 56, 36


@dataclass(frozen=True)
class ChangeBar:
    """One of two bars of a change, as drawn."""

    label: Words
    value: Number
    y: float
    width: float
    text_x: float
    middle: float


def change(before: tuple[Words, Number], after: tuple[Words, Number]) -> list[ChangeBar]:
    """Two lying bars that start at zero, what was above what is."""
    top = max(abs(float(before[1])), abs(float(after[1]))) or 1
    drawn = []
    for number, (label, value) in enumerate((before, after)):
        y = CHANGE_TOP + CHANGE_STEP * number
        width = CHANGE_WIDTH * abs(float(value)) / top
        bar = ChangeBar(
            label,
            value,
            near(y),
            near(width),
            near(CHANGE_LEFT + width + 8),
            near(y + CHANGE_HIGH / 2 + 5),
        )
        drawn.append(bar)
    return drawn


def scale(highest: float) -> tuple[int, int]:
    """The top of an axis and its step: the smallest round numbers that hold ``highest``."""
    step = 1
    while step * 4 < highest:
        digit = str(step)[0]
        step = step * 5 // 2 if digit == "2" else step * 2
    lines = max(1, -(-int(-(-highest // 1)) // step))
    return step * lines, step


def near(value: float) -> float:
    """A coordinate with as many digits as a screen can show."""
    return round(value, 1)


def share(value: float, highest: float) -> float:
    """A value as a percentage of the highest, for a bar."""
    return near(100 * value / highest) if highest else 0.0


@dataclass(frozen=True)
class Thread:
    """The diamonds of one row of the woven chart: outer shapes, their holes and hearts."""

    label: Words
    number: int
    outer: str
    holes: str
    hearts: str


def weave_row(label: Words, number: int, counts: Sequence[int]) -> Thread:
    """One row of diamonds, growing in five steps with the count."""
    middle = CELL_HEIGHT * (number + 0.5)
    outer, holes, hearts = [], [], []
    for index, count in enumerate(counts):
        if not count:
            continue
        size = WEAVE_SIZES[bisect_right([limit + 0.5 for limit in WEAVE_LIMITS], count)]
        centre = CELL_WIDTH * (index + 0.5)
        outer.append(diamond(centre, middle, size))
        if size >= HOLLOW_FROM:
            holes.append(diamond(centre, middle, size * HOLE))
            hearts.append(diamond(centre, middle, size * HEART))
    return Thread(label, number, "".join(outer), "".join(holes), "".join(hearts))


def diamond(x: float, y: float, size: float) -> str:
    wide, high = round(size * CELL_ASPECT, 2), round(size, 2)
    return f"M{round(x - wide, 2):g} {y:g}l{wide:g}-{high:g} {wide:g} {high:g}-{wide:g} {high:g}z"
