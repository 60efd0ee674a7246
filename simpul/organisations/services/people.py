"""Admins bring people in: one by one, or from a spreadsheet that was shown row by row before."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from simpul.accounts import services as accounts
from simpul.accounts.queries import person_with
from simpul.core import outbox
from simpul.core.sheets import SheetRow
from simpul.organisations.models import Membership, Organisation
from simpul.organisations.queries import Outcome, Plan, Planned, plan_people

from .memberships import enrol
from .routing import DECIDE, filled

IT_CHANGED = _("Something changed since this list was made. Look through it again, then confirm.")
SIGNED_IN = _("They have signed in already.")


@transaction.atomic
def bring_in(
    organisation: Organisation,
    *,
    by,
    email: str,
    name: str,
    nip: str = "",
    position: str = "",
    language: str = "id",
) -> Membership:
    """Make ``email`` a member of the institution, with an account and an invitation if need be.

    Raises ``ValidationError``, by field, when the address or NIP is taken or wrong.
    """
    if not by.has_perm("organisations.invite_people", organisation):
        raise PermissionDenied
    person = person_with(email)
    if person is None:
        person = accounts.create_account(email, name=name, nip=nip, language=language, by=by)
    membership = enrol(organisation, person=person, position=position, by=by)
    if person.last_login is None:
        _invite(membership, by)
    else:
        _say_added(membership)
    return membership


@transaction.atomic
def invite_again(membership: Membership, *, by) -> None:
    """Send a new invitation to somebody who has not signed in yet."""
    if not by.has_perm("organisations.invite_people", membership.organisation):
        raise PermissionDenied
    if membership.person.last_login is not None:
        raise ValidationError(SIGNED_IN, code="signed_in")
    _invite(membership, by)


@transaction.atomic
def bring_in_all(organisation: Organisation, rows: Iterable[SheetRow], *, digest: str, by) -> Plan:
    """Do exactly what the plan with this ``digest`` said; rows with faults are left out.

    Raises ``ValidationError`` and does nothing when it would be anything else by now.
    """
    if not by.has_perm("organisations.invite_people", organisation):
        raise PermissionDenied
    plan = plan_people(organisation, rows)
    if plan.digest != digest:
        raise ValidationError(IT_CHANGED, code="changed")
    for row in plan.to_do:
        _bring_in_row(row, by)
    return plan


def _bring_in_row(row: Planned, by) -> None:
    if row.outcome not in (Outcome.CREATE, Outcome.JOIN):
        return
    bring_in(
        row.unit,
        by=by,
        email=row.email,
        name=row.name,
        nip=row.nip,
        position=row.position,
        language=row.language,
    )


def _invite(membership: Membership, by) -> None:
    accounts.invite(
        membership.person.email or "",
        by=by,
        next_url=reverse("organisations:memberships"),
        reason=format_lazy(
            _("An account was made for you at {institution}."),
            institution=membership.organisation.name,
        ),
    )


def _say_added(membership: Membership) -> None:
    outbox.tell(
        f"membership-{membership.pk}-enrolled",
        membership.person,
        outbox.Message(
            DECIDE,
            filled(_("%(institution)s added you to its people"), membership),
            body=_("If this is a mistake, you can end it on the page behind the link."),
            link=reverse("organisations:memberships"),
        ),
    )
