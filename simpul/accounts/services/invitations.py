"""Invitations: a signed link by mail, which acts only through the button on its page."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from simpul.accounts import queries
from simpul.accounts.models import Purpose, User
from simpul.accounts.services.consents import agree
from simpul.accounts.services.people import create_account
from simpul.core import clock, journal, outbox

SALT = "accounts.invitation"
SECONDS_OF_A_DAY = 86_400


class InvitationGone(Exception):
    """The link is not ours, too old, or was used already."""


@dataclass(frozen=True)
class Invitation:
    """Whom a link invites, and the page it leads to in the end."""

    person: User
    next_url: str


@transaction.atomic
def invite(
    email: str,
    *,
    by,
    name: str = "",
    language: str = "id",
    next_url: str = "",
    reason: str | Promise = "",
) -> User:
    """Ask somebody in by mail, opening an account for them where there is none.

    Who can sign in already is asked to do so; both land on ``next_url``. ``reason`` is a sentence
    of the mail: what the invitation is for. The invitation runs ``INVITATION_DAYS``; asking again
    sends a new link.
    """
    person = queries.person_with(email.strip())
    if person is None:
        person = create_account(email, name=name, by=by, language=language)
    with override(person.language):
        link = _link(person, next_url)
    known = person.has_usable_password() or person.last_login is not None
    message = outbox.Message(
        topic="invitation",
        subject=_("You are invited to Simpul"),
        body=_body(by, reason, known=known),
        link=f"{settings.SITE_URL}{link}",
    )
    journal.record(person, "invite", by=by)
    key = f"invitation-{person.pk}-{clock.now().timestamp():.6f}"
    outbox.mail_to(key, email.strip().lower(), message, person=person, language=person.language)
    return person


def invitation_of(token: str) -> Invitation:
    """Read a link, changing nothing; raises ``InvitationGone``."""
    try:
        said = signing.loads(token, salt=SALT, max_age=settings.INVITATION_DAYS * SECONDS_OF_A_DAY)
        person = User.objects.get(pk=said["person"], is_active=True)
    except (signing.BadSignature, KeyError, TypeError, User.DoesNotExist) as error:
        raise InvitationGone from error
    if said["stamp"] != _stamp(person):
        raise InvitationGone
    return Invitation(person, said["next"])


@transaction.atomic
def accept_invitation(token: str, *, name: str, language: str, password: str) -> Invitation:
    """Make the account its owner's: name, password, a proven address and their consent."""
    invitation = invitation_of(token)
    person = User.objects.select_for_update().get(pk=invitation.person.pk)
    if _stamp(person) != _stamp(invitation.person):
        raise InvitationGone
    person.name, person.language = name, language
    person.set_password(password)
    person.full_clean()
    person.save(update_fields=["name", "language", "password"])
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
    journal.record(person, "accept", by=person)
    agree(person, Purpose.PRIVACY)
    return Invitation(person, invitation.next_url)


def _link(person: User, next_url: str) -> str:
    if person.has_usable_password() or person.last_login is not None:
        query = f"?{urlencode({'next': next_url})}" if next_url else ""
        return reverse("account_login") + query
    said = {"person": person.pk, "stamp": _stamp(person), "next": next_url}
    return reverse("accounts:invitation", args=[signing.dumps(said, salt=SALT, compress=True)])


def _stamp(person: User) -> str:
    """Changes once the invitation is used, so that every link to it ends."""
    return salted_hmac(SALT, f"{person.password}{person.last_login}{person.email}").hexdigest()[:16]


def _body(by, reason: str | Promise, *, known: bool):
    whom = (
        format_lazy(_("{name} invites you to Simpul, the public services knowledge hub."), name=by)
        if by
        else _("You are invited to Simpul, the public services knowledge hub.")
    )
    what = (
        _("You have an account already. Sign in at the address below to go on.")
        if known
        else format_lazy(
            _(
                "Choose a password at the address below; your account is ready then."
                " The link works for {days} days. If you did not expect it, do nothing."
            ),
            days=settings.INVITATION_DAYS,
        )
    )
    parts = [part for part in (whom, reason, what) if part]
    return format_lazy("\n\n".join("{}" for _part in parts), *parts)
