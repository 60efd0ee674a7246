"""Whom we listen to: added by an operator who compared fingerprints, paused, trusted anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal
from simpul.exchange.models import Peer, PeerState, SyncKey
from simpul.exchange.queries.sync import signing
from simpul.exchange.queries.sync.messages import INSTALLATION, Refused
from simpul.exchange.queries.sync.signing import Key, bare, endorsed, fingerprint, read_key
from simpul.exchange.services.sync import identity
from simpul.exchange.services.sync.reading import texts_of

SYNC = _("Exchange with other installations")
NOT_AN_ADDRESS = _("Write the address of the installation as in https://hub.example.go.id.")
OTHER_FINGERPRINT = _("The fingerprint is another one. Ask the operator there to read it again.")
OURSELVES = _("This is our own installation.")
KNOWN = _("This installation is known already under the name %(name)s.")
SHORT_FINGERPRINT = _("A fingerprint has 64 digits and letters from a to f.")


@dataclass(frozen=True)
class Introduced:
    """How an installation presents itself, before anybody trusts it."""

    code: str
    name: str
    keys: Sequence[Key]
    # The key that signed all of this; empty where somebody else told of it.
    signed_by: str = ""

    @property
    def fingerprints(self) -> list[str]:
        """Those of the keys it signs with now."""
        return [fingerprint(key.public) for key in self.keys if key.ends is None]


def read_introduction(data: Mapping[str, Any]) -> Introduced:
    """How an installation presents itself. Raises ``Refused``."""
    code, keys = data.get("installation"), data.get("keys")
    if not isinstance(code, str) or not INSTALLATION.fullmatch(code):
        raise Refused("malformed", "installation")
    if not isinstance(keys, list) or not 0 < len(keys) <= 100:
        raise Refused("malformed", "keys")
    name = data.get("name")
    shown = name.strip()[:200] if isinstance(name, str) else ""
    return Introduced(code, shown or code, [read_key(each) for each in keys])


def site_of(address: str) -> str:
    """The address of an installation as it is kept. Raises ``ValidationError``."""
    parts = urlsplit(address.strip())
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.username:
        raise ValidationError(NOT_AN_ADDRESS, code="address")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def add_peer(
    told: Introduced,
    *,
    address: str,
    spoken: str,
    introduces: bool = False,
    by=None,
    name: str = "",
) -> Peer:
    """Listen to an installation whose operator read us the fingerprint ``spoken``.

    ``introduces`` lets it vouch for the installations it listens to. Raises ``ValidationError``.
    """
    _ask(by, "exchange.add_peer")
    ours, site = identity.begin(), site_of(address)
    if told.code == ours.code:
        raise ValidationError(OURSELVES, code="ourselves")
    keys = _spoken_keys(told, spoken)
    known = Peer.objects.filter(code=told.code).first()
    if known is not None and known.introduced_by is None:
        raise ValidationError(KNOWN, code="known", params={"name": known.name})
    fields = {
        "name": name.strip()[:200] or told.name,
        "address": site,
        "introduces": introduces,
        "introduced_by": None,
        "added_by": by,
    }
    with transaction.atomic():
        peer, _created = Peer.objects.update_or_create(
            code=told.code,
            defaults=fields,
            create_defaults={**fields, "added_at": clock.now()},
        )
        for key in keys.values():
            identity.keep_key(told.code, key)
        journal.record(peer, "add", by=by, details={"address": site})
    return peer


@transaction.atomic
def trust_key(peer: Peer, told: Introduced, *, spoken: str, by=None) -> Peer:
    """Trust another key of a peer that lost its old one, once its fingerprint was compared."""
    _ask(by, "exchange.change_peer")
    if told.code != peer.code:
        raise ValidationError(OTHER_FINGERPRINT, code="fingerprint")
    for key in _spoken_keys(told, spoken).values():
        identity.keep_key(peer.code, key)
    journal.record(peer, "trust_key", by=by)
    return peer


@transaction.atomic
def pause_peer(peer: Peer, *, by=None, note: str = "") -> Peer:
    """Hear nothing from a peer until it is resumed; what it said stays."""
    return _set_state(peer, PeerState.PAUSED, "pause", by, note)


@transaction.atomic
def resume_peer(peer: Peer, *, by=None, note: str = "") -> Peer:
    """Listen again, from where it was left."""
    return _set_state(peer, PeerState.ACTIVE, "resume", by, note)


def _set_state(peer: Peer, state: str, verb: str, by, note: str) -> Peer:
    _ask(by, "exchange.change_peer")
    if Peer.objects.filter(pk=peer.pk).exclude(state=state).update(state=state):
        journal.record(peer, verb, by=by, note=note)
    peer.refresh_from_db()
    return peer


@transaction.atomic
def hear_of(peer: Peer, message: Mapping[str, Any]) -> None:
    """Take over what a trusted peer says of itself: newer keys, how far it is, whom it trusts."""
    told = read_introduction(message)
    if told.code != peer.code:
        raise Refused("not_for_us", told.code)
    _follow_keys(told.code, told.keys)
    for each in texts_of(message, "feeds"):
        if each.get("origin") == told.code:
            Peer.objects.filter(pk=peer.pk).update(head=str(each.get("head"))[:120])
    if peer.introduces:
        for each in texts_of(message, "introduces"):
            _introduce(peer, read_introduction(each))


def _follow_keys(code: str, offered: Sequence[Key]) -> None:
    """Trust the keys that known ones endorse, and let those end that ended there."""
    known = identity.keys_of(code)
    for key in endorsed(known, offered, code).values():
        identity.keep_key(code, key)
    for key in offered:
        if key.ends is not None and key.id in known and known[key.id].ends is None:
            SyncKey.objects.filter(installation=code, key=key.id).update(ends=key.ends)


def _introduce(by_peer: Peer, told: Introduced) -> None:
    ours = identity.begun()
    if ours is None or told.code in {ours.code, by_peer.code}:
        return
    known = Peer.objects.filter(code=told.code).first()
    if known is None:
        known = Peer.objects.create(
            code=told.code, name=told.name, introduced_by=by_peer, added_at=clock.now()
        )
        journal.record(known, "introduce", details={"by": by_peer.code})
        for key in told.keys:
            identity.keep_key(told.code, key)
    elif known.introduced_by_id == by_peer.pk:
        _follow_keys(told.code, told.keys)


def _spoken_keys(told: Introduced, spoken: str) -> dict[str, Key]:
    """The key whose fingerprint was compared, with those it leads to and came from."""
    heard = bare(spoken)
    if len(heard) != 64:
        raise ValidationError(SHORT_FINGERPRINT, code="fingerprint")
    found = {key.id: key for key in told.keys if bare(fingerprint(key.public)) == heard}
    if not found:
        raise ValidationError(OTHER_FINGERPRINT, code="fingerprint")
    trusted = {**found, **endorsed(found, told.keys, told.code)}
    # Nothing of what was told counts unless the compared key, or one it leads to, signed it: else
    # somebody between us could name a key of their own as the one before it.
    if told.signed_by not in trusted:
        raise ValidationError(OTHER_FINGERPRINT, code="fingerprint")
    # Its own word about the keys before it opens what they signed.
    return {**{key.id: key for key in _before(told, found)}, **trusted}


def _before(told: Introduced, found: Mapping[str, Key]) -> list[Key]:
    """The keys that endorsed, one after the other, those that were compared."""
    by_id = {key.id: key for key in told.keys}
    trail: list[Key] = []
    for key in found.values():
        at = key
        while at.previous in by_id and len(trail) < len(by_id):
            before = by_id[at.previous]
            if not endorsed({before.id: before}, [at], told.code):
                break
            trail.append(before)
            at = before
    return trail


def _ask(by, permission: str) -> None:
    # Without a person it is the operator at the machine.
    if by is not None and not by.has_perm(permission):
        raise PermissionDenied(SYNC)


def own_fingerprint() -> str:
    """What our operator reads to another one."""
    return fingerprint(signing.public_of(identity.private_key()))
