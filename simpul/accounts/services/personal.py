"""The rights of law 27/2022: a copy, forgetting, closing, and who looked."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from simpul.accounts.models import Consent, User
from simpul.core import clock, journal, outbox, personal
from simpul.core.hooks import Retention


@transaction.atomic
def copy_of(person: User, *, by) -> dict[str, Any]:
    """Everything every room keeps about ``person``, ready to be written as JSON."""
    if not by.has_perm("accounts.copy_user", person):
        raise PermissionDenied
    journal.record(person, "copy", by=by)
    return {
        "made_at": clock.now(),
        "site": settings.SITE_URL,
        "notice": settings.PRIVACY_NOTICE_VERSION,
        "rooms": personal.copy_of(person),
    }


@transaction.atomic
def view_personal(person: User, *, by) -> User:
    """Note in the journal that ``by`` looks at the personal data of somebody else.

    Every page of a higher room that shows an address or a NIP of another person calls this.
    """
    if by.pk != person.pk:
        journal.record(person, "view_personal", by=by)
    return person


@transaction.atomic
def close_account(person: User, *, by, keep_name: bool = True) -> User:
    """End the account: nobody enters it again, and addresses, NIP and keys are forgotten.

    Public records stay; they go on naming their author, or say "former member" where the person
    takes the name along.
    """
    if not by.has_perm("accounts.close_user", person):
        raise PermissionDenied
    address, language = person.email, person.language
    personal.erase(person)
    person.email, person.nip = None, ""
    person.name = person.name if keep_name else ""
    person.is_active = person.is_staff = person.is_superuser = False
    person.closed_at = clock.now()
    person.set_unusable_password()
    person.save()
    journal.record(person, "close", by=by)
    if address:
        outbox.mail_to(f"account-closed-{person.pk}", address, CLOSED, language=language)
    return person


CLOSED = outbox.Message(
    topic="account",
    subject=_("Your account is closed"),
    body=_(
        "Your account on Simpul is closed. Your address, NIP, keys and sessions were removed;"
        " what you published stays public. If this was not you, answer this mail at once."
    ),
)


# --- Forgetting --------------------------------------------------------------------------------


def unverified(before: datetime) -> QuerySet[User]:
    """Accounts opened before then whose address nobody confirmed: signed up, or invited in vain.

    An invitation may wait longer than a sign-up.
    """
    waited = before - timedelta(days=settings.INVITATION_DAYS)
    invited = Q(password__startswith="!")  # noqa: S106 -- how Django marks an unusable password
    return User.objects.filter(
        Q(date_joined__lt=before) & (~invited | Q(date_joined__lt=waited)),
        last_login=None, closed_at=None, is_staff=False, is_demo=False,
    ).exclude(emailaddress__verified=True)  # fmt: skip


def forget_unverified(before: datetime) -> int:
    """Delete accounts opened before then that nobody proved to be theirs; answers how many.

    Who is named in anything that is kept, such as a mandate, is left alone.
    """
    forgotten = []
    for person in unverified(before).iterator():
        key = person.pk
        try:
            with transaction.atomic():
                Consent.objects.filter(person=person).delete()
                person.delete()
                journal.record_batch("forget", User, [key])
        except ProtectedError:
            continue
        forgotten.append(key)
    return len(forgotten)


UNVERIFIED = Retention(
    "unverified_accounts", lambda before: unverified(before).count(), forget_unverified
)


# --- What this room keeps ----------------------------------------------------------------------


def _copy(person: User) -> Iterator[personal.Row]:
    yield from personal.rows(
        "account", User.objects.filter(pk=person.pk), "name", "email", "nip", "language", "zone",
        "digest", "date_joined", "last_login",
    )  # fmt: skip
    addresses = EmailAddress.objects.filter(user=person)
    yield from personal.rows("address", addresses, "email", "verified", "primary")
    consents = Consent.objects.filter(person=person)
    yield from personal.rows("consent", consents, "purpose", "version", "given_at", "withdrawn_at")
    sessions = UserSession.objects.filter(user=person)
    yield from personal.rows("session", sessions, "ip", "user_agent", "created_at")
    keys = Authenticator.objects.filter(user=person)
    yield from personal.rows("second factor", keys, "type", "created_at", "last_used_at")
    elsewhere = SocialAccount.objects.filter(user=person)
    yield from personal.rows("account elsewhere", elsewhere, "provider", "uid", "date_joined")


def _erase(person: User) -> None:
    """Sign the person out everywhere and take every key and address away."""
    for session in UserSession.objects.filter(user=person):
        session.end()
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=person).delete()
    Consent.objects.filter(person=person, withdrawn_at=None).update(withdrawn_at=clock.now())


PERSONAL = personal.PersonalData(
    room="accounts",
    label=_("Account, addresses, consent and sessions"),
    copy=_copy,
    erase=_erase,
    relations=(
        "account.EmailAddress.user", "accounts.Consent.person", "mfa.Authenticator.user",
        "socialaccount.SocialAccount.user", "usersessions.UserSession.user",
    ),
)  # fmt: skip
