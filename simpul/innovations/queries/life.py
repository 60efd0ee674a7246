"""How many records live: the one count every page uses, so that the four always add up."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.core.figures import Figure
from simpul.innovations.models import Innovation
from simpul.ui.parts import Bar
from simpul.vocabularies.models import Life


@dataclass(frozen=True)
class LifeCounts:
    """Records by life. ``due`` are those among them whose last word is past its shelf life."""

    alive: int = 0
    dormant: int = 0
    stopped: int = 0
    unknown: int = 0
    due: int = 0

    @property
    def total(self) -> int:
        return self.alive + self.dormant + self.stopped + self.unknown

    @property
    def bars(self) -> list[Bar]:
        """Each life with its word and its number, in their order."""
        return [Bar(life.label, getattr(self, life.value)) for life in Life]


def life_counts(rows: QuerySet[Innovation]) -> LifeCounts:
    """Count records by the life of their stage, in one question; who says nothing is unknown.

    A word past its shelf life still counts as what it says, and is counted as due beside it.
    """
    due = Q(life_due_on__lte=clock.today())
    counted = (
        rows.order_by()
        .values_list("life_status__life")
        .annotate(n=Count("pk", distinct=True), late=Count("pk", filter=due, distinct=True))
    )
    numbers: dict[str, int] = {}
    late = 0
    for life, number, overdue in counted:
        key = str(life or Life.UNKNOWN)
        numbers[key] = numbers.get(key, 0) + number
        late += overdue
    return LifeCounts(**{life.value: numbers.get(life.value, 0) for life in Life}, due=late)


def of_life(life: str) -> Q:
    """The records that count as this."""
    if life == Life.UNKNOWN:
        return Q(life_status=None) | Q(life_status__life=Life.UNKNOWN)
    return Q(life_status__life=life)


def due_again() -> Q:
    """The records whose last word is past its shelf life."""
    return Q(life_due_on__lte=clock.today())


def _figure(life: str) -> int:
    return getattr(life_counts(Innovation.objects.public()), life)


def _ask(life: str) -> Callable[[], int]:
    return partial(_figure, life)


FIGURES = (
    Figure(
        "innovations_alive",
        _("Innovations known to be alive"),
        _(
            "Public records of which the owner or the hub says that they are an idea, on trial, "
            "running, being developed or institutionalised. With the dormant, the stopped and "
            "those not known they make up all public records. A word past its shelf life still "
            "counts until somebody says otherwise."
        ),
        _ask("alive"),
        _("innovations"),
    ),
    Figure(
        "innovations_dormant",
        _("Dormant innovations"),
        _("Public records of which somebody answerable says that they do not run at present."),
        _ask("dormant"),
        _("innovations"),
    ),
    Figure(
        "innovations_stopped",
        _("Stopped innovations"),
        _("Public records of which somebody answerable says that they were ended."),
        _ask("stopped"),
        _("innovations"),
    ),
    Figure(
        "innovations_life_unknown",
        _("Innovations nobody has confirmed"),
        _("Public records of which nobody answerable has said whether they still run."),
        _ask("unknown"),
        _("innovations"),
    ),
    Figure(
        "innovations_life_due",
        _("Innovations due for confirmation"),
        _(
            "Public records whose last word about running is older than the shelf life of their "
            "hub. They are counted among the alive and the dormant, too."
        ),
        _ask("due"),
        _("innovations"),
    ),
)
