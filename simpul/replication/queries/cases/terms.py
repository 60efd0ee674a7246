"""For how long something may wait, as the rows of this day say."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from simpul.core import clock
from simpul.replication.models import Term

EXPIRY_NOTICE = "expiry_notice"
CLAIM_ANSWER = "claim_answer"
DISPUTE = "dispute"
SESSION_REPORT = "session_report"
REPORT_NOTICE = "report_notice"
AGREEMENT_LASTS = "agreement_lasts"


def days_of(key: str, default: int | None = None) -> int | None:
    """How many days ``key`` may take today; ``default`` where nobody said."""
    row = Term.objects.valid_on(clock.today()).filter(key=key).order_by("-valid_from").first()
    return row.days if row else default


def due_in(key: str) -> datetime | None:
    """When something that begins now is due; ``None`` where no term is set."""
    days = days_of(key)
    return None if days is None else evening(clock.today() + timedelta(days=days))


def evening(day: date) -> datetime:
    """The last moment of a day in the zone of the installation."""
    return datetime.combine(day, time(23, 59), tzinfo=timezone.get_default_timezone())
