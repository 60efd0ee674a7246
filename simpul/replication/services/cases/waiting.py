"""What waits in a case, for whom and until when; every deadline is a duty and reminds."""

from datetime import timedelta

from simpul.core import clock, duties
from simpul.replication.models import Case, LearningSession, Milestone, Obligation, Side
from simpul.replication.queries.cases.terms import evening
from simpul.replication.queries.cases.turns import assignees, turn_of
from simpul.replication.workflow import CaseState, Standing

STEP = "case.step"
VERIFY = "case.verify"
APPROVE = "case.approve"
COMPLETE = "case.complete"
REPORT = "case.report"
TEACH = "case.teach"
DECIDE = "case.dispute"
RENEW = "case.renew"
EXPIRING = "case.expiring"
SESSION = "case.session"
MILESTONE = "case.milestone"
OBLIGATION = "case.obligation"
LATER_REPORT = "case.later_report"

_TOPICS = {
    CaseState.INTEREST: VERIFY,
    CaseState.APPROVAL: APPROVE,
    CaseState.COMPLETING: COMPLETE,
    CaseState.REPORTING: REPORT,
}
OF_THE_CASE = (STEP, VERIFY, APPROVE, COMPLETE, REPORT, TEACH, DECIDE, RENEW)


def topic_of(case: Case) -> str:
    """What the next step of a case is called on a desk."""
    if case.standing == Standing.DISPUTED:
        return DECIDE
    if case.standing == Standing.LAPSED:
        return RENEW
    return _TOPICS.get(CaseState(case.state), STEP)


def rearrange(case: Case, *, by=None) -> None:
    """Make what waits about a case equal to where it is now."""
    stop(case, by=by)
    side = turn_of(case)
    if side is None or case.standing == Standing.PAUSED:
        return
    for assignee in assignees(case, side):
        duties.expect(topic_of(case), case, of=assignee, due=case.due_at)
    if case.state == CaseState.LEARNING and not case.is_within_one_house:
        for assignee in assignees(case, Side.ORIGIN):
            duties.expect(TEACH, case, of=assignee, due=case.due_at)


def stop(case: Case, *, by=None) -> None:
    """Let nothing wait about the case itself."""
    for topic in OF_THE_CASE:
        duties.settle(topic, case, by=by)


def stop_parts(case: Case, *, by=None) -> None:
    """Let nothing wait about its parts: sessions, milestones, obligations."""
    parts = (
        (SESSION, case.sessions.filter(held_on=None, cancelled_at=None)),
        (MILESTONE, case.milestones.filter(done_on=None)),
        (OBLIGATION, case.obligations.filter(done_at=None)),
    )
    for topic, rows in parts:
        for row in rows:
            duties.settle(topic, row, by=by)
    duties.settle(EXPIRING, case, by=by)


def begin_parts(case: Case) -> None:
    """Let what its parts owe wait again."""
    for session in case.sessions.filter(held_on=None, cancelled_at=None):
        await_session(session)
    for milestone in case.milestones.filter(done_on=None):
        await_milestone(milestone)
    for obligation in case.obligations.filter(done_at=None):
        await_obligation(obligation)


def await_session(session: LearningSession) -> None:
    """A session that was planned wants to be reported on the day it was planned for."""
    for assignee in assignees(session.case, Side.ADOPTER):
        duties.expect(SESSION, session, of=assignee, due=evening(session.planned_on))


def await_milestone(milestone: Milestone) -> None:
    if milestone.case.state in {CaseState.PILOT, CaseState.IMPLEMENTING}:
        for assignee in assignees(milestone.case, Side.ADOPTER):
            duties.expect(MILESTONE, milestone, of=assignee, due=evening(milestone.due_on))


def await_obligation(obligation: Obligation) -> None:
    """What the agreement obliges to counts once it was approved."""
    if obligation.case.agreed_until is None:
        return
    for assignee in assignees(obligation.case, obligation.side):
        duties.expect(OBLIGATION, obligation, of=assignee, due=evening(obligation.due_on))


def remaining(case: Case) -> int | None:
    """How many seconds of the term are left; negative when it is over."""
    if case.due_at is None:
        return None
    return int((case.due_at - clock.now()).total_seconds())


def resumed_due(case: Case):
    """When the next step is due once a pause is over."""
    if case.seconds_left is None:
        return None
    return clock.now() + timedelta(seconds=max(case.seconds_left, 0))
