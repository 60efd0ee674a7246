"""What the catalogue does again and again."""

from datetime import timedelta

from simpul.core import outbox, schedule
from simpul.innovations.services.grading import regrade_due
from simpul.innovations.services.life import ask_due
from simpul.innovations.services.moving_on import move_on_what_was_left
from simpul.innovations.services.rest_days import ask_for_rest_days


@schedule.every(timedelta(days=1), "innovations.ask_life", queue=outbox.LONG)
def ask_life() -> None:
    """Ask what is due, remind, tell hubs, and let old grades fall."""
    ask_due()
    regrade_due()
    ask_for_rest_days()


@schedule.every(timedelta(hours=1), "innovations.move_on")
def move_on() -> None:
    """Find a checker for what lies where a mandate has ended."""
    move_on_what_was_left()
