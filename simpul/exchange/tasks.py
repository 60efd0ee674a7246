"""What workers do for this room."""

from datetime import timedelta

from simpul.core import outbox, schedule
from simpul.exchange.services import dumping, harvesting


@outbox.answers(harvesting.FOLLOW)
def follow_journal() -> int:
    """Bring what harvesters are told up to the journal."""
    return harvesting.follow_journal().written


@schedule.every(timedelta(hours=1), "exchange.dump", queue=outbox.LONG)
def dump_nightly() -> None:
    """Ask every hour whether the dump of the night is due."""
    dumping.dump_nightly()
