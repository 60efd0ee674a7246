"""Whom a request to belong to an institution waits for, at any time."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, outbox
from simpul.core.models import Duty
from simpul.organisations.models import Membership, Organisation
from simpul.organisations.queries import deciding_offices, with_units

DECIDE = "membership"

ASKS = _("%(person)s asks to belong to %(institution)s")


def await_decision(membership: Membership) -> None:
    """Let the request wait for whoever decides now, and tell them."""
    due = clock.now() + timedelta(days=settings.MEMBERSHIP_DAYS)
    offices = deciding_offices(membership.organisation)
    for office in offices:
        duties.expect(DECIDE, membership, of=office, due=due)
    deciders = {one for people in duties.holders(offices).values() for one in people}
    outbox.tell_all(
        f"membership-{membership.pk}-requested",
        sorted(deciders - {membership.person}, key=lambda one: one.pk),
        outbox.Message(
            DECIDE,
            filled(ASKS, membership),
            link=reverse("organisations:request", args=[membership.pk]),
        ),
    )


def redirect_requests(organisation: Organisation) -> int:
    """Let the open requests of a body and its units wait for those who decide now."""
    bodies = with_units(Organisation.objects.filter(pk=organisation.pk))
    return _redirect(Membership.objects.requested().filter(organisation__in=bodies))


def redirect_all() -> int:
    """Let every open request wait for those who decide now: offices end by date as well."""
    return _redirect(Membership.objects.requested())


def _redirect(waiting) -> int:
    moved = 0
    for membership in waiting.select_related("organisation__parent", "person"):
        open_duties = Duty.objects.filter(
            topic=DECIDE, subject_id=membership.pk, closed_at=None
        ).values_list("assignee", flat=True)
        if set(open_duties) != set(deciding_offices(membership.organisation)):
            duties.settle(DECIDE, membership)
            await_decision(membership)
            moved += 1
    return moved


def filled(words, membership: Membership) -> Callable[[], str]:
    """The words, in whatever language they will be read, with who and where in their places."""
    places = {"person": membership.person, "institution": membership.organisation.name}
    return lambda: str(words) % places
