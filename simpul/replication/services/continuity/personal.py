"""What handovers and care of records keep about people."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.core.personal import PersonalData, Row, rows
from simpul.replication.models.continuity import Caretaker, Handover


def _copy(person) -> Iterator[Row]:
    left = Handover.objects.filter(person=person)
    yield from rows("handover of your work", left, "cause", "office", "state", "left_at")
    taken = Handover.objects.filter(successor=person)
    yield from rows("handover to you", taken, "state", "opened_at", "closed_at", "why")
    named = Handover.objects.filter(named_by=person)
    yield from rows("successor named", named, "state", "opened_at")
    care = Caretaker.objects.filter(person=person)
    yield from rows("record in your care", care, "innovation__title", "since", "ended_at")
    given = Caretaker.objects.filter(named_by=person)
    yield from rows("caretaker named", given, "innovation__title", "since")


def _erase(person) -> None:
    """End the care of records; handovers stay, for they say who went on with what."""
    Caretaker.objects.filter(person=person, ended_at=None).update(ended_at=clock.now())


CONTINUITY = PersonalData(
    room="replication.continuity",
    label=_("Work you handed over or took over, and records in your care"),
    copy=_copy,
    erase=_erase,
    relations=(
        "replication.Caretaker.named_by",
        "replication.Caretaker.person",
        "replication.Handover.named_by",
        "replication.Handover.person",
        "replication.Handover.successor",
    ),
)
