"""Hybrid logical time: close to the clock on the wall, and never running backwards.

Written ``2026-11-22T06:00:00.000Z-0000``: the milliseconds of the wall clock and a counter for
what happens within one. As texts they sort as they follow each other.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

_FORM = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})Z-([0-9a-f]{4})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
HIGHEST_STEP = 0xFFFF


class Tick(NamedTuple):
    """One moment of logical time."""

    ms: int
    step: int

    def __str__(self) -> str:
        at = _EPOCH + self.ms * _MILLISECOND
        return f"{at:%Y-%m-%dT%H:%M:%S}.{self.ms % 1000:03d}Z-{self.step:04x}"

    @property
    def at(self) -> datetime:
        """The wall clock it stands for."""
        return _EPOCH + self.ms * _MILLISECOND


START = Tick(0, 0)


def read(text: str) -> Tick:
    """The moment a text names. Raises ``ValueError``."""
    found = _FORM.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no moment")
    at = datetime.fromisoformat(f"{found[1]}+00:00")
    return Tick((at - _EPOCH) // _MILLISECOND, int(found[2], 16))


def following(last: Tick, now: datetime) -> Tick:
    """The moment of what happens at ``now`` after ``last``."""
    wall = (now - _EPOCH) // _MILLISECOND
    if wall > last.ms:
        return Tick(wall, 0)
    if last.step == HIGHEST_STEP:
        return Tick(last.ms + 1, 0)
    return Tick(last.ms, last.step + 1)


def met(last: Tick, seen: Tick) -> Tick:
    """What the own clock stands at once ``seen`` was heard of."""
    return max(last, seen)
