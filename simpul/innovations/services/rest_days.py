"""Days of rest are announced year by year; without next year's, terms would run through them."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from simpul.core import clock, duties
from simpul.core.duties import office_key
from simpul.core.models import Duty
from simpul.innovations.models import RestDay
from simpul.organisations.policies import NATIONAL_ADMIN

REST_DAYS = "rest_days"
# The joint decision of three ministers has usually come by then.
ASKED_FROM_MONTH = 10


@transaction.atomic
def ask_for_rest_days() -> None:
    """From October on, let national admins enter the days of next year until they are whole."""
    today = clock.today()
    wanted = today.year + (today.month >= ASKED_FROM_MONTH)
    last = RestDay.objects.filter(date__year__lt=wanted).order_by("date").last()
    known = last is None or _reaches_december(wanted)
    asked = Duty.objects.filter(topic=REST_DAYS, closed_at=None)
    for day in RestDay.objects.filter(pk__in=asked.values("subject_id")):
        if known or day != last:
            duties.settle(REST_DAYS, day)
    if last is None or known:
        return
    due = datetime.combine(date(wanted - 1, 12, 15), time(16))
    here = timezone.make_aware(due, timezone.get_default_timezone())
    duties.expect(REST_DAYS, last, of=office_key(NATIONAL_ADMIN), due=here)


def _reaches_december(year: int) -> bool:
    """A list of days that somebody began in January is whole only with Christmas."""
    return RestDay.objects.filter(date__year=year, date__month=12).exists()
