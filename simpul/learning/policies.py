"""Who may do what in this room."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from simpul.core import duties, mandates
from simpul.core.permissions import Predicate, about, is_authenticated
from simpul.hubs.models import Hub
from simpul.hubs.policies import COORDINATOR, coordinates
from simpul.learning.hooks import COACHED
from simpul.learning.models import OPEN_STATES, Mentor, MentorState, Session
from simpul.organisations.policies import is_national_admin, runs_the_network

# --- Questions other rooms ask -----------------------------------------------------------------


def looks_after(user, mentor: Mentor) -> bool:
    """Say whether ``user`` coordinates the hub of a mentor."""
    return coordinates(user, mentor.hub)


def mentor_of(user, subject) -> Mentor | None:
    """The mentor that ``user`` is for ``subject`` now."""
    for model, coached in COACHED.values():
        if subject._meta.label == model and user.is_authenticated:
            return coached.mentor_of(user, subject)
    return None


def stands_behind(user, assignee: str) -> bool:
    """Say whether something waits for ``user`` that waits for this person or office."""
    if not user.is_authenticated:
        return False
    found = duties.Assignee.of(assignee)
    if not found.office:
        return found.pk == user.pk
    return mandates.holds(user, found.office, found.scope)


# --- Mentors -----------------------------------------------------------------------------------


@about
def is_themselves(user, mentor):
    return user.is_authenticated and mentor.person_id == user.pk


@about
def coordinates_its_hub(user, mentor):
    return looks_after(user, mentor)


@about
def stands_in_the_directory(user, mentor):
    return mentor.is_public and mentor.state == MentorState.ACTIVE


@about
def is_open(user, mentor):
    return mentor.state in OPEN_STATES


runs_it = coordinates_its_hub | is_national_admin


def visible(user) -> Q:
    """``view_mentor`` for many rows at once; a test holds the two together."""
    public = Q(state=MentorState.ACTIVE, is_public=True)
    if user.is_anonymous:
        return public
    return public | Q(person=user) | looked_after(user)


def looked_after(user) -> Q:
    """The mentors of the hubs that ``user`` coordinates; all for those who run the network."""
    if user.is_anonymous:
        return Q(pk__in=())
    if runs_the_network(user):
        return Q(pk__isnull=False)
    return Q(hub__in=mandates.scope_ids(user, COORDINATOR, Hub))


# --- Sessions ----------------------------------------------------------------------------------


def visible_sessions(user) -> Q:
    """``view_session`` for many rows at once: the parties, and the mentor who held it."""
    if user.is_anonymous:
        return Q(pk__in=())
    found = Q(mentor__person=user)
    for model, coached in COACHED.values():
        app, _dot, name = model.partition(".")
        kind = ContentType.objects.get_by_natural_key(app, name.lower())
        found |= Q(subject_type=kind, subject_id__in=coached.visible(user).values("pk"))
    return found


@about
def is_party_or_mentor(user, session):
    return Session.objects.filter(visible_sessions(user), pk=session.pk).exists()


@about
def held_it(user, session):
    return user.is_authenticated and session.mentor.person_id == user.pk


@about
def waits_for_them(user, follow_up):
    return stands_behind(user, follow_up.assignee)


@about
def held_its_session(user, follow_up):
    return user.is_authenticated and follow_up.session.mentor.person_id == user.pk


PERMISSIONS: dict[str, Predicate] = {
    "learning.offer_mentor": is_authenticated,
    "learning.view_mentor": stands_in_the_directory | is_themselves | runs_it,
    "learning.view_file_mentor": is_themselves | runs_it,
    "learning.change_mentor": is_themselves & is_open,
    "learning.confirm_mentor": runs_it & ~is_themselves,
    "learning.decline_mentor": runs_it & ~is_themselves,
    "learning.pause_mentor": is_themselves | runs_it,
    "learning.resume_mentor": is_themselves,
    "learning.leave_mentor": is_themselves,
    "learning.release_mentor": runs_it & ~is_themselves,
    "learning.view_session": is_party_or_mentor,
    "learning.change_session": held_it,
    "learning.settle_followup": waits_for_them | held_its_session,
}
