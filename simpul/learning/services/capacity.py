"""Capacity: no mentor ever accompanies more than they offered, however many ask at once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from simpul.learning.models import Mentor, Quarter
from simpul.learning.queries.quarters import this_quarter

FULL = _("This mentor has no place left in this quarter.")
TOO_FEW = _(
    "You accompany %(taken)s in this quarter, so the number cannot be lower before the next one."
)


@transaction.atomic
def take_place(mentor: Mentor) -> None:
    """Count one more case that the mentor accompanies; raises ``ValidationError`` when full."""
    row = _this_quarter(mentor)
    open_rows = Quarter.objects.filter(pk=row.pk, taken__lt=F("capacity"))
    free = Mentor.objects.active().filter(pk=mentor.pk, running__lt=F("capacity"))
    if not (free.update(running=F("running") + 1) and open_rows.update(taken=F("taken") + 1)):
        # What the first of the two wrote goes with the transaction.
        raise ValidationError(FULL, code="full")
    mentor.refresh_from_db(fields=["running"])


@transaction.atomic
def give_back(mentor: Mentor) -> None:
    """Count one case less; the quarter in which it ran goes on counting it."""
    _this_quarter(mentor)
    Mentor.objects.filter(pk=mentor.pk, running__gt=0).update(running=F("running") - 1)
    mentor.refresh_from_db(fields=["running"])


@transaction.atomic
def set_capacity(mentor: Mentor, capacity: int) -> None:
    """Let the mentor offer more or fewer places, never fewer than are taken now."""
    row = _this_quarter(mentor)
    if capacity < max(row.taken, mentor.running):
        taken = max(row.taken, mentor.running)
        raise ValidationError(TOO_FEW, code="too_few", params={"taken": taken})
    Quarter.objects.filter(pk=row.pk).update(capacity=capacity)
    Mentor.objects.filter(pk=mentor.pk).update(capacity=capacity)
    mentor.capacity = capacity


def _this_quarter(mentor: Mentor) -> Quarter:
    """The row of this quarter, with what runs on from the one before; the mentor is ours alone."""
    kept = Mentor.objects.select_for_update().get(pk=mentor.pk)
    mentor.running, mentor.capacity = kept.running, kept.capacity
    term = this_quarter()
    row, _created = Quarter.objects.get_or_create(
        mentor=kept,
        year=term.year,
        number=term.number,
        defaults={"capacity": kept.capacity, "taken": kept.running},
    )
    return row
