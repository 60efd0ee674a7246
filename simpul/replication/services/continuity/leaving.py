"""Who left, read from mandates and memberships: a handover opens, duties find an owner."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Q

from simpul.core import clock, mandates
from simpul.core.models import Mandate
from simpul.hubs.models import Hub, Territory
from simpul.organisations.models import Membership, MembershipState, Organisation
from simpul.replication.models.continuity import Cause, Handover
from simpul.replication.queries.continuity.owners import has_left

from .handing import open_handover
from .moving import find_owners

LOOK = "replication.continuity"

# How far back a round looks, so that a pause of the machine loses nobody.
LOOK_BACK = timedelta(days=30)


def look() -> int:
    """Open a handover for everybody who left of late, and give every duty an owner."""
    before = Handover.objects.count()
    for left in _leavings():
        left()
    return Handover.objects.count() - before + find_owners()


def membership_ended(membership: Membership) -> Handover | None:
    """Somebody no longer works for an institution."""
    body = membership.organisation.institution
    if not has_left(membership.person, body):
        return None
    return open_handover(
        membership.person,
        body,
        cause=_cause(membership.person, Cause.MEMBERSHIP),
        left_at=membership.ended_at or clock.now(),
        office=_last_office(membership.person, body),
    )


def mandate_ended(mandate: Mandate) -> Handover | None:
    """An office of somebody is over and they hold it no more."""
    scope, over = _place(mandate.scope), mandate.valid_to
    if scope is None or over is None:
        return None
    if mandates.holds(mandate.person, mandate.office, mandate.scope):
        return None
    office = mandate.office if scope == mandate.scope else ""
    cause = _cause(mandate.person, Cause.MANDATE)
    return open_handover(mandate.person, scope, cause=cause, left_at=over, office=office)


def _leavings() -> Iterator[Any]:
    """What ended of late, each as the act that opens its handover."""
    now = clock.now()
    since = now - LOOK_BACK
    ended = Membership.objects.filter(state=MembershipState.ENDED, ended_at__gte=since)
    for membership in ended.select_related("person", "organisation__parent").order_by("ended_at"):
        yield lambda row=membership: membership_ended(row)
    over = Mandate.objects.filter(valid_to__gt=since, valid_to__lte=now, delegated_from=None)
    kept = over.filter(replaced_by=None).select_related("person", "scope_type")
    for mandate in kept.order_by("valid_to"):
        yield lambda row=mandate: mandate_ended(row)


def _place(scope: Any) -> Organisation | Hub | None:
    """The institution or hub an office is held for."""
    if isinstance(scope, Territory):
        return scope.hub
    return scope if isinstance(scope, (Organisation, Hub)) else None


def _last_office(person, body: Organisation) -> str:
    """The office that ended with the membership, where one did."""
    over = Mandate.objects.filter(
        mandates.for_scopes([body]), person=person, valid_to__lte=clock.now()
    )
    recent = over.filter(Q(valid_to__gt=clock.now() - LOOK_BACK), replaced_by=None)
    found = recent.order_by("-valid_to").first()
    return found.office if found else ""


def _cause(person, cause: str) -> str:
    return cause if person.is_active else Cause.ACCOUNT
