"""A case asks for a mentor; the hub proposes one by the declared rule."""

from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal
from simpul.learning.models import Language, Mentor
from simpul.replication.models import Case, Side
from simpul.replication.models.mentoring import MentorRequest, Mentorship
from simpul.replication.policies.cases import sides_of
from simpul.replication.queries.mentoring.ranking import Proposal, allocation, proposals
from simpul.replication.queries.mentoring.topics import FIND, hub_office
from simpul.replication.workflow.mentoring import (
    MENTOR_REQUEST,
    OPEN_REQUESTS,
    MentorshipState,
    RequestState,
)

from .leaving import over
from .telling import await_answer, tell_hub, tell_mentor, tell_sides

FIND_DAYS = 10

ASKED_ALREADY = _("This case asked for a mentor already, or is accompanied.")
NOT_ABLE = _("%(mentor)s cannot be proposed to this case: no place left, or nothing that fits.")


@transaction.atomic
def ask(
    case: Case, *, by, wish: str, language: Language, wants_visit: bool = False
) -> MentorRequest:
    """Ask for somebody who accompanies the case; the hub is to propose one."""
    if not by.has_perm("replication.ask_mentor_case", case):
        raise PermissionDenied
    if case.mentor_requests.filter(state__in=OPEN_REQUESTS).exists():
        raise ValidationError(ASKED_ALREADY, code="asked")
    sides = sides_of(by, case)
    request = MentorRequest.objects.create(
        case=case,
        side=Side.ADOPTER if Side.ADOPTER in sides else Side.FACILITATOR,
        wish=wish,
        language=language,
        wants_visit=wants_visit,
        asked_at=clock.now(),
        asked_by=by,
    )
    journal.record(request, "ask", by=by)
    await_proposal(request)
    tell_hub(request, by=by)
    return request


@transaction.atomic
def propose(request: MentorRequest, mentor: Mentor, *, by) -> Mentorship:
    """Ask a mentor whether they accompany the case; only one who can by the rule."""
    found = next((each for each in proposals(request) if each.mentor == mentor), None)
    if found is None:
        raise ValidationError(NOT_ABLE, code="not_able", params={"mentor": mentor})
    return _propose(request, found, by)


@transaction.atomic
def propose_many(requests: Iterable[MentorRequest], *, by) -> list[Mentorship]:
    """Ask mentors for many requests at once, as the rule allocates them."""
    return [
        _propose(pair.request, pair.proposal, by)
        for pair in allocation(requests)
        if pair.proposal is not None
    ]


@transaction.atomic
def withdraw(request: MentorRequest, *, by, note: str) -> MentorRequest:
    """Take the request back; whoever was asked is told."""
    MENTOR_REQUEST.take("withdraw", request, by=by, note=note, closed_at=clock.now())
    duties.settle(FIND, request, by=by)
    let_proposals_lapse(request, note=note)
    return request


def await_proposal(request: MentorRequest) -> None:
    """Let the request wait on the desk of the hub."""
    due = clock.now() + timedelta(days=FIND_DAYS)
    duties.expect(FIND, request, of=hub_office(request.case.facilitator), due=due)


def let_proposals_lapse(request: MentorRequest, *, note: str = "") -> None:
    """End every proposal that waits, as nobody needs its answer any more."""
    for row in request.mentorships.filter(state=MentorshipState.PROPOSED):
        over("lapse", row, by=None, note=note)
        tell_mentor(row, _("You are no longer asked to accompany %(case)s"), note=note)


def _propose(request: MentorRequest, found: Proposal, by) -> Mentorship:
    MENTOR_REQUEST.take("propose", request, by=by)
    mentorship = Mentorship.objects.create(
        request=request,
        case=request.case,
        mentor=found.mentor,
        reasons=[vars(reason) for reason in found.reasons],
        proposed_at=clock.now(),
        proposed_by=by,
    )
    journal.record(mentorship, "propose", by=by)
    duties.settle(FIND, request, by=by)
    await_answer(mentorship)
    tell_sides(mentorship, _("%(mentor)s was asked to accompany %(case)s"), by=by)
    return mentorship


def reopen(request: MentorRequest) -> None:
    """Let the request wait for another proposal."""
    if request.state in {RequestState.ASKED, RequestState.MET}:
        MENTOR_REQUEST.take("reopen", request, by=None)
        await_proposal(request)
