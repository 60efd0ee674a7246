"""Who acts for an institution, who grants offices, who administers the network."""

from simpul.core import mandates
from simpul.core.permissions import Predicate, about, person

from .hooks import FIRST_ADMIN_CHECKERS, OVERSEERS, Checker
from .models import Membership, Organisation, Seat

NATIONAL_ADMIN = "national_admin"
ADMIN = "institution_admin"
HEAD = "head_of_agency"


# --- Questions other rooms ask -----------------------------------------------------------------


def runs_the_network(user) -> bool:
    """Say whether ``user`` administers the whole network."""
    return mandates.holds(user, NATIONAL_ADMIN)


def administers(user, organisation: Organisation | None) -> bool:
    """Say whether ``user`` administers the body itself or the institution it is a unit of."""
    return holds_over(user, ADMIN, organisation)


def heads(user, organisation: Organisation | None) -> bool:
    """Say whether ``user`` may sign for the body or for the institution it is a unit of."""
    return holds_over(user, HEAD, organisation)


def holds_over(user, office: str, organisation: Organisation | None) -> bool:
    """Say whether ``user`` holds ``office`` over the body or what it is a unit of."""
    if organisation is None or not user.is_authenticated:
        return False
    return mandates.holds_any(user, office, organisation.chain)


def works_for(user, organisation: Organisation | None) -> bool:
    """Say whether ``user`` is a confirmed member of the body or of one it is a unit of."""
    if organisation is None or not user.is_authenticated:
        return False
    bodies = [body.pk for body in organisation.chain]
    found = Membership.objects.confirmed().filter(person=user.pk, organisation__in=bodies)
    return mandates.once(("works for", user.pk, *bodies), found.exists)


def decides_for(user, organisation: Organisation | None) -> bool:
    """Say whether ``user`` administers or heads the body, or what it is a unit of."""
    return administers(user, organisation) or heads(user, organisation)


def acts_for(user, organisation: Organisation | None) -> bool:
    """Say whether ``user`` works for the body or what it is a unit of, or decides for it."""
    return works_for(user, organisation) or decides_for(user, organisation)


def may_grant(user, seat: Seat) -> bool:
    """Say whether ``user`` holds an office that grants this one, over what lies above its scope."""
    wider = OVERSEERS.over(seat.scope)
    return any(mandates.holds_any(user, office, wider) for office in seat.office.granted_by)


def first_admin_checker(organisation: Organisation) -> Checker:
    """The office and scope that decide while an institution has no admin."""
    answers = (check(organisation.institution) for check in FIRST_ADMIN_CHECKERS)
    return next((found for found in answers if found), (NATIONAL_ADMIN, None))


def has_admin(organisation: Organisation) -> bool:
    """Say whether anybody administers the body or the institution it is a unit of."""
    return any(mandates.could_decide(ADMIN, body).exists() for body in organisation.chain)


# --- Rows --------------------------------------------------------------------------------------


@person
def is_national_admin(user):
    return runs_the_network(user)


@about
def administers_it(user, organisation):
    return administers(user, organisation)


@about
def decides_for_it(user, membership):
    """Administers the institution; while nobody does, checks the letter of its first admin."""
    organisation = membership.organisation
    if administers(user, organisation):
        return True
    return not has_admin(organisation) and mandates.holds(user, *first_admin_checker(organisation))


@about
def is_theirs(user, held):
    return held.person_id == user.pk


@about
def grants_this_seat(user, seat):
    return may_grant(user, seat)


@about
def grants_this_office(user, mandate):
    return may_grant(user, Seat.of(mandate))


@about
def is_a_unit(user, organisation):
    return organisation.is_unit


decides = decides_for_it | is_national_admin
runs_it = administers_it | is_national_admin

PERMISSIONS: dict[str, Predicate] = {
    "organisations.confirm_membership": decides & ~is_theirs,
    "organisations.decline_membership": decides & ~is_theirs,
    "organisations.recall_membership": is_theirs,
    "organisations.end_membership": decides | is_theirs,
    "organisations.view_people": runs_it,
    "organisations.invite_people": runs_it,
    "organisations.add_unit": runs_it,
    "organisations.rename_organisation": is_national_admin | (administers_it & is_a_unit),
    "organisations.dissolve_organisation": is_national_admin | (administers_it & is_a_unit),
    "organisations.merge_organisation": is_national_admin,
    "organisations.restore_organisation": is_national_admin | (administers_it & is_a_unit),
    "organisations.add_organisation": is_national_admin,
    "organisations.succeed_organisation": is_national_admin,
    "organisations.grant_mandate": grants_this_seat,
    "organisations.end_mandate": grants_this_office,
    "organisations.hand_over_mandate": grants_this_office,
    "organisations.delegate_mandate": is_theirs | grants_this_office,
    "organisations.administer_network": is_national_admin,
}
