"""How long words hold: what is said about a record's life has a shelf life, set for each hub."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from simpul.core import clock
from simpul.innovations.models import ShelfLife

# Where no row says anything, not even one for all hubs.
MONTHS = 12


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of a month that is too short."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True)
class ShelfLives:
    """For how many months a word about a record's life holds, by the key of its hub."""

    of_hub: Mapping[int, int] = field(default_factory=dict)
    of_all: int = MONTHS

    def months(self, hub_id: int | None) -> int:
        """The hub's own months, else those for all."""
        return self.of_hub.get(hub_id, self.of_all) if hub_id else self.of_all

    def due_on(self, as_of: date, hub_id: int | None) -> date:
        """The day from which a word said on ``as_of`` is due for confirmation."""
        return months_after(as_of, self.months(hub_id))


def shelf_lives(on: date | None = None) -> ShelfLives:
    """The shelf lives that hold on a day (today); a later rule comes before an earlier one."""
    on = on or clock.today()
    rows = ShelfLife.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on
    ).order_by("valid_from")
    by_hub: dict[int | None, int] = dict(rows.values_list("hub_id", "months"))
    of_hub = {hub: months for hub, months in by_hub.items() if hub is not None}
    return ShelfLives(of_hub, by_hub.get(None, MONTHS))


def is_due(record, on: date | None = None) -> bool:
    """Say whether the last word about a record's life is past its shelf life."""
    return record.life_due_on is not None and record.life_due_on <= (on or clock.today())
