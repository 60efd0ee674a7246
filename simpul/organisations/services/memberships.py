"""People ask to belong to an institution; those who answer for it confirm, decline and end."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, duties, journal, mandates, outbox
from simpul.core.mandates import Letter
from simpul.core.models import File
from simpul.organisations.models import (
    OPEN_MEMBERSHIPS,
    Membership,
    MembershipState,
    Organisation,
)
from simpul.organisations.policies import ADMIN
from simpul.organisations.workflow import MEMBERSHIP

from .mandates import grant_mandate, seat_of
from .routing import DECIDE, await_decision, filled, redirect_requests

ENDED_BODY = _("This institution no longer exists; choose the one that took over.")
ASKED_ALREADY = _("You already belong to it, or asked and wait for the answer.")
LETTER_NEEDED = _("To administer an institution, attach the letter that names you.")


@transaction.atomic
def request_membership(
    organisation: Organisation,
    *,
    by,
    position: str = "",
    letter: File | None = None,
    as_admin: bool = False,
) -> Membership:
    """Ask the institution to confirm that ``by`` works there; perhaps also to administer it.

    Raises ``ValidationError`` for a body that ended, a second request, or a missing letter.
    """
    if not by.is_authenticated:
        raise PermissionDenied
    if not organisation.is_active:
        raise ValidationError(ENDED_BODY, code="ended")
    if as_admin and letter is None:
        raise ValidationError(LETTER_NEEDED, code="letter")
    if _open_of(by, organisation).exists():
        raise ValidationError(ASKED_ALREADY, code="asked")
    membership = Membership.objects.create(
        person=by,
        organisation=organisation,
        position=position.strip(),
        letter=letter,
        as_admin=as_admin,
        requested_at=clock.now(),
    )
    journal.record(membership, "request", by=by, details={"as_admin": as_admin})
    await_decision(membership)
    return membership


@transaction.atomic
def confirm_membership(
    membership: Membership, *, by, as_admin: bool = False, letter: Letter | None = None
) -> Membership:
    """Say that the person works there; with ``as_admin`` they administer it from now on.

    The office needs the letter: its number, date and issuer as ``by`` read them on the file.
    """
    asked_and_given = as_admin and membership.letter is not None
    MEMBERSHIP.take(
        "confirm",
        membership,
        by=by,
        decided_at=clock.now(),
        decided_by=by,
        as_admin=asked_and_given,
    )
    if as_admin:
        _make_admin(membership, by=by, letter=letter)
    _decided(membership, by, _("%(institution)s confirmed that you work there"))
    return membership


@transaction.atomic
def decline_membership(membership: Membership, *, by, note: str) -> Membership:
    """Say, with the reason, that the person is not known to work there."""
    now = clock.now()
    MEMBERSHIP.take("decline", membership, by=by, note=note, decided_at=now, decided_by=by)
    _decided(membership, by, _("%(institution)s did not confirm that you work there"), note)
    return membership


@transaction.atomic
def recall_membership(membership: Membership, *, by) -> Membership:
    """Take back one's own request."""
    MEMBERSHIP.take("recall", membership, by=by, ended_at=clock.now())
    duties.settle(DECIDE, membership, by=by)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, by, note: str = "") -> Membership:
    """Say that the person no longer works there; what they may decide for it ends as well."""
    MEMBERSHIP.take("end", membership, by=by, note=note, ended_at=clock.now())
    for held in mandates.acted_under(
        membership.person, at=clock.now(), scopes=[membership.organisation]
    ):
        mandates.end(held, by=by, note=note)
    redirect_requests(membership.organisation)
    if by != membership.person:
        words = _("%(institution)s recorded that you no longer work there")
        _tell("ended", membership, words, note)
    return membership


@transaction.atomic
def enrol(organisation: Organisation, *, person, position: str = "", by) -> Membership:
    """Make ``person`` a member without being asked: by an admin of the institution.

    A request that waits is confirmed; somebody who belongs to it already keeps their row.
    """
    if not by.has_perm("organisations.invite_people", organisation):
        raise PermissionDenied
    known = _open_of(person, organisation).first()
    if known is not None and known.state == MembershipState.CONFIRMED:
        return known
    if known is not None:
        return confirm_membership(known, by=by)
    now = clock.now()
    membership = Membership.objects.create(
        person=person,
        organisation=organisation,
        state=MembershipState.CONFIRMED,
        position=position.strip(),
        requested_at=now,
        decided_at=now,
        decided_by=by,
    )
    journal.record(membership, "enrol", by=by)
    return membership


def _open_of(person, organisation: Organisation):
    return Membership.objects.filter(
        person=person, organisation=organisation, state__in=OPEN_MEMBERSHIPS
    )


# --- Who is told ---------------------------------------------------------------------------------


def _make_admin(membership: Membership, *, by, letter: Letter | None) -> None:
    letter = letter or Letter()
    if letter.file is None:
        letter = Letter(letter.number, letter.date, letter.issuer, membership.letter)
    grant_mandate(
        seat_of(ADMIN, membership.organisation), person=membership.person, by=by, letter=letter
    )


def _decided(membership: Membership, by, words, note: str = "") -> None:
    duties.settle(DECIDE, membership, by=by)
    _tell("decided", membership, words, note)


def _tell(event: str, membership: Membership, words, note: str = "") -> None:
    outbox.tell(
        f"membership-{membership.pk}-{event}",
        membership.person,
        outbox.Message(
            DECIDE,
            filled(words, membership),
            body=note,
            link=reverse("organisations:memberships"),
        ),
    )
