"""What higher rooms add to every page: entries of the menu and the foot, the place of search."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class NavItem:
    """An entry of the main menu; current on its own page and on every page of its ``section``."""

    label: Words
    url_name: str
    order: int = 100
    section: str = ""


@dataclass(frozen=True)
class FootLink:
    """A link at the foot of every page; ``group`` is browse, data or help."""

    label: Words
    url_name: str
    group: str = "browse"
    order: int = 100


@dataclass
class SearchPlace:
    """The page that answers a search and the address that suggests while typing."""

    url_name: str = ""
    suggest_url_name: str = ""


@dataclass
class PeoplePlaces:
    """Where people sign in, keep their account and find what waits for them.

    ``waiting(person)`` counts what waits, in one question; only pages of signed-in people ask it.
    """

    sign_in_url_name: str = ""
    account_url_name: str = ""
    desk_url_name: str = ""
    waiting: Callable[[Any], int] | None = None


# Each says something above every page, such as that nothing can be changed now, or nothing.
BARS: list[Callable[[], Words]] = []

NAVIGATION: list[NavItem] = []
FOOT: list[FootLink] = []
SEARCH = SearchPlace()
PEOPLE = PeoplePlaces()
