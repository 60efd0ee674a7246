"""The verbs about institutions; nothing else writes them."""

from .bodies import link_succession, load_organisations
from .offices import load_offices

__all__ = [
    "link_succession",
    "load_offices",
    "load_organisations",
]
