"""Who holds which office: granted, handed over, delegated and ended by those who may."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from simpul.accounts.queries import person_with
from simpul.core import clock, mandates, outbox
from simpul.core.mandates import Letter, Term
from simpul.core.models import Mandate
from simpul.core.models.mandates import Capacity
from simpul.organisations.hooks import mandate_handed_over
from simpul.organisations.models import Office, Organisation, Seat
from simpul.organisations.policies import ADMIN, NATIONAL_ADMIN
from simpul.organisations.queries import held_in_words

from .routing import redirect_requests

TOPIC = "mandate"

NOT_TO_ONESELF = _("Nobody grants an office to themselves. Ask somebody else who may grant it.")
HELD_ALREADY = _("%(person)s holds this office already.")
NOT_THE_FIRST = _("A first national admin is appointed from the terminal only while there is none.")
NOBODY = _("Nobody has an account with the address %(email)s.")
CLOSED = _("This account is closed and cannot hold an office.")


def seat_of(office: str, scope: models.Model | None = None) -> Seat:
    """The seat of an office named by its key."""
    return Seat(Office.objects.get(key=office), scope)


@transaction.atomic
def grant_mandate(
    seat: Seat,
    *,
    person,
    by,
    term: Term | None = None,
    letter: Letter | None = None,
    capacity: str = Capacity.DEFINITIVE,
) -> Mandate:
    """Let ``person`` decide in this office over its scope.

    Raises ``PermissionDenied`` when ``by`` may not grant it, and ``ValidationError`` when it is to
    ``by`` themselves, to a closed account, or to somebody who holds it already.
    """
    if not by.has_perm("organisations.grant_mandate", seat):
        raise PermissionDenied
    _check_holder(person, by)
    term = term or Term(clock.now())
    if mandates.holds_any(person, seat.office.key, [seat.scope], at=max(term.begins, clock.now())):
        raise ValidationError(HELD_ALREADY, code="held", params={"person": person})
    mandate = mandates.grant(
        person,
        office=seat.office.key,
        scope=seat.scope,
        term=term,
        letter=letter,
        capacity=capacity,
        by=by,
    )
    _tell("granted", mandate, _("You now hold an office: %(office)s"))
    _redirect_requests(mandate)
    return mandate


@transaction.atomic
def appoint_first(email: str, *, letter: Letter | None = None) -> Mandate:
    """Make somebody national admin from outside, while nobody is one.

    Raises ``ValidationError`` when there is one, or nobody has an account with this address.
    """
    if mandates.could_decide(NATIONAL_ADMIN).exists():
        raise ValidationError(NOT_THE_FIRST, code="not_first")
    person = person_with(email)
    if person is None or not person.is_active:
        raise ValidationError(NOBODY, code="nobody", params={"email": email})
    mandate = mandates.grant(person, office=NATIONAL_ADMIN, letter=letter, by=None)
    _tell("granted", mandate, _("You now hold an office: %(office)s"))
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, by, at: datetime | None = None, note: str = "") -> Mandate:
    """Let the mandate count no longer from ``at`` on, now by default."""
    if not by.has_perm("organisations.end_mandate", mandate):
        raise PermissionDenied
    mandates.end(mandate, by=by, at=at, note=note)
    if mandate.person != by:
        _tell("ended", mandate, _("Your office ends: %(office)s"), note)
    _redirect_requests(mandate)
    return mandate


@transaction.atomic
def hand_over_mandate(
    mandate: Mandate,
    *,
    to,
    by,
    term: Term | None = None,
    letter: Letter | None = None,
    capacity: str = Capacity.DEFINITIVE,
) -> Mandate:
    """End the mandate and give the office to ``to`` at the same instant; its duties follow.

    Raises as ``grant_mandate`` does.
    """
    if not by.has_perm("organisations.hand_over_mandate", mandate):
        raise PermissionDenied
    _check_holder(to, by)
    seat = Seat.of(mandate)
    if mandates.holds_any(to, mandate.office, [seat.scope]):
        raise ValidationError(HELD_ALREADY, code="held", params={"person": to})
    successor = mandates.replace(
        mandate, person=to, term=term, letter=letter, capacity=capacity, by=by
    )
    mandate_handed_over.send(sender=Mandate, before=mandate, after=successor, by=by)
    if mandate.person != by:
        _tell("ended", mandate, _("Your office was handed over: %(office)s"))
    _tell("granted", successor, _("You now hold an office: %(office)s"))
    return successor


@transaction.atomic
def delegate_mandate(
    mandate: Mandate, *, to, term: Term, by, letter: Letter | None = None
) -> Mandate:
    """Let ``to`` decide in the holder's name between two dates."""
    if not by.has_perm("organisations.delegate_mandate", mandate):
        raise PermissionDenied
    if to == mandate.person:
        raise ValidationError(NOT_TO_ONESELF, code="self")
    _check_holder(to, by)
    lent = mandates.delegate(mandate, to=to, term=term, by=by, letter=letter)
    _tell("granted", lent, _("You act in somebody's name: %(office)s"))
    return lent


def _check_holder(person, by) -> None:
    if person == by:
        raise ValidationError(NOT_TO_ONESELF, code="self")
    if not person.is_active:
        raise ValidationError(CLOSED, code="closed")


def _redirect_requests(mandate: Mandate) -> None:
    """The first admin takes over what waits, and leaves it to others when nobody follows."""
    if mandate.office == ADMIN and isinstance(mandate.scope, Organisation):
        redirect_requests(mandate.scope)


def _tell(event: str, mandate: Mandate, words, note: str = "") -> None:
    outbox.tell(
        f"mandate-{mandate.pk}-{event}",
        mandate.person,
        outbox.Message(
            TOPIC,
            lambda: str(words) % {"office": held_in_words(mandate)},
            body=note,
            link=reverse("organisations:memberships"),
        ),
    )
