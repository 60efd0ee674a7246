"""Signatures: Ed25519 over the canonical form, and keys that endorse the ones after them."""

import base64
import binascii
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from simpul.exchange.queries.sync.canonical import NotCanonical, canonical
from simpul.exchange.queries.sync.messages import PROTOCOL, Refused

# How old a message may be when it arrives, and how far ahead its sender's clock may be.
WINDOW = timedelta(minutes=10)
AHEAD = timedelta(minutes=5)


@dataclass(frozen=True)
class Key:
    """A public key of an installation, with the word of the key before it."""

    id: str
    public: bytes
    begins: datetime
    ends: datetime | None = None
    previous: str = ""
    endorsement: str = ""

    def as_data(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "public": encoded(self.public),
            "begins": written(self.begins),
            "ends": written(self.ends) if self.ends else None,
            "previous": self.previous,
            "endorsement": self.endorsement,
        }


Keys = Mapping[str, Key]


def written(at: datetime) -> str:
    """An instant as messages write it: UTC, to the second."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def read_instant(text: Any) -> datetime:
    """The instant a message names. Raises ``Refused``."""
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except (TypeError, ValueError) as error:
        raise Refused("malformed", "instant") from error


def encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def decoded(text: Any) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (TypeError, ValueError, binascii.Error) as error:
        raise Refused("malformed", "base64") from error


# --- Keys --------------------------------------------------------------------------------------


def public_of(private: Ed25519PrivateKey) -> bytes:
    """The 32 bytes of the public half."""
    return private.public_key().public_bytes_raw()


def key_id(public: bytes) -> str:
    """The short name of a key in messages."""
    return hashlib.sha256(public).hexdigest()[:16]


def fingerprint(public: bytes) -> str:
    """What two operators read to each other: the whole digest of the key, in groups of four."""
    digits = hashlib.sha256(public).hexdigest()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def bare(spoken: str) -> str:
    """A fingerprint as it was typed, without spaces, colons and capitals."""
    return "".join(letter for letter in spoken.lower() if letter in "0123456789abcdef")


def new_key(
    private: Ed25519PrivateKey,
    *,
    installation: str,
    begins: datetime,
    previous: Ed25519PrivateKey | None = None,
) -> Key:
    """The public half of a new key, endorsed by the one it follows."""
    public = public_of(private)
    before = key_id(public_of(previous)) if previous else ""
    key = Key(key_id(public), public, begins, previous=before)
    if previous is None:
        return key
    word = encoded(previous.sign(_signed("key", _endorsed(key, installation))))
    return Key(key.id, public, begins, previous=before, endorsement=word)


def read_key(data: Any) -> Key:
    """A key as a message writes it. Raises ``Refused``."""
    if not isinstance(data, Mapping):
        raise Refused("malformed", "key")
    public = decoded(data.get("public"))
    if len(public) != 32 or data.get("id") != key_id(public):
        raise Refused("malformed", "key")
    return Key(
        key_id(public),
        public,
        read_instant(data.get("begins")),
        read_instant(data["ends"]) if data.get("ends") else None,
        str(data.get("previous") or ""),
        str(data.get("endorsement") or ""),
    )


def endorsed(known: Keys, offered: Iterable[Key], installation: str) -> dict[str, Key]:
    """The offered keys that a known one leads to, by one endorsement after the other."""
    trusted, waiting = dict(known), [key for key in offered if key.id not in known]
    found: dict[str, Key] = {}
    while fresh := [key for key in waiting if _is_endorsed(key, trusted, installation)]:
        waiting = [key for key in waiting if key not in fresh]
        found.update((key.id, key) for key in fresh)
        trusted.update(found)
    return found


def _is_endorsed(key: Key, trusted: Keys, installation: str) -> bool:
    before = trusted.get(key.previous)
    if before is None or not key.endorsement:
        return False
    return _verifies(before.public, key.endorsement, "key", _endorsed(key, installation))


def _endorsed(key: Key, installation: str) -> dict[str, Any]:
    return {
        "protocol": PROTOCOL,
        "installation": installation,
        "id": key.id,
        "public": encoded(key.public),
        "begins": written(key.begins),
        "previous": key.previous,
    }


# --- Signing and opening -----------------------------------------------------------------------


def sealed(name: str, payload: Mapping[str, Any], private: Ed25519PrivateKey) -> dict[str, Any]:
    """``payload`` under ``name`` with the signature over both."""
    return {
        name: payload,
        "key": key_id(public_of(private)),
        "signature": encoded(private.sign(_signed(name, payload))),
    }


def opened(name: str, data: Any, keys: Keys, *, at: datetime | None = None) -> Mapping[str, Any]:
    """What was sealed under ``name`` by one of ``keys``, at the time it says. Raises ``Refused``.

    ``at`` is when it was said; a key that had ended by then signs nothing.
    """
    if not isinstance(data, Mapping) or data.keys() != {name, "key", "signature"}:
        raise Refused("malformed", name)
    payload = data[name]
    if not isinstance(payload, Mapping):
        raise Refused("malformed", name)
    key = keys.get(str(data["key"]))
    if key is None:
        raise Refused("unknown_key", str(data["key"])[:16])
    if not _verifies(key.public, data["signature"], name, payload):
        raise Refused("signature", name)
    if at is not None and key.ends is not None and at > key.ends:
        raise Refused("ended_key", key.id)
    return payload


def check_window(sent_at: datetime, now: datetime) -> None:
    """Refuse what was sent too long ago, or will only be sent."""
    if sent_at < now - WINDOW:
        raise Refused("stale", written(sent_at))
    if sent_at > now + AHEAD:
        raise Refused("future", written(sent_at))


def _verifies(public: bytes, signature: Any, name: str, payload: Mapping[str, Any]) -> bool:
    try:
        signed = _signed(name, payload)
        Ed25519PublicKey.from_public_bytes(public).verify(decoded(signature), signed)
    except NotCanonical as error:
        raise Refused("malformed", str(error)) from error
    except (InvalidSignature, ValueError):
        return False
    return True


def _signed(name: str, payload: Mapping[str, Any]) -> bytes:
    """The bytes a signature covers: what it is, a line break, the canonical form."""
    return f"{PROTOCOL} {name}\n".encode() + canonical(payload)
