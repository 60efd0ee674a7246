"""Who may do what with replications of the past."""

from django.db.models import Q

from simpul.core.permissions import Predicate, about, is_authenticated
from simpul.innovations.models import PUBLIC_STATES
from simpul.organisations.policies import acts_for, is_national_admin, runs_the_network
from simpul.replication.policies.cases import bodies_of
from simpul.replication.workflow import AdoptionState


@about
def is_standing(user, adoption):
    return adoption.state != AdoptionState.TAKEN_BACK


@about
def is_of_a_public_record(user, adoption):
    return adoption.origin.kept_record.is_public


@about
def answers_for_the_origin(user, adoption):
    """Works for the institution that owns the innovation, or administers it."""
    owner = adoption.origin.kept_record.owner
    return owner is not None and acts_for(user, owner)


@about
def speaks_for_the_adopter(user, adoption):
    return acts_for(user, adoption.adopter)


@about
def recorded_it(user, adoption):
    return adoption.recorded_by_id is not None and adoption.recorded_by_id == user.pk


PERMISSIONS: dict[str, Predicate] = {
    # Of an institution one works for: the service asks for which.
    "replication.add_adoption": is_authenticated,
    "replication.view_adoption": (
        (is_standing & is_of_a_public_record)
        | answers_for_the_origin
        | speaks_for_the_adopter
        | recorded_it
        | is_national_admin
    ),
    "replication.confirm_adoption": answers_for_the_origin,
    "replication.contest_adoption": answers_for_the_origin,
    "replication.take_back_adoption": (recorded_it | speaks_for_the_adopter | is_national_admin),
}


def visible_adoptions(user) -> Q:
    """``view_adoption`` for many rows at once; a test holds the two together."""
    standing = ~Q(state=AdoptionState.TAKEN_BACK)
    standing &= Q(origin__canonical__state__in=PUBLIC_STATES)
    if user.is_anonymous:
        return standing
    if runs_the_network(user) or (user.is_active and user.is_superuser):
        return Q()
    return standing | Q(recorded_by=user) | answered_adoptions(user) | spoken_adoptions(user)


def answered_adoptions(user) -> Q:
    """Those about innovations of institutions ``user`` speaks for."""
    return Q(origin__canonical__owner__in=bodies_of(user))


def spoken_adoptions(user) -> Q:
    """Those of institutions ``user`` speaks for."""
    return Q(adopter__in=bodies_of(user))
