"""A mentor accepts or declines, accompanies, hands over, ends."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal
from simpul.learning.models import Mentor
from simpul.learning.services.capacity import give_back, take_place
from simpul.replication.models import Case
from simpul.replication.models.mentoring import MentorRequest, Mentorship
from simpul.replication.queries.mentoring.ranking import Proposal, proposals
from simpul.replication.queries.mentoring.topics import ANSWER, FIND
from simpul.replication.workflow.mentoring import (
    MENTOR_REQUEST,
    MENTORSHIP,
    MentorshipState,
    RequestState,
)

from .asking import NOT_ABLE, let_proposals_lapse, reopen
from .leaving import over
from .telling import await_answer, tell_mentor, tell_sides

WAITS_ALREADY = _("Another mentor was asked already; wait for the answer, or take that back.")
CASE_ENDED = _("The case is over.")


@transaction.atomic
def accept(mentorship: Mentorship, *, by) -> Mentorship:
    """Accompany the case from now on; where somebody did before, they hand over at this instant.

    Raises ``ValidationError`` when the mentor has no place left in this quarter.
    """
    if not mentorship.case.is_active:
        raise ValidationError(CASE_ENDED, code="over")
    before = _running(mentorship.case)
    if before is not None:
        _leave("pass_on", before, None, "")
        words = _("Another mentor accompanies %(case)s from now on")
        tell_mentor(before, words)
    MENTORSHIP.take("accept", mentorship, by=by, accepted_at=clock.now())
    take_place(mentorship.mentor)
    duties.settle(ANSWER, mentorship, by=by)
    if mentorship.request.state == RequestState.ASKED:
        MENTOR_REQUEST.take("meet", mentorship.request, by=None)
    tell_sides(mentorship, _("%(mentor)s accompanies %(case)s"), by=by)
    return mentorship


@transaction.atomic
def decline(mentorship: Mentorship, *, by, note: str) -> Mentorship:
    """Do not accompany the case, with the reason; the hub looks for somebody else."""
    over("decline", mentorship, by=by, note=note)
    _look_again(mentorship)
    tell_sides(mentorship, _("%(mentor)s declined to accompany %(case)s"), by=by, note=note)
    return mentorship


@transaction.atomic
def withdraw_proposal(mentorship: Mentorship, *, by, note: str) -> Mentorship:
    """Ask this mentor no longer; the request waits for another proposal."""
    over("withdraw", mentorship, by=by, note=note)
    _look_again(mentorship)
    words = _("%(mentor)s is no longer asked to accompany %(case)s")
    tell_sides(mentorship, words, by=by, note=note, mentor=True)
    return mentorship


@transaction.atomic
def end(mentorship: Mentorship, *, by, note: str) -> Mentorship:
    """Stop accompanying while the case goes on; the hub looks for somebody else."""
    _leave("end", mentorship, by, note)
    let_proposals_lapse(mentorship.request, note=note)
    mentorship.request.refresh_from_db()
    _look_again(mentorship)
    tell_sides(
        mentorship, _("%(mentor)s no longer accompanies %(case)s"), by=by, note=note, mentor=True
    )
    return mentorship


@transaction.atomic
def hand_over(mentorship: Mentorship, *, to: Mentor, by, note: str) -> Mentorship:
    """Ask another mentor to go on; until they accept, this one accompanies the case.

    The log stays with the case. Raises ``ValidationError`` where ``to`` cannot by the rule.
    """
    if not by.has_perm("replication.hand_over_mentorship", mentorship):
        raise PermissionDenied
    request = mentorship.request
    if request.mentorships.filter(state=MentorshipState.PROPOSED).exists():
        raise ValidationError(WAITS_ALREADY, code="waits")
    found = next((each for each in proposals(request) if each.mentor == to), None)
    if found is None:
        raise ValidationError(NOT_ABLE, code="not_able", params={"mentor": to})
    successor = _succeed(mentorship, found, by, note)
    journal.record(mentorship, "hand_over", by=by, note=note, details={"to": successor.pk})
    await_answer(successor)
    tell_sides(successor, _("%(mentor)s was asked to accompany %(case)s"), by=by, note=note)
    return successor


def _succeed(mentorship: Mentorship, found: Proposal, by, note: str) -> Mentorship:
    return Mentorship.objects.create(
        request=mentorship.request,
        case=mentorship.case,
        mentor=found.mentor,
        reasons=[vars(reason) for reason in found.reasons],
        proposed_at=clock.now(),
        proposed_by=by,
        handed_from=mentorship,
    )


@transaction.atomic
def close_with_case(case: Case) -> None:
    """A case that is over needs no mentor any more."""
    for request in MentorRequest.objects.filter(case=case).exclude(closed_at__isnull=False):
        let_proposals_lapse(request)
        running = _running(case)
        if running is not None:
            _leave("finish", running, None, "")
            tell_mentor(running, _("%(case)s is over, and so is your part as mentor"))
        step = "finish" if request.state == RequestState.MET else "lapse"
        MENTOR_REQUEST.take(step, request, by=None, closed_at=clock.now())
        duties.settle(FIND, request)


def _leave(step: str, mentorship: Mentorship, by, note: str) -> None:
    over(step, mentorship, by=by, note=note)
    give_back(mentorship.mentor)


def _running(case: Case) -> Mentorship | None:
    rows = Mentorship.objects.filter(case=case, state=MentorshipState.RUNNING)
    return rows.select_related("mentor__person").first()


def _look_again(mentorship: Mentorship) -> None:
    """Let the hub look for somebody else, unless somebody accompanies the case meanwhile."""
    if mentorship.case.is_active and _running(mentorship.case) is None:
        reopen(mentorship.request)
