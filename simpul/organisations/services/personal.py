"""What memberships say about people: copied for them, ended when they close their account."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal, personal
from simpul.core.personal import PersonalData
from simpul.organisations.models import Membership, MembershipState

from .routing import DECIDE


def _copy(person) -> Iterator[personal.Row]:
    asked = Membership.objects.filter(person=person)
    yield from personal.rows(
        "membership", asked, "organisation__name", "state", "position", "as_admin", "requested_at",
        "decided_at", "ended_at",
    )  # fmt: skip
    decided = Membership.objects.filter(decided_by=person)
    yield from personal.rows("decision", decided, "organisation__name", "state", "decided_at")


def _erase(person) -> None:
    """End what is open; the rows stay, for they say who could act for an institution when."""
    now = clock.now()
    for membership in Membership.objects.filter(person=person, ended_at=None).exclude(
        state=MembershipState.DECLINED
    ):
        duties.settle(DECIDE, membership, by=person)
        Membership.objects.filter(pk=membership.pk).update(
            state=MembershipState.ENDED, ended_at=now
        )
        journal.record(membership, "end", by=person)
    Membership.objects.filter(person=person).update(position="")


PERSONAL = PersonalData(
    room="organisations",
    label=_("Where you work and what you decided about others"),
    copy=_copy,
    erase=_erase,
    relations=(
        "organisations.Membership.person",
        "organisations.Membership.decided_by",
    ),
)
