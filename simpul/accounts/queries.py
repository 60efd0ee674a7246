"""Questions about people and their accounts."""

import re
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import QuerySet

from simpul.accounts.models import NIP_DIGITS, Consent, Purpose, User
from simpul.core import clock, duties
from simpul.core.models import Duty, Mandate


def person_with(email: str) -> User | None:
    """The person whose account has this address, verified or not."""
    known = User.objects.filter(email=email.lower()).first()
    if known:
        return known
    address = EmailAddress.objects.filter(email=email.lower()).select_related("user").first()
    return address.user if address else None


def address_of(login: str) -> str:
    """The address to sign in with, from what somebody typed: an address, or a NIP."""
    digits = re.sub(r"[\s.]", "", login)
    if not (digits.isdecimal() and len(digits) == NIP_DIGITS):
        return login
    person = User.objects.filter(nip=digits, email__isnull=False).only("email").first()
    return person.email or login if person else login


def never_signed_in() -> QuerySet[User]:
    """People whose account was made for them and who have not opened it yet."""
    return User.objects.filter(last_login=None, is_active=True, closed_at=None).order_by(
        "date_joined", "id"
    )


def standing_consent(person: User, purpose: Purpose | str) -> Consent | None:
    """What ``person`` agreed to about ``purpose`` and has not withdrawn, the latest wording."""
    return Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).first()


def has_read_the_notice(person: User) -> bool:
    """Whether ``person`` agreed to the privacy notice in its wording of today."""
    standing = standing_consent(person, Purpose.PRIVACY)
    return standing is not None and standing.version == settings.PRIVACY_NOTICE_VERSION


@dataclass(frozen=True)
class Ending:
    """What ends with an account: offices held now, and duties that wait for the person alone."""

    mandates: int
    duties: int


def what_ends_with(person: User) -> Ending:
    """What somebody should hand over before they close their account."""
    held = Mandate.objects.valid_at(clock.now()).filter(person=person)
    waiting = Duty.objects.filter(assignee=duties.person_key(person), closed_at=None)
    return Ending(held.count(), waiting.count())


def second_factors(person: User) -> dict[str, int]:
    """How many of each kind protect the account: totp, webauthn, recovery_codes."""
    kinds = Authenticator.objects.filter(user=person).values_list("type", flat=True)
    return {kind: list(kinds).count(kind) for kind in Authenticator.Type.values}


def sessions_of(person: User) -> list[UserSession]:
    """Where ``person`` is signed in now, newest first."""
    found = UserSession.objects.purge_and_list(person)
    return sorted(found, key=lambda session: session.created_at, reverse=True)
