"""Duties without anybody find an owner, and come back when somebody holds their office again."""

from django.db import IntegrityError, transaction

from simpul.core import clock, duties, journal
from simpul.core.models import Duty
from simpul.replication.models.continuity import Handover, MovedDuty
from simpul.replication.queries.continuity.owners import (
    Assignee,
    body_of,
    left_behind,
    nearest_owner,
)


def find_owners() -> int:
    """Give every duty that nobody stands behind to the nearest office above; answers how many."""
    bring_back()
    return sum(_move_up(duty) for duty in left_behind())


def bring_back() -> int:
    """Give duties back to the offices they came from, now that somebody holds those again."""
    rows = MovedDuty.objects.filter(returned_at=None, duty__closed_at=None)
    moved = [row for row in rows.select_related("duty") if Assignee.of(row.taken_from).office]
    held = duties.holders(row.taken_from for row in moved)
    back = [row for row in moved if held[row.taken_from]]
    for row in back:
        _come_back(row)
    return len(back)


@transaction.atomic
def move(duty: Duty, to: str, *, handover: Handover | None = None, by=None) -> bool:
    """Let a duty wait for somebody else; one that waits for them already is only closed here."""
    if duty.assignee == to:
        return False
    came_from = _first_of(duty)
    MovedDuty.objects.filter(duty=duty, returned_at=None).update(returned_at=clock.now())
    if not _pass(duty, to):
        return True
    MovedDuty.objects.create(
        duty=duty, taken_from=came_from, moved_to=to, moved_at=clock.now(), handover=handover
    )
    details = {"from": came_from, "to": to}
    journal.record(duty, "move", by=by, details=details)
    return True


def _move_up(duty: Duty) -> bool:
    return move(duty, nearest_owner(duty.assignee, body_of(duty.subject)))


def _first_of(duty: Duty) -> str:
    """Whom it waited for before it moved at all."""
    row = MovedDuty.objects.filter(duty=duty, returned_at=None).first()
    return row.taken_from if row else duty.assignee


@transaction.atomic
def _come_back(row: MovedDuty) -> None:
    row.returned_at = clock.now()
    row.save(update_fields=["returned_at"])
    if row.duty.assignee == row.moved_to and _pass(row.duty, row.taken_from):
        journal.record(row.duty, "bring_back", details={"to": row.taken_from})


def _pass(duty: Duty, to: str) -> bool:
    """Change whom an open duty waits for; false where the same waits for them already."""
    mine = Duty.objects.filter(pk=duty.pk, closed_at=None)
    twin = Duty.objects.filter(
        topic=duty.topic,
        subject_type=duty.subject_type_id,
        subject_id=duty.subject_id,
        assignee=to,
        closed_at=None,
    )
    if twin.exists():
        mine.update(closed_at=clock.now())
        return False
    try:
        with transaction.atomic():
            mine.update(assignee=to)
    except IntegrityError:
        # Another worker opened the same meanwhile.
        mine.update(closed_at=clock.now())
        return False
    duty.assignee = to
    return True
