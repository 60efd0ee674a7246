"""One step of a case: what is missing is asked, the time in the state ends, what waits is set."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.replication.models import Case, Passage
from simpul.replication.queries.cases.lacking import lacking
from simpul.replication.queries.cases.terms import due_in
from simpul.replication.services import mentoring
from simpul.replication.services.cases import entering, telling, waiting
from simpul.replication.services.cases.asking import locked
from simpul.replication.workflow import CASE, ENDED, STATES_IN_ORDER, CaseState, Standing

NOT_YET = _("It cannot be in practice since a day that is still to come.")


@transaction.atomic
def move(case: Case, step: str, /, *, by, note: str = "", **changes: Any) -> Case:
    """Take one step; ``changes`` are written with it.

    Raises ``PermissionDenied``, ``StepNotOpen``, and ``ValidationError`` naming what is missing.
    """
    locked(case)
    _refuse_incomplete(case, step, by)
    left = case.state
    now = clock.now()
    target = CASE.steps[step].target
    due = due_in(target)
    changes = {"state_since": now, "due_at": due, "seconds_left": None, **changes}
    if target in ENDED:
        changes |= {
            "ended_at": now,
            "ended_from": left,
            "standing": Standing.RUNNING,
            "due_at": None,
        }
    CASE.take(step, case, by=by, note=note, **changes)
    passage = pass_on(case, step, note)
    effect = _ENTERED.get(case.state)
    if effect is not None:
        effect(case, by)
    _tick_checklist(case, left, by)
    if not case.is_active:
        entering.ended(case, by)
        mentoring.close_with_case(case)
    waiting.rearrange(case, by=by)
    telling.tell_of_step(case, passage, by=by, note=note)
    return case


def begin_evaluation(case: Case, *, implemented_on: date, by, note: str = "") -> Case:
    """Say since when it is in practice, and begin to evaluate."""
    if implemented_on > clock.today():
        raise ValidationError({"implemented_on": NOT_YET}, code="not_yet")
    return move(case, "evaluate", by=by, note=note, implemented_on=implemented_on)


def pass_on(case: Case, step: str, note: str) -> Passage:
    """End the time in the state it left, and begin the time in the one it came to."""
    open_one = case.passages.filter(until=None)
    open_one.update(until=clock.now(), step=step, note=note)
    until = clock.now() if case.state in ENDED else None
    return Passage.objects.create(case=case, state=case.state, since=clock.now(), until=until)


def _refuse_incomplete(case: Case, step: str, by) -> None:
    asked = CASE.steps[step]
    if case.state in asked.sources and by.has_perm(asked.permission(CASE.model), case):
        missing = lacking(case, step)
        if missing:
            raise ValidationError([str(lack) for lack in missing], code="lacking")


def _tick_checklist(case: Case, left: str, by) -> None:
    """Steps of the checklist are done when the case leaves the state they last until."""
    if case.state not in STATES_IN_ORDER or left not in STATES_IN_ORDER:
        return
    at = STATES_IN_ORDER.index(CaseState(case.state))
    passed = STATES_IN_ORDER[:at]
    waiting_ones = case.checklist.filter(done_at=None, until_state__in=passed)
    waiting_ones.update(done_at=clock.now(), done_by=by)
    ahead = STATES_IN_ORDER[at:]
    case.checklist.filter(done_at__isnull=False, until_state__in=ahead).update(
        done_at=None, done_by=None
    )


_ENTERED: dict[str, Callable[[Case, Any], None]] = {
    CaseState.LEARNING: entering.learning,
    CaseState.APPROVAL: entering.approval,
    CaseState.ADAPTING: entering.adapting,
    CaseState.PILOT: entering.practice,
    CaseState.IMPLEMENTING: entering.practice,
    CaseState.REPORTING: entering.reporting,
}
