"""Learning from the people who made it: planned, held and reported."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal
from simpul.core.models import File
from simpul.replication.models import Case, LearningKind, LearningSession
from simpul.replication.services.cases import waiting
from simpul.replication.services.cases.asking import ask, locked

NO_REPORT = _("Say what was learned; whoever comes next reads it.")
NOT_YET = _("It cannot have been held on a day that is still to come.")
HELD = _("It was held and reported already.")


@transaction.atomic
def plan_session(
    case: Case, *, kind: str, planned_on: date, by, place: str = "", about: str = ""
) -> LearningSession:
    """Agree on a visit or a call; either side may."""
    locked(case)
    ask(by, "replication.share_case", case)
    session = LearningSession.objects.create(
        case=case,
        kind=LearningKind(kind),
        planned_on=planned_on,
        place=place.strip(),
        about=about.strip(),
        by=by,
        at=clock.now(),
    )
    journal.record(case, "plan_session", by=by, details={"kind": kind, "on": str(planned_on)})
    waiting.await_session(session)
    return session


@transaction.atomic
def hold_session(
    session: LearningSession,
    *,
    held_on: date,
    report: str,
    by,
    who: str = "",
    file: File | None = None,
) -> LearningSession:
    """Report a session that was held."""
    case = locked(session.case)
    ask(by, "replication.share_case", case)
    if session.held_on is not None:
        raise ValidationError(HELD, code="held")
    if held_on > clock.today():
        raise ValidationError({"held_on": NOT_YET}, code="not_yet")
    if not report.strip():
        raise ValidationError({"report": NO_REPORT}, code="no_report")
    session.held_on, session.report, session.who = held_on, report.strip(), who.strip()
    session.file = file or session.file
    session.save(update_fields=["held_on", "report", "who", "file"])
    journal.record(case, "hold_session", by=by, details={"on": str(held_on)})
    duties.settle(waiting.SESSION, session, by=by)
    duties.settle(waiting.TEACH, case, by=by)
    return session


@transaction.atomic
def call_off_session(session: LearningSession, *, by) -> None:
    """A session will not be held."""
    case = locked(session.case)
    ask(by, "replication.share_case", case)
    if session.held_on is not None:
        raise ValidationError(HELD, code="held")
    session.cancelled_at = clock.now()
    session.save(update_fields=["cancelled_at"])
    journal.record(case, "call_off_session", by=by)
    duties.settle(waiting.SESSION, session, by=by)
