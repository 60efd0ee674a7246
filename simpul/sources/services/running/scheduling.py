"""Sources are asked when they are due, and work that was left is taken up again."""

import logging
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from simpul.core import clock, outbox
from simpul.core.models import Lease
from simpul.sources.models import Run, Schedule, Source
from simpul.sources.services import adapters
from simpul.sources.services.running.deciding import WORK, start
from simpul.sources.services.running.job import lease_of
from simpul.sources.workflow import RunState

logger = logging.getLogger(__name__)

SPANS = {
    Schedule.DAILY: timedelta(days=1),
    Schedule.WEEKLY: timedelta(days=7),
    Schedule.MONTHLY: timedelta(days=30),
}
# A run that nobody works on for so long was left by a worker that died.
LEFT_FOR = timedelta(minutes=5)


def wake() -> int:
    """Start what is due and go on with what was left; answers how many that were."""
    return sum(map(_start_due, _due())) + _take_up_left()


def next_time(source: Source, *, after: datetime) -> datetime | None:
    """When a source is asked next; never where it is asked by hand only."""
    span = SPANS.get(Schedule(source.schedule))
    return after + span if span and source.is_active else None


def _due() -> list[Source]:
    return list(Source.objects.filter(is_active=True, due_at__lte=clock.now()).order_by("due_at"))


def _start_due(source: Source) -> bool:
    now = clock.now()
    # Whoever moves the date starts the run: of two relays only one does.
    mine = Source.objects.filter(pk=source.pk, due_at=source.due_at)
    with transaction.atomic():
        if not mine.update(due_at=next_time(source, after=now)):
            return False
        try:
            start(source, since=_since(source))
        except ValidationError as error:
            # A run that waits for a person is reminded of by its duty.
            logger.info("Source %s was not asked: %s", source.key, error.messages)
            return False
    return True


def _since(source: Source) -> str:
    """From when on changes are asked for: the start of the last run that came to its end."""
    try:
        incremental = adapters.adapter(source.adapter).is_incremental
    except KeyError:
        return ""
    done = Run.objects.filter(source=source, state=RunState.DONE).order_by("-started_at").first()
    return done.started_at.isoformat() if incremental and done is not None else ""


def _take_up_left() -> int:
    """Queue runs again that are at work, but that no worker holds."""
    now = clock.now()
    waiting = Run.objects.filter(state=RunState.WORKING, moved_at__lt=now - LEFT_FOR)
    held = set(Lease.objects.filter(until__gt=now).values_list("name", flat=True))
    left = [pk for pk in waiting.values_list("pk", flat=True) if lease_of(pk) not in held]
    for pk in left:
        outbox.later(WORK, {"pk": pk}, queue=outbox.LONG)
    return len(left)
