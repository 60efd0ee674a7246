"""Background work on adoption elsewhere."""

from datetime import timedelta

from simpul.core import outbox, schedule
from simpul.replication.services import claims
from simpul.replication.services.cases import due, standing


@schedule.every(timedelta(hours=1), "replication.cases", queue=outbox.LONG)
def look_at_the_calendar() -> int:
    """Let lapse what ended, ask for what is due soon, and tell silence as silence."""
    return (
        standing.lapse_agreements()
        + due.warn_of_expiry()
        + due.ask_for_reports()
        + claims.fall_silent()
    )
