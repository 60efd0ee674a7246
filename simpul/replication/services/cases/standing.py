"""A case stands still, is disputed, loses its agreement, and goes on again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties
from simpul.core.workflow import StepNotOpen
from simpul.documents.models import Document
from simpul.replication.models import (
    Case,
    CaseDocument,
    Dispute,
    DisputeEnd,
    DocumentRole,
    Side,
)
from simpul.replication.policies.cases import sides_of
from simpul.replication.queries.cases import terms
from simpul.replication.queries.cases.lacking import NO_AGREEMENT, is_agreed
from simpul.replication.queries.cases.turns import assignees
from simpul.replication.services.cases import telling, waiting
from simpul.replication.services.cases.asking import locked
from simpul.replication.services.cases.moving import move
from simpul.replication.workflow import STANDING, UNDER_AGREEMENT, Standing

ENDED = "the case has ended"
NO_DECISION = _("Choose what the dispute leads to.")


def pause(case: Case, *, by, note: str) -> Case:
    """Let the case rest; its term stands still."""
    return _stand(case, "pause", by=by, note=note)


def resume(case: Case, *, by, note: str = "") -> Case:
    """Let it go on with what was left of its term."""
    return _stand(case, "resume", by=by, note=note)


def renew(case: Case, *, by, note: str = "") -> Case:
    """Let it go on because an agreement counts again: extended, or a new one."""
    if case.standing == Standing.LAPSED and not is_agreed(case):
        raise ValidationError(NO_AGREEMENT, code="lacking")
    return _stand(case, "renew", by=by, note=note)


@transaction.atomic
def dispute(case: Case, *, by, note: str) -> Dispute:
    """Bring before the hub what both sides cannot settle; the case stands still until then."""
    _stand(case, "dispute", by=by, note=note)
    side = next(one for one in (Side.ADOPTER, Side.ORIGIN) if one in sides_of(by, case))
    made = Dispute.objects.create(
        case=case,
        side=side,
        about=note.strip(),
        raised_by=by,
        raised_at=clock.now(),
        due_at=terms.due_in(terms.DISPUTE) or clock.now(),
    )
    for assignee in assignees(case, Side.FACILITATOR):
        duties.expect(waiting.DECIDE, case, of=assignee, due=made.due_at)
    return made


@transaction.atomic
def take_back_dispute(case: Case, *, by, note: str = "") -> Case:
    """Whoever raised it has settled it; the case goes on."""
    open_one = _open_dispute(case)
    _stand(case, "take_back_dispute", by=by, note=note)
    _close(open_one, DisputeEnd.TAKEN_BACK, note, by)
    return case


@transaction.atomic
def settle_dispute(case: Case, end: str, *, by, note: str) -> Case:
    """Decide a dispute: the case goes on as it was, goes on changed, or is stopped."""
    if end not in {DisputeEnd.GO_ON, DisputeEnd.AMEND, DisputeEnd.STOP}:
        raise ValidationError({"end": NO_DECISION}, code="no_decision")
    open_one = _open_dispute(case)
    _stand(case, "settle_dispute", by=by, note=note)
    _close(open_one, DisputeEnd(end), note, by)
    if end == DisputeEnd.STOP and case.is_active:
        move(case, _stopping(case), by=by, note=note)
    return case


def _stopping(case: Case) -> str:
    """What ends a case in its state: a completed one is closed, any other cancelled."""
    return "close" if case.completed_at is not None else "cancel"


def lapse_agreements() -> int:
    """Let every case stand still whose agreement has ended; answers how many."""
    late = Case.objects.filter(
        state__in=UNDER_AGREEMENT, standing=Standing.RUNNING, agreed_until__lt=clock.today()
    )
    done = 0
    for case in late:
        with transaction.atomic():
            try:
                _stand(case, "lapse", by=None, note="")
            except StepNotOpen:
                continue
            done += 1
    return done


def lapse_of(document: Document) -> None:
    """An agreement was revoked: the case that rests on it stands still."""
    paper = CaseDocument.objects.filter(document=document, role=DocumentRole.AGREEMENT).first()
    if paper is None:
        return
    case = paper.case
    if case.state in UNDER_AGREEMENT and case.standing == Standing.RUNNING:
        _stand(case, "lapse", by=None, note="")


@transaction.atomic
def _stand(case: Case, step: str, *, by, note: str) -> Case:
    locked(case)
    if not case.is_active:
        raise StepNotOpen(ENDED)
    held_up = step in {"pause", "dispute", "lapse"} and case.standing == Standing.RUNNING
    changes = {"seconds_left": waiting.remaining(case), "due_at": None} if held_up else {}
    if STANDING.steps[step].target == Standing.RUNNING:
        changes = {"due_at": waiting.resumed_due(case), "seconds_left": None}
    STANDING.take(step, case, by=by, note=note, **changes)
    waiting.rearrange(case, by=by)
    if case.standing == Standing.PAUSED:
        waiting.stop_parts(case, by=by)
    elif step == "resume":
        waiting.begin_parts(case)
    key = f"{step}-{clock.now():%Y%m%d%H%M%S%f}"
    telling.tell_of_standing(case, by=by, note=note, key=key)
    return case


def _open_dispute(case: Case) -> Dispute:
    found = case.disputes.filter(decided_at=None).first()
    if found is None:
        raise StepNotOpen("no dispute is open")
    return found


def _close(open_one: Dispute, end: DisputeEnd, note: str, by) -> None:
    open_one.end, open_one.reason = end, note.strip()
    open_one.decided_by, open_one.decided_at = by, clock.now()
    open_one.save(update_fields=["end", "reason", "decided_by", "decided_at"])
