"""What is done again and again about institutions."""

from datetime import timedelta

from simpul.core import schedule
from simpul.organisations.services import redirect_all


@schedule.every(timedelta(hours=1), "organisations.redirect_requests")
def redirect_requests() -> int:
    """Let requests wait for those who decide now, where an office ended by its date."""
    return redirect_all()
