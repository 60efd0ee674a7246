"""The schedule: what is done again and again, however many machines there are, and once a turn.

The relay asks at every turn; what is due is queued for a worker, so a slow job never holds it up.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from simpul.core import clock, leases, outbox


@dataclass(frozen=True)
class Routine:
    """A job without payload, and how long it rests between two times."""

    topic: str
    every: timedelta
    queue: str

    @property
    def lease(self) -> str:
        """The lease whose end is the next time."""
        return f"every {self.topic}"


_routines: dict[str, Routine] = {}

# When this process may ask again for each, so that a turn of the relay costs nothing.
_not_before: dict[str, float] = {}


def every(
    span: timedelta, topic: str, *, queue: str = outbox.QUICK
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Do the decorated function of a room's ``tasks`` every ``span``; it must be safe to repeat."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        routine = Routine(topic, span, queue)
        if _routines.setdefault(topic, routine) != routine:
            raise ImproperlyConfigured(f"{topic} has two schedules.")
        return outbox.answers(topic)(function)

    return register


def routines() -> list[Routine]:
    """Everything that is done again and again, by topic."""
    return [_routines[topic] for topic in sorted(_routines)]


def wake() -> int:
    """Queue what is due; answers how many jobs that were."""
    now, queued = clock.now().timestamp(), 0
    for routine in routines():
        if _not_before.get(routine.topic, 0) > now:
            continue
        _not_before[routine.topic] = now + min(routine.every.total_seconds(), 60)
        queued += _queue(routine)
    return queued


@transaction.atomic
def _queue(routine: Routine) -> bool:
    # The holder is new each time: the lease can only be taken once it has ended.
    seconds, holder = routine.every.total_seconds(), secrets.token_hex(8)
    due = leases.take(routine.lease, seconds=seconds, by=holder)
    if due:
        outbox.later(routine.topic, queue=routine.queue)
    return due
