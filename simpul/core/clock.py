"""The one clock of the product: domain code never asks the machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_stopped_at: ContextVar[datetime | None] = ContextVar("stopped_at", default=None)


def now() -> datetime:
    """This instant, aware of its zone."""
    return _stopped_at.get() or timezone.now()


def today() -> date:
    """The date on the office wall: this instant in the zone of the installation."""
    return timezone.localdate(now(), timezone.get_default_timezone())


@contextmanager
def frozen(at: datetime) -> Iterator[datetime]:
    """Stop the clock at ``at``, for this thread, until the block ends."""
    if timezone.is_naive(at):
        raise ValueError("The clock stops at an instant that names its zone.")
    token = _stopped_at.set(at)
    try:
        yield at
    finally:
        _stopped_at.reset(token)
