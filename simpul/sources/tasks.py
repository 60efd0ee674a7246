"""Background work on sources."""

from datetime import timedelta

from simpul.core import outbox, schedule
from simpul.sources.services import coverage, joint, running
from simpul.sources.services.joint.sweeping import SWEEP
from simpul.sources.services.matching import following


@outbox.answers(running.WORK)
def work(pk: int) -> None:
    """Go on with one run."""
    running.work(pk)


@schedule.every(timedelta(minutes=1), "sources.wake")
def wake() -> int:
    """Start what is due and go on with what a worker left."""
    return running.wake()


@outbox.answers(SWEEP)
def sweep(sweep: int) -> None:
    """Go on with the walk that tells what a proposal does."""
    joint.carry_on(sweep)


@schedule.every(timedelta(hours=1), "sources.joint", queue=outbox.LONG)
def decide_due() -> int:
    """Let lapse what nobody decided in time, and let count what was adopted."""
    return joint.lapse_due() + joint.put_into_force()


@schedule.every(timedelta(hours=1), "sources.coverage", queue=outbox.LONG)
def count_what_sources_gave() -> int:
    """Count what every source gave, where records changed."""
    return coverage.refresh()


@outbox.answers(following.TOPIC)
def match_some(pks: list[int]) -> None:
    """Look for records that are new or say something else."""
    following.match_some(pks)


@outbox.answers(following.WHOLE)
def match_whole() -> None:
    """Look for all records, after very many have come."""
    following.match_all()
