"""What is done again and again about mentors."""

from datetime import timedelta

from simpul.core import schedule
from simpul.learning.services.offering import wake_paused


@schedule.every(timedelta(hours=6), "learning.wake_paused")
def wake() -> int:
    """Let those be ready again whose pause is over."""
    return wake_paused()
