"""Background work on sources."""

from datetime import timedelta

from simpul.core import outbox, schedule
from simpul.sources.services import running


@outbox.answers(running.WORK)
def work(pk: int) -> None:
    """Go on with one run."""
    running.work(pk)


@schedule.every(timedelta(minutes=1), "sources.wake")
def wake() -> int:
    """Start what is due and go on with what a worker left."""
    return running.wake()
