"""The verbs of keys: make one, take it back, remember its use."""

import secrets
import string
from collections.abc import Collection
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.exchange.models import ApiKey, Scope
from simpul.exchange.models.keys import PREFIX_LENGTH
from simpul.exchange.queries.keys import digest_of
from simpul.organisations.models import Organisation

MAKE = _("Make a key for programs")
REVOKE = _("Take this key back")
ONLY_READS = _("A key without an institution only reads.")
NO_SCOPE = _("Choose what the key may do.")
TOO_LONG = _("A key works for a year at most. Choose an earlier day.")
PAST = _("This day has passed. Choose a later one.")

LONGEST = timedelta(days=366)
# Its last use is told to the minute; nobody needs it nearer, and every request would write.
NOTED_EVERY = timedelta(minutes=1)
ALPHABET = string.ascii_lowercase + string.digits


def make_key(
    organisation: Organisation | None,
    *,
    name: str,
    scopes: Collection[str],
    expires_at: datetime,
    by,
) -> tuple[ApiKey, str]:
    """Make a key that acts for an institution, or only reads; answers it with its secret.

    The secret is told this once. Raises ``PermissionDenied`` or ``ValidationError``.
    """
    _check_maker(organisation, by)
    now = clock.now()
    _check(organisation, scopes, expires_at, now)
    prefix = "".join(secrets.choice(ALPHABET) for _sign in range(PREFIX_LENGTH))
    secret = f"simpul_{prefix}_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        key = ApiKey.objects.create(
            name=name.strip()[:100],
            holder=by,
            organisation=organisation,
            scopes=[scope for scope in Scope.values if scope in scopes],
            prefix=prefix,
            digest=digest_of(secret),
            made_at=now,
            expires_at=expires_at,
        )
        journal.record(key, "make", by=by, details={"scopes": key.scopes})
    return key, secret


@transaction.atomic
def revoke_key(key: ApiKey, *, by) -> ApiKey:
    """Take a key back for good: the next request with it is refused."""
    if not by.has_perm("exchange.revoke_apikey", key):
        raise PermissionDenied(REVOKE)
    found = ApiKey.objects.filter(pk=key.pk, revoked_at=None)
    if found.update(revoked_at=clock.now(), revoked_by=by):
        journal.record(key, "revoke", by=by)
    key.refresh_from_db()
    return key


def note_use(key: ApiKey) -> None:
    """Remember that the key was used just now."""
    now = clock.now()
    if key.used_at is None or key.used_at < now - NOTED_EVERY:
        ApiKey.objects.filter(pk=key.pk).update(used_at=now)


def _check_maker(organisation: Organisation | None, by) -> None:
    if organisation is None:
        allowed = by.has_perm("exchange.add_own_apikey")
    else:
        allowed = by.has_perm("exchange.add_apikey", organisation)
    if not allowed:
        raise PermissionDenied(MAKE)


def _check(organisation, scopes: Collection[str], expires_at: datetime, now: datetime) -> None:
    if not scopes or not set(scopes) <= set(Scope.values):
        raise ValidationError({"scopes": NO_SCOPE}, code="scopes")
    if organisation is None and set(scopes) != {Scope.READ}:
        raise ValidationError({"scopes": ONLY_READS}, code="only_reads")
    if expires_at <= now:
        raise ValidationError({"last_day": PAST}, code="past")
    if expires_at > now + LONGEST:
        raise ValidationError({"last_day": TOO_LONG}, code="too_long")
