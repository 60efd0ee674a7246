"""The action plan and the checklist."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal
from simpul.replication.models import Case, ChecklistItem, Fund, Milestone
from simpul.replication.services.cases import waiting
from simpul.replication.services.cases.asking import changing

NO_TITLE = _("Name the milestone.")
NO_WHO = _("Say who sees to it: a unit or an office.")
NO_FUND = _("Say where the money comes from.")
NOT_YET = _("It cannot have been reached on a day that is still to come.")


@transaction.atomic
def add_milestone(
    case: Case,
    *,
    title: str,
    owner: str,
    due_on: date,
    by,
    cost: int | None = None,
    fund: Fund | None = None,
) -> Milestone:
    """Add a line to the plan."""
    changing(case, by)
    last = case.milestones.order_by("-order").values_list("order", flat=True).first() or 0
    milestone = Milestone(case=case, order=last + 1)
    _write(milestone, title=title, owner=owner, due_on=due_on, cost=cost, fund=fund)
    journal.record(case, "add_milestone", by=by, details={"title": milestone.title})
    return milestone


@transaction.atomic
def change_milestone(
    milestone: Milestone,
    *,
    title: str,
    owner: str,
    due_on: date,
    by,
    cost: int | None = None,
    fund: Fund | None = None,
) -> Milestone:
    """Change a line of the plan; its reminder moves with it."""
    case = changing(milestone.case, by)
    _write(milestone, title=title, owner=owner, due_on=due_on, cost=cost, fund=fund)
    journal.record(case, "change_milestone", by=by, details={"title": milestone.title})
    return milestone


@transaction.atomic
def reach_milestone(milestone: Milestone, *, done_on: date, by, note: str = "") -> Milestone:
    """Say that a milestone is reached."""
    case = changing(milestone.case, by)
    if done_on > clock.today():
        raise ValidationError({"done_on": NOT_YET}, code="not_yet")
    milestone.done_on, milestone.note = done_on, note.strip()[:500]
    milestone.save(update_fields=["done_on", "note"])
    journal.record(case, "reach_milestone", by=by, details={"title": milestone.title})
    duties.settle(waiting.MILESTONE, milestone, by=by)
    return milestone


@transaction.atomic
def remove_milestone(milestone: Milestone, *, by) -> None:
    """Take a line out of the plan."""
    case = changing(milestone.case, by)
    duties.settle(waiting.MILESTONE, milestone, by=by)
    journal.record(case, "remove_milestone", by=by, details={"title": milestone.title})
    milestone.delete()


@transaction.atomic
def tick(item: ChecklistItem, *, by, done: bool = True, note: str = "") -> ChecklistItem:
    """Tick a step of the checklist that follows no state, or write a note beside any."""
    case = changing(item.case, by)
    if not item.until_state:
        item.done_at, item.done_by = (clock.now(), by) if done else (None, None)
    item.note = note.strip()[:500]
    item.save(update_fields=["done_at", "done_by", "note"])
    journal.record(case, "tick", by=by, details={"step": item.key, "done": done})
    return item


def _write(milestone: Milestone, *, title: str, owner: str, due_on, cost, fund) -> None:
    if not title.strip():
        raise ValidationError({"title": NO_TITLE}, code="no_title")
    if not owner.strip():
        raise ValidationError({"owner": NO_WHO}, code="no_owner")
    if cost and fund is None:
        raise ValidationError({"fund": NO_FUND}, code="no_fund")
    milestone.title, milestone.owner = title.strip()[:200], owner.strip()[:200]
    milestone.due_on, milestone.cost, milestone.fund = due_on, cost, fund
    milestone.save()
    if milestone.done_on is None:
        waiting.await_milestone(milestone)
