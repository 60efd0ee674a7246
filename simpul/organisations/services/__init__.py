"""The verbs about institutions; nothing else writes them."""

from .bodies import link_succession, load_organisations
from .offices import load_offices
from .rows import Fields, Links, Row, split, take_over, year

__all__ = [
    "Fields",
    "Links",
    "Row",
    "link_succession",
    "load_offices",
    "load_organisations",
    "split",
    "take_over",
    "year",
]
