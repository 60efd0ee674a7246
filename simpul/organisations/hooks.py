"""What higher rooms may add to institutions and to the offices held over them."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.dispatch import Signal

from simpul.core.hooks import Panels

# Each builder gets the request and the ``Organisation`` of the page.
ORGANISATION_PANELS = Panels()


class Overseers:
    """What lies over a scope: whoever holds an office there may also hold it over the scope."""

    def __init__(self) -> None:
        self._above: dict[type[models.Model], list[Callable[[Any], Iterable[models.Model]]]] = {}

    def add(
        self, model: type[models.Model], above: Callable[[Any], Iterable[models.Model]]
    ) -> None:
        """Let ``above`` say what lies over a row of ``model``; several are asked in turn."""
        known = self._above.setdefault(model, [])
        if above not in known:
            known.append(above)

    def over(self, scope: models.Model | None) -> list[models.Model | None]:
        """``scope`` itself, what lies over it, and ``None``, the whole network, over everything."""
        if scope is None:
            return [None]
        found = [wider for above in self._above.get(type(scope), []) for wider in above(scope)]
        return [scope, *found, None]


OVERSEERS = Overseers()

# An office and what it is held over.
Checker = tuple[str, models.Model | None]

# Each says which office, over which scope, checks the letter of the first admin of an institution
# that has none; the first that knows answers.
FIRST_ADMIN_CHECKERS: list[Callable[[Any], Checker | None]] = []

# Sent inside the transaction, with ``before`` and ``after``, the two mandates, and ``by``. What the
# first holder had in their own name may be given back or passed on.
mandate_handed_over = Signal()

# What the holder of a mandate has in hand personally, on the page that hands it over; each builder
# gets the request and the ``Mandate``.
HAND_OVER_PANELS = Panels()
