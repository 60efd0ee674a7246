"""Who works for an institution, who administers it, and what a person may act for."""

from functools import reduce
from operator import or_

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from simpul.core import clock, duties, mandates
from simpul.core.models import Mandate
from simpul.organisations.models import Kind, Membership, Organisation
from simpul.organisations.policies import ADMIN, HEAD, first_admin_checker, has_admin


def institutions_of(person) -> QuerySet[Organisation]:
    """The institutions and units that confirmed ``person`` as theirs."""
    confirmed = Membership.objects.confirmed().filter(person=person.pk)
    return Organisation.objects.filter(pk__in=confirmed.values("organisation"))


def administered_by(person) -> QuerySet[Organisation]:
    """The bodies whose admin ``person`` is now, with all their units."""
    held = mandates.scope_ids(person, ADMIN, Organisation)
    return _once("administered", person, Q(pk__in=held))


def headed_by(person) -> QuerySet[Organisation]:
    """The bodies whose head ``person`` is now, with all their units."""
    held = mandates.scope_ids(person, HEAD, Organisation)
    return _once("headed", person, Q(pk__in=held))


def decided_for_by(person) -> QuerySet[Organisation]:
    """The bodies whose admin or head ``person`` is now, with all their units."""
    return _once("decided for", person, _decides(person))


def spoken_for_by(person) -> QuerySet[Organisation]:
    """The bodies where ``person`` works and those they decide for, with all their units."""
    works = Q(pk__in=institutions_of(person).values("pk"))
    return _once("spoken for", person, _decides(person) | works)


def _decides(person) -> Q:
    held = (mandates.scope_ids(person, office, Organisation) for office in (ADMIN, HEAD))
    return reduce(or_, (Q(pk__in=keys) for keys in held))


def _once(which: str, person, bodies: Q) -> QuerySet[Organisation]:
    """``with_units`` of these, which a desk asks for again and again."""
    return mandates.once(
        (which, person.pk), lambda: with_units(Organisation.objects.filter(bodies))
    )


def with_units(bodies: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """``bodies`` with their units and the units of those."""
    found = set(bodies.values_list("pk", flat=True))
    newest = found
    while newest:
        units = Organisation.objects.filter(kind=Kind.UNIT, parent__in=newest)
        newest = set(units.values_list("pk", flat=True)) - found
        found |= newest
    return Organisation.objects.filter(pk__in=found)


def admins_of(organisation: Organisation) -> QuerySet:
    """The people who administer the body, or the institution it is a unit of, now."""
    return get_user_model()._default_manager.filter(
        pk__in=mandates_over(organisation, ADMIN).values("person")
    )


def mandates_over(organisation: Organisation, office: str) -> QuerySet[Mandate]:
    """The mandates of ``office`` that count now for the body or what it is a unit of."""
    return Mandate.objects.valid_at(clock.now()).filter(
        mandates.for_scopes(organisation.chain), office=office
    )


def deciders_of(organisation: Organisation | None, *, but=None) -> list:
    """The people who administer or head the body, or what it is a unit of, without ``but``."""
    if organisation is None:
        return []
    held = Mandate.objects.valid_at(clock.now()).filter(
        mandates.for_scopes(organisation.chain), office__in=(ADMIN, HEAD)
    )
    people = get_user_model()._default_manager.filter(pk__in=held.values("person"))
    return [person for person in people.order_by("pk") if person != but]


def deciding_offices(organisation: Organisation) -> list[str]:
    """The offices that requests wait for: its admins', or that which checks the first one."""
    if not has_admin(organisation):
        return [duties.office_key(*first_admin_checker(organisation))]
    held = [body for body in organisation.chain if mandates.could_decide(ADMIN, body).exists()]
    return [duties.office_key(ADMIN, body) for body in held]
