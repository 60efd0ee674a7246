"""What copies reached beside what the origin reached, as far as that can be compared at all."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from statistics import median

from django.utils.translation import gettext_lazy as _

from simpul.core.figures import without_zeros

# A middle of fewer numbers than this says nothing about the others.
ENOUGH = 3
_WORDS = re.compile(r"\w+")


class Bar(Enum):
    """Why a result cannot be set beside another."""

    UNIT = _("another unit of measure")
    DIRECTION = _("another direction counts as better")
    BASELINE = _("no figure from before")
    RESULT = _("no result yet")
    DATES = _("the days of measuring are not told")
    N = _("it is not told of how many")
    SAID = _("the adopter says it is not comparable")

    @property
    def label(self):
        return self.value


@dataclass(frozen=True)
class Reading:
    """One indicator at one place: before, after, of how many, how sure.

    ``place`` is the key of a knot of the tree; ``direction`` is up, down or not known.
    """

    place: str
    indicator: str
    unit: str = ""
    direction: str = ""
    baseline: Decimal | None = None
    baseline_on: date | None = None
    result: Decimal | None = None
    result_on: date | None = None
    n: int | None = None
    grade: int | None = None
    is_origin: bool = False
    # Why its own people say it is not comparable.
    why_not: str = ""

    @property
    def before(self) -> Decimal | None:
        """The figure before, without needless noughts."""
        return without_zeros(self.baseline)

    @property
    def after(self) -> Decimal | None:
        return without_zeros(self.result)

    @property
    def change(self) -> Decimal | None:
        """How far it moved."""
        if self.baseline is None or self.result is None:
            return None
        return self.result - self.baseline

    @property
    def percent(self) -> float | None:
        """How far it moved, in per cent of what was before."""
        if not self.baseline or self.change is None:
            return None
        return float(100 * self.change / abs(self.baseline))

    @property
    def is_better(self) -> bool | None:
        """Say whether it moved the way it should; ``None`` where that is not known."""
        if not self.direction or self.change is None:
            return None
        return self.change > 0 if self.direction == "up" else self.change < 0


@dataclass(frozen=True)
class Compared:
    """A reading with what keeps it from being compared; nothing if it can be."""

    reading: Reading
    bars: Sequence[Bar] = ()

    @property
    def is_comparable(self) -> bool:
        return not self.bars


@dataclass(frozen=True)
class Indicator:
    """One indicator at every place that tells it, the origin first."""

    name: str
    unit: str
    direction: str
    rows: Sequence[Compared] = field(default_factory=tuple)

    @property
    def comparable(self) -> list[Reading]:
        return [row.reading for row in self.rows if row.is_comparable]

    @property
    def has_comparison(self) -> bool:
        """Say whether at least two places can be set beside each other."""
        return len(self.comparable) > 1

    @property
    def percents(self) -> list[float]:
        return [one.percent for one in self.comparable if one.percent is not None]

    @property
    def middle(self) -> float | None:
        """The middle change in per cent, where enough places are comparable."""
        return median(self.percents) if len(self.percents) >= ENOUGH else None

    @property
    def better(self) -> int:
        return sum(one.is_better is True for one in self.comparable)

    @property
    def people(self) -> int:
        """Of how many the comparable results are, together."""
        return sum(one.n or 0 for one in self.comparable)


def compare(readings: Iterable[Reading]) -> list[Indicator]:
    """Readings by indicator, those told at most places first.

    Only an indicator of the same words is taken for the same. What it is measured by is set by the
    origin, else by most places.
    """
    groups: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        groups[folded(reading.indicator)].append(reading)
    found = [_indicator(group) for group in groups.values()]
    return sorted(found, key=lambda one: (-len(one.comparable), -len(one.rows), one.name))


def folded(words: str) -> str:
    """An indicator or unit without capitals, signs and needless space."""
    return " ".join(_WORDS.findall(words.casefold()))


def _indicator(group: Sequence[Reading]) -> Indicator:
    rows = sorted(group, key=lambda one: (not one.is_origin, one.result_on or date.max, one.place))
    unit = _standard([(folded(one.unit), one.is_origin) for one in rows])
    direction = _standard([(one.direction, one.is_origin) for one in rows if one.direction])
    compared = [Compared(one, tuple(_bars(one, unit, direction))) for one in rows]
    name = next(one.unit for one in rows if folded(one.unit) == unit)
    return Indicator(rows[0].indicator, name, direction, compared)


def _standard(said: Sequence[tuple[str, bool]]) -> str:
    """What the origin says, else what most say; of equals the first by alphabet."""
    own = [value for value, is_origin in said if is_origin]
    if own:
        return own[0]
    counts: dict[str, int] = defaultdict(int)
    for value, _is_origin in said:
        counts[value] += 1
    return min(counts, key=lambda value: (-counts[value], value), default="")


def _bars(one: Reading, unit: str, direction: str) -> Iterable[Bar]:
    checks = {
        Bar.UNIT: folded(one.unit) != unit,
        Bar.DIRECTION: bool(one.direction and direction and one.direction != direction),
        Bar.BASELINE: one.baseline is None,
        Bar.RESULT: one.result is None,
        Bar.DATES: one.baseline_on is None or one.result_on is None,
        Bar.N: not one.n,
        Bar.SAID: bool(one.why_not),
    }
    return (bar for bar, stands in checks.items() if stands)
