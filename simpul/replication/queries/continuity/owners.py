"""Who owns a duty: whoever it waits for, else the nearest office above that somebody holds."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from simpul.core import clock, duties, mandates
from simpul.core.duties import Assignee
from simpul.core.hooks import ABOVE
from simpul.core.models import Duty, Mandate
from simpul.organisations.models import Membership, MembershipState, Organisation
from simpul.organisations.policies import ADMIN, NATIONAL_ADMIN
from simpul.organisations.queries import with_units

LAST = f"{NATIONAL_ADMIN}@"
# How to reach the institution a thing belongs to, the nearest first.
PATHS = (
    ("organisation",),
    ("adopter",),
    ("owner",),
    ("draft", "organisation"),
    ("innovation", "owner"),
    ("draft", "innovation", "owner"),
    ("case", "adopter"),
)


def body_of(subject: Any) -> Organisation | None:
    """The institution that a thing belongs to, where it says so."""
    if isinstance(subject, Organisation):
        return subject.institution
    for path in PATHS:
        found = subject
        for name in path:
            found = getattr(found, name, None)
        if isinstance(found, Organisation):
            return found.institution
    return None


def family(body: Organisation) -> QuerySet[Organisation]:
    """An institution with its units."""
    return with_units(Organisation.objects.filter(pk=body.institution.pk))


def has_left(person, body: Organisation) -> bool:
    """Say whether somebody worked for an institution and no longer does, nor decides for it."""
    bodies = list(family(body))
    rows = Membership.objects.filter(person=person, organisation__in=bodies)
    if not rows.filter(state=MembershipState.ENDED).exists():
        return False
    if rows.filter(state=MembershipState.CONFIRMED).exists():
        return False
    valid = Mandate.objects.valid_at(clock.now())
    return not valid.filter(mandates.for_scopes(bodies), person=person).exists()


def stands_behind(duty: Duty) -> bool:
    """Say whether somebody can be expected to do a duty: it waits for a person who is there."""
    people = duties.holders([duty.assignee])[duty.assignee]
    if not people:
        return False
    one = Assignee.of(duty.assignee)
    if one.office:
        return True
    body = body_of(duty.subject)
    return body is None or not has_left(people[0], body)


def above(assignee: str, body: Organisation | None) -> list[str]:
    """The offices over an assignee: of what its scope is a unit of, then what rooms say."""
    one = Assignee.of(assignee)
    if not one.office:
        return _over_a_person(one.pk, body)
    scope = one.scope
    found = []
    if isinstance(scope, Organisation):
        found = [duties.office_key(one.office, wider) for wider in scope.chain[1:]]
        if one.office != ADMIN:
            found += [duties.office_key(ADMIN, wider) for wider in scope.chain]
    return [*found, *(key for name in ABOVE for key in name(one.office, scope))]


def _over_a_person(pk: int, body: Organisation | None) -> list[str]:
    """The admins of the institution a duty belongs to, else of where the person last worked."""
    if body is not None:
        return [duties.office_key(ADMIN, body)]
    worked = Membership.objects.filter(
        person=pk, state__in=[MembershipState.CONFIRMED, MembershipState.ENDED]
    )
    last = worked.select_related("organisation").order_by("-requested_at", "-pk").first()
    return [duties.office_key(ADMIN, last.organisation)] if last else []


def nearest_owner(assignee: str, body: Organisation | None = None) -> str:
    """The nearest assignee above that somebody stands behind, up to those who run the network.

    Where nobody runs it, their office all the same: whoever is appointed finds the duty there.
    """
    seen, level = {assignee}, above(assignee, body)
    while level:
        held = duties.holders(level)
        for key in level:
            if held[key]:
                return key
        seen |= set(level)
        wider = [key for one in level for key in above(one, None)]
        level = [key for key in dict.fromkeys(wider) if key not in seen]
    return LAST


def left_behind() -> Iterator[Duty]:
    """Every open duty that nobody can be expected to do, with what it is about."""
    waiting = Duty.objects.filter(closed_at=None).order_by("pk")
    last = 0
    while batch := list(waiting.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        yield from _unowned(batch)


BATCH = 200


def _unowned(batch: Iterable[Duty]) -> Iterator[Duty]:
    found = duties.with_subjects(batch)
    people = duties.holders(duty.assignee for duty in found)
    for duty in found:
        if not people[duty.assignee] or not (
            Assignee.of(duty.assignee).office or stands_behind(duty)
        ):
            yield duty


def personal_duties(person, scope: Any) -> list[Duty]:
    """What waits for somebody by name and belongs to a scope: an institution, or a hub."""
    rows = Duty.objects.filter(assignee=duties.person_key(person), closed_at=None)
    found = duties.with_subjects(rows.order_by("due_at", "pk"))
    if isinstance(scope, Organisation):
        return [duty for duty in found if body_of(duty.subject) == scope.institution]
    return [duty for duty in found if _hub_of(duty.subject) == scope]


def _hub_of(subject: Any) -> Any:
    for path in (("hub",), ("facilitator",), ("case", "facilitator"), ("innovation", "hub")):
        found = subject
        for name in path:
            found = getattr(found, name, None)
        if found is not None:
            return found
    return None
