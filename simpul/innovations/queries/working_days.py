"""Days on which offices work, and the instants by which they decide."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from simpul.core.hooks import Occasion
from simpul.innovations.models import RestDay

# An office day ends at this hour; whatever is due on a day is due by then.
CLOSES = time(16)
ONE_DAY = timedelta(days=1)
SATURDAY = 5

# How far ahead days of rest are read: longer than any term of a chain.
HORIZON = timedelta(days=400)


class Calendar:
    """The days of rest around an instant, read once."""

    def __init__(self, around: datetime) -> None:
        day = _day(around)
        rows = RestDay.objects.filter(date__range=(day - HORIZON, day + HORIZON))
        self.rest: Collection[date] = frozenset(rows.values_list("date", flat=True))

    def is_worked(self, day: date) -> bool:
        """Say whether offices work on ``day``."""
        return day.weekday() < SATURDAY and day not in self.rest

    def after(self, start: datetime, days: int) -> datetime:
        """When the office closes on the ``days``-th working day after ``start``."""
        day = _day(start)
        for _each in range(max(days, 1)):
            day += ONE_DAY
            while not self.is_worked(day):
                day += ONE_DAY
        return _closing(day)

    def between(self, start: datetime, end: datetime) -> int:
        """The working days that pass from ``start`` to ``end``; below zero where it was before."""
        first, last = _day(start), _day(end)
        sign = 1 if last >= first else -1
        low, high = min(first, last), max(first, last)
        passed = sum(self.is_worked(low + ONE_DAY * n) for n in range(1, (high - low).days + 1))
        return sign * passed

    def moved_on(self, due: datetime, stopped: datetime, resumed: datetime) -> datetime:
        """The new date of something due at ``due`` whose clock stood from ``stopped``.

        What was left on the day the clock stopped is left again; what was late stays as late.
        """
        if due <= stopped:
            return due + (resumed - stopped)
        return self.after(resumed, self.between(stopped, due))


def _day(instant: datetime) -> date:
    return timezone.localdate(instant, timezone.get_default_timezone())


def _closing(day: date) -> datetime:
    return datetime.combine(day, CLOSES, tzinfo=timezone.get_default_timezone())


def rest_days() -> Iterator[Occasion]:
    """The days on which no term runs, for the calendars of those who wait for one."""
    for day in RestDay.objects.order_by("date"):
        began = datetime.combine(day.date, time(), timezone.get_default_timezone())
        yield Occasion(
            uid=f"rest-{day.date.isoformat()}",
            title=day.label,
            starts=day.date,
            ends=day.date + ONE_DAY,
            about=day.source,
            # When a row was written is not kept; a calendar only needs it to stay the same.
            changed_at=began - HORIZON,
        )
