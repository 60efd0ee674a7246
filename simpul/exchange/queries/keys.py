"""Questions about keys: whose a secret is, and whether it may be used now."""

import hashlib
import hmac
import re
from collections.abc import Callable, Sequence
from enum import Enum

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from simpul.core import clock
from simpul.core.models import Mandate
from simpul.exchange.models import ApiKey
from simpul.organisations.models import Organisation
from simpul.organisations.policies import ADMIN, administers, runs_the_network
from simpul.organisations.queries import administered_by, with_units

# A secret says what it is, so that scanners for leaked ones know it.
SECRET = re.compile(r"simpul_([0-9a-z]{8})_([0-9A-Za-z_-]{43})")


class Standing(Enum):
    """Whether a key may be used now, or why not."""

    GOOD = "good"
    REVOKED = "revoked"
    EXPIRED = "expired"
    CLOSED = "closed"
    NO_MANDATE = "no_mandate"


def digest_of(secret: str) -> str:
    """What is kept of a secret; it is long and drawn by chance, so one round is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def key_of(secret: str) -> ApiKey | None:
    """The key with this secret, whether or not it may be used."""
    parts = SECRET.fullmatch(secret)
    if parts is None:
        return None
    found = ApiKey.objects.filter(prefix=parts[1])
    key = found.select_related("holder", "organisation__parent").first()
    if key is None or not hmac.compare_digest(key.digest, digest_of(secret)):
        return None
    return key


def standing_of(key: ApiKey) -> Standing:
    """Whether the key may be used now: it is as good as its holder and the mandate behind it."""
    return _standing(key, lambda key: administers(key.holder, key.organisation))


def standings_of(keys: Sequence[ApiKey]) -> list[tuple[ApiKey, Standing]]:
    """Each key with its standing, asked in one question for all of them."""
    held = Mandate.objects.valid_at(clock.now()).filter(
        office=ADMIN,
        scope_type=ContentType.objects.get_for_model(Organisation),
        person__in={key.holder_id for key in keys},
    )
    pairs = set(held.values_list("person_id", "scope_id"))

    def runs_it(key: ApiKey) -> bool:
        bodies = key.organisation.chain if key.organisation else []
        return any((key.holder_id, body.pk) in pairs for body in bodies)

    return [(key, _standing(key, runs_it)) for key in keys]


def _standing(key: ApiKey, runs_it: Callable[[ApiKey], bool]) -> Standing:
    if key.revoked_at is not None:
        return Standing.REVOKED
    if key.expires_at <= clock.now():
        return Standing.EXPIRED
    holder = key.holder
    if not holder.is_active or holder.closed_at is not None:
        return Standing.CLOSED
    if key.organisation is not None and not runs_it(key):
        return Standing.NO_MANDATE
    return Standing.GOOD


def bodies_of(key: ApiKey) -> QuerySet[Organisation]:
    """The institution a key acts for, with its units; none for a key that only reads."""
    own = [key.organisation_id] if key.organisation_id else []
    return with_units(Organisation.objects.filter(pk__in=own))


def keys_for(user) -> QuerySet[ApiKey]:
    """Every key ``user`` may see."""
    found = ApiKey.objects.select_related("holder", "organisation__parent")
    if runs_the_network(user):
        return found
    return found.filter(Q(holder=user) | Q(organisation__in=administered_by(user).values("pk")))


def makes_keys_for(user) -> QuerySet[Organisation]:
    """The bodies for which ``user`` may make keys."""
    return administered_by(user).order_by("name")
