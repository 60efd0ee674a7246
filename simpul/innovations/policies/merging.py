"""Who may say that two records are one innovation, or have to do with each other."""

from django.db.models import Q

from simpul.core import mandates
from simpul.core.permissions import Predicate, about
from simpul.hubs.models import Hub
from simpul.hubs.models import Level as HubLevel
from simpul.hubs.policies import COORDINATOR
from simpul.innovations.models import Authority, ExternalId, Innovation, State
from simpul.organisations.policies import runs_the_network

from .records import (
    STEWARD,
    answers_for_it,
    coordinates_its_hub,
    curated,
    decides,
    is_national_admin,
)


@about
def stewards_its_source(user, innovation):
    """Is steward of an authority that names it."""
    named = Authority.objects.filter(pk__in=innovation.external_ids.values("authority"))
    return mandates.holds_over(user, STEWARD, named)


@about
def said_it(user, relation):
    return user.is_authenticated and relation.by_id == user.pk


@about
def answers_for_a_side(user, relation):
    sides = (relation.subject, relation.object)
    return any(
        user.has_perm("innovations.merge_innovation", side) or answers_for_it.test(user, side)
        for side in sides
    )


PERMISSIONS: dict[str, Predicate] = {
    "innovations.merge_innovation": (
        decides | coordinates_its_hub | is_national_admin | stewards_its_source
    ),
    # Relations are said by those who answer for either side.
    "innovations.end_relation": said_it | answers_for_a_side,
    "innovations.confirm_relation": answers_for_a_side & ~said_it,
    "innovations.contest_relation": answers_for_a_side,
}


def may_merge(user, *records: Innovation) -> bool:
    """Say whether ``user`` answers for one of these records, and for each that is verified."""
    allowed = [user.has_perm("innovations.merge_innovation", record) for record in records]
    verified = [record.state == State.PUBLISHED for record in records]
    return any(allowed) and all(
        may or not checked for may, checked in zip(allowed, verified, strict=True)
    )


def mergeable(user) -> Q:
    """``merge_innovation`` for many rows at once."""
    if runs_the_network(user) or (user.is_active and user.is_superuser):
        return Q()
    if user.is_anonymous:
        return Q(pk__in=())
    if curated(user).filter(level=HubLevel.NATIONAL).exists():
        return Q()
    led = ExternalId.objects.filter(authority__in=mandates.scope_ids(user, STEWARD, Authority))
    return (
        Q(hub__in=curated(user))
        | Q(hub__in=mandates.scope_ids(user, COORDINATOR, Hub))
        | Q(pk__in=led.values("innovation"))
    )
