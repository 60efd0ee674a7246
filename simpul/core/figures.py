"""Figures: a number on a page is a registered question with a definition and an as-of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise

from simpul.core import clock

Text = str | Promise


def without_zeros(value: Decimal | None) -> Decimal | None:
    """A number without the zeros that its column keeps: 64.5, not 64.500, and 90, not 9E+1."""
    if value is None:
        return None
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


@dataclass(frozen=True)
class Figure:
    """A number with its name, how it is counted, and the question that counts it."""

    key: str
    name: Text
    definition: Text
    query: Callable[[], Any]
    unit: Text = ""


@dataclass(frozen=True)
class Reading:
    """What a figure said at one instant."""

    value: Any
    as_of: datetime


_figures: dict[str, Figure] = {}


def register(*figures: Figure) -> None:
    """Make ``figures`` known by their keys; doing it twice is harmless."""
    for figure in figures:
        if _figures.setdefault(figure.key, figure) != figure:
            raise ImproperlyConfigured(f"Two figures are called {figure.key}.")


def read(key: str) -> Reading:
    """Count now."""
    return Reading(_figures[key].query(), clock.now())


def get(key: str) -> Figure | None:
    """The figure called ``key``, if one is."""
    return _figures.get(key)


def everything() -> list[Figure]:
    """All figures, by key."""
    return [_figures[key] for key in sorted(_figures)]
