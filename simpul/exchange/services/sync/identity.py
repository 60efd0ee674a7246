"""Who this installation is for others: its identity, its signing key, its logical clock."""

import base64
import binascii
import os
import secrets
from pathlib import Path
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from simpul.core import clock, journal
from simpul.exchange.models import Installation, SyncKey
from simpul.exchange.queries.sync import clocks, signing
from simpul.exchange.queries.sync.messages import INSTALLATION
from simpul.exchange.queries.sync.signing import Key

KEY_FILE, NEXT_FILE = "sync-key.pem", "sync-key-next.pem"
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


class NoKey(Exception):
    """The private key cannot be used; the message says why and what to do."""


def begun() -> Installation | None:
    """This installation, once it takes part in sync."""
    return Installation.objects.first()


def begin() -> Installation:
    """Take part in sync: get an identity and a key, the first time."""
    found = begun()
    if found is not None:
        return found
    key = _made()
    with transaction.atomic():
        found = Installation.objects.select_for_update().first()
        if found is None:
            found = Installation.objects.create(code=_code(), feed=_code(), began_at=clock.now())
            journal.record(found, "begin")
        first = signing.new_key(key, installation=found.code, begins=_second())
        if not SyncKey.objects.filter(installation=found.code).exists():
            keep_key(found.code, first)
    return found


@transaction.atomic
def name_feed_anew(*, by=None) -> Installation:
    """Give the feed another name, and compare every record anew."""
    ours = begin()
    Installation.objects.filter(pk=ours.pk).update(feed=_code(), swept_to=0)
    journal.record(ours, "begin_feed", by=by)
    ours.refresh_from_db()
    return ours


# --- Keys --------------------------------------------------------------------------------------


def private_key() -> Ed25519PrivateKey:
    """The key we sign with: of the setting, else of the file. Raises ``NoKey``."""
    if settings.SYNC_KEY:
        key = _of_setting(settings.SYNC_KEY)
        if _signs(key):
            return key
    else:
        key = _of_file(_path())
        if _signs(key):
            return key
        # A rotation that was interrupted once it counted: the next key stands beside.
        if _path(NEXT_FILE).exists() and _signs(following := _of_file(_path(NEXT_FILE))):
            _path(NEXT_FILE).replace(_path())
            return following
    raise NoKey(
        _("This key was never made known to others. Put the last one back, or rotate keys.")
    )


def _signs(key: Ed25519PrivateKey) -> bool:
    """Whether others may know this key as ours, now."""
    ours = begun()
    code, name = ours.code if ours else "", signing.key_id(signing.public_of(key))
    return SyncKey.objects.filter(installation=code, key=name, ends=None).exists()


def seal(name: str, payload: dict[str, Any]) -> dict[str, Any]:
    """Sign what this installation says."""
    return signing.sealed(name, payload, private_key())


def rotate_key(*, by=None) -> Key:
    """Make a new key, endorsed by the present one, which ends now."""
    _check_file()
    return _follow_with(private_key(), "rotate_key", by)


def replace_key(*, by=None) -> Key:
    """Begin a new key after the old one was lost; every peer must compare it by hand."""
    _check_file()
    return _follow_with(None, "replace_key", by)


def _check_file() -> None:
    if settings.SYNC_KEY:
        raise NoKey(_("The key stands in SYNC_KEY. Move it to the file of SIMPUL_VAR first."))


def _follow_with(before: Ed25519PrivateKey | None, verb: str, by) -> Key:
    ours, now, private = begin(), _second(), Ed25519PrivateKey.generate()
    key = signing.new_key(private, installation=ours.code, begins=now, previous=before)
    _write(private, NEXT_FILE)
    with transaction.atomic():
        SyncKey.objects.filter(installation=ours.code, ends=None).update(ends=now)
        keep_key(ours.code, key)
        journal.record(ours, verb, by=by, details={"key": key.id})
    _path(NEXT_FILE).replace(_path())
    return key


def keys_of(installation: str) -> dict[str, Key]:
    """The keys trusted for an installation."""
    # What cannot be the name of one is not looked up; a stranger may have written it.
    if not INSTALLATION.fullmatch(installation):
        return {}
    rows = SyncKey.objects.filter(installation=installation)
    return {row.key: as_key(row) for row in rows}


def as_key(row: SyncKey) -> Key:
    return Key(
        row.key,
        base64.b64decode(row.public),
        row.begins,
        row.ends,
        row.previous,
        row.endorsement,
    )


def keep_key(installation: str, key: Key) -> None:
    """Trust a key from now on; what it said of its own end counts."""
    SyncKey.objects.update_or_create(
        installation=installation,
        key=key.id,
        defaults={
            "public": signing.encoded(key.public),
            "begins": key.begins,
            "ends": key.ends,
            "previous": key.previous,
            "endorsement": key.endorsement,
        },
    )


def _made() -> Ed25519PrivateKey:
    """The key of the setting or the file; a new one where there is none."""
    if settings.SYNC_KEY:
        return _of_setting(settings.SYNC_KEY)
    if _path().exists():
        return _of_file(_path())
    private = Ed25519PrivateKey.generate()
    _write(private)
    return private


def _path(name: str = KEY_FILE) -> Path:
    return Path(settings.VAR_DIR) / name


def _write(private: Ed25519PrivateKey, name: str = KEY_FILE) -> None:
    """Put the key where only this program reads it, whole or not at all."""
    fresh = _path(f"{name}.{secrets.token_hex(4)}")
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    fresh.replace(_path(name))


def _of_file(path: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (OSError, TypeError, ValueError, UnsupportedAlgorithm) as error:
        raise NoKey(_("The key in %(path)s cannot be read.") % {"path": path}) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise NoKey(_("The key in %(path)s is not of Ed25519.") % {"path": path})
    return key


def _of_setting(text: str) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(text, validate=True))
    except (ValueError, binascii.Error) as error:
        raise NoKey(_("SYNC_KEY is not 32 bytes in base64.")) from error


def _code() -> str:
    return "".join(secrets.choice(LETTERS) for _position in range(16))


def _second():
    return clock.now().replace(microsecond=0)


# --- Logical time ------------------------------------------------------------------------------


class Clock:
    """Logical time within one transaction; ``keep`` writes down how far it came."""

    def __init__(self, ours: Installation) -> None:
        self._ours = ours
        locked = Installation.objects.select_for_update().get(pk=ours.pk)
        self._last = clocks.read(locked.clock) if locked.clock else clocks.START

    def tick(self) -> str:
        self._last = clocks.following(self._last, clock.now())
        return str(self._last)

    def hear(self, time: str) -> None:
        self._last = clocks.met(self._last, clocks.read(time))

    def keep(self) -> None:
        Installation.objects.filter(pk=self._ours.pk).update(clock=str(self._last))
