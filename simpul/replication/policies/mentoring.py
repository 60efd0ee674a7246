"""Who may do what with mentors lent to cases."""

from django.db.models import Q

from simpul.core.permissions import Predicate, about
from simpul.organisations.policies import is_national_admin, runs_the_network
from simpul.replication.models import Case
from simpul.replication.models.mentoring import MentorRequest, Mentorship
from simpul.replication.workflow.mentoring import ACCOMPANIED, MentorshipState

from .cases import adopts, facilitated_cases, facilitates, followed_cases, is_under_way, sides_of


@about
def takes_part_in_its_case(user, row):
    return bool(sides_of(user, row.case))


@about
def adopts_in_its_case(user, row):
    return adopts.test(user, row.case)


@about
def facilitates_its_case(user, row):
    return facilitates.test(user, row.case)


@about
def is_its_mentor(user, mentorship):
    return user.is_authenticated and mentorship.mentor.person_id == user.pk


@about
def is_asked_to_mentor(user, request):
    """Was proposed for it, or accompanies it."""
    if not user.is_authenticated:
        return False
    asked = request.mentorships.filter(mentor__person=user.pk)
    return asked.filter(state__in=[MentorshipState.PROPOSED, *ACCOMPANIED]).exists()


@about
def runs(user, mentorship):
    return mentorship.is_running


leads = facilitates_its_case | is_national_admin

PERMISSIONS: dict[str, Predicate] = {
    "replication.ask_mentor_case": (adopts | facilitates) & is_under_way,
    "replication.view_mentorrequest": takes_part_in_its_case | is_asked_to_mentor | leads,
    "replication.propose_mentorrequest": leads,
    "replication.withdraw_mentorrequest": adopts_in_its_case | leads,
    "replication.view_mentorship": takes_part_in_its_case | is_its_mentor | leads,
    # A phone number is for those who work together, while they do.
    "replication.view_contact_mentorship": (takes_part_in_its_case | is_its_mentor) & runs,
    "replication.accept_mentorship": is_its_mentor,
    "replication.decline_mentorship": is_its_mentor,
    "replication.withdraw_mentorship": leads,
    "replication.end_mentorship": is_its_mentor | leads,
    "replication.hand_over_mentorship": (is_its_mentor | leads) & runs,
}


def visible_requests(user) -> Q:
    """``view_mentorrequest`` for many rows at once; a test holds the two together."""
    if user.is_anonymous:
        return Q(pk__in=())
    if runs_the_network(user):
        return Q(pk__isnull=False)
    asked = Mentorship.objects.filter(
        mentor__person=user, state__in=[MentorshipState.PROPOSED, *ACCOMPANIED]
    )
    cases = Case.objects.filter(followed_cases(user)).values("pk")
    return Q(case__in=cases) | Q(pk__in=asked.values("request"))


def led_requests(user) -> Q:
    """The requests that ``user`` finds mentors for."""
    if user.is_anonymous:
        return Q(pk__in=())
    if runs_the_network(user):
        return Q(pk__isnull=False)
    return Q(case__in=Case.objects.filter(facilitated_cases(user)).values("pk"))


def leads_some(user) -> bool:
    """Say whether ``user`` finds mentors for any case."""
    return user.is_authenticated and MentorRequest.objects.filter(led_requests(user)).exists()


def visible_mentorships(user) -> Q:
    """``view_mentorship`` for many rows at once."""
    if user.is_anonymous:
        return Q(pk__in=())
    if runs_the_network(user):
        return Q(pk__isnull=False)
    cases = Case.objects.filter(followed_cases(user)).values("pk")
    return Q(case__in=cases) | Q(mentor__person=user)
