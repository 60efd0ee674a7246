"""What higher rooms tell this one: whom mentors accompany, and in what."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet
from django.utils.functional import Promise

from simpul.core.hooks import Panels


@dataclass(frozen=True)
class Side:
    """A party that may promise something in a session: its key, its name, whom duties wait for."""

    key: str
    label: str | Promise
    assignee: str


class Coached(Protocol):
    """A kind of thing that mentors accompany."""

    def visible(self, user) -> QuerySet:
        """The things whose log ``user`` may read."""

    def mentor_of(self, user, subject) -> Any:
        """The mentor that ``user`` is for ``subject`` now, or nothing."""

    def sides(self, subject) -> Iterable[Side]:
        """Who may promise something."""

    def address(self, subject) -> str:
        """The page on which both work."""


# By the word that stands in addresses, such as "case"; each with its model.
COACHED: dict[str, tuple[str, Coached]] = {}

# More of a mentor's desk page: requests and cases; ``build(request, mentor)``.
MENTOR_PANELS = Panels()

# What keeps a mentor from leaving now; each says why, or nothing.
HOLDS: list[Callable[[Any], str]] = []
