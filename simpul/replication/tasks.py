"""Background work on adoption elsewhere."""

from datetime import timedelta

from simpul.core import outbox, schedule
from simpul.replication.services import claims
from simpul.replication.services.cases import due, standing
from simpul.replication.services.continuity import leaving, warning


@schedule.every(timedelta(hours=1), "replication.cases", queue=outbox.LONG)
def look_at_the_calendar() -> int:
    """Let lapse what ended, ask for what is due soon, and tell silence as silence."""
    return (
        standing.lapse_agreements()
        + due.warn_of_expiry()
        + due.ask_for_reports()
        + claims.fall_silent()
    )


@schedule.every(timedelta(minutes=15), leaving.LOOK, queue=outbox.LONG)
def look_after_what_stays() -> int:
    """Open a handover for whoever left, and give every duty an owner."""
    return leaving.look()


@schedule.every(timedelta(days=1), "replication.early_warning", queue=outbox.LONG)
def warn_early() -> int:
    """Tell institutions of records whose people are gone."""
    return warning.warn()
