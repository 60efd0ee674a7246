"""The catalogue by year."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from simpul.innovations.models import Innovation
from simpul.innovations.workflow import State


@dataclass(frozen=True)
class YearLine:
    """One year and how many public records carry it."""

    year: int
    listed: int
    verified: int

    @property
    def total(self) -> int:
        return self.listed + self.verified


def year_lines() -> Sequence[YearLine]:
    """Every year that has records, the latest first."""
    rows = (
        Innovation.objects.public()
        .exclude(year=None)
        .order_by("-year")
        .values_list("year")
        .annotate(
            listed=Count("pk", filter=Q(state=State.LISTED)),
            verified=Count("pk", filter=Q(state=State.PUBLISHED)),
        )
    )
    return [YearLine(*row) for row in rows]


def without_year() -> int:
    """How many public records name no year."""
    return Innovation.objects.public().filter(year=None).count()
