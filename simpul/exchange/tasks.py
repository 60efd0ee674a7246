"""What workers do for this room."""

from simpul.core import outbox
from simpul.exchange.services import harvesting


@outbox.answers(harvesting.FOLLOW)
def follow_journal() -> int:
    """Bring what harvesters are told up to the journal."""
    return harvesting.follow_journal().written
