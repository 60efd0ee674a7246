"""The key of this installation, lent to rooms below that sign what they say."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from simpul.exchange.models import SyncKey
from simpul.exchange.queries.sync import signing
from simpul.exchange.queries.sync.messages import Refused
from simpul.exchange.services.sync import identity

_WHY = {
    "malformed": _("It is not a signed statement."),
    "unknown_key": _("It was signed by a key that is not among these."),
    "signature": _("The signature does not fit: its words were changed."),
    "ended_key": _("It was signed by a key that had ended."),
}


def seal(name: str, payload: dict[str, Any]) -> dict[str, Any] | None:
    """Sign ``payload``; nothing while this installation has no key in use."""
    if identity.begun() is None:
        return None
    try:
        return identity.seal(name, payload)
    except identity.NoKey:
        return None


def keys() -> list[dict[str, Any]]:
    """Our public keys, those that ended among them: what they signed before still counts."""
    ours = identity.begun()
    if ours is None:
        return []
    rows = SyncKey.objects.filter(installation=ours.code).order_by("begins")
    return [identity.as_key(row).as_data() for row in rows]


def opened(name: str, said: Any, known: list[dict[str, Any]]) -> Mapping[str, Any]:
    """What was sealed by one of ``known``. Raises ``ValueError`` that says why it was not."""
    try:
        trusted = {key.id: key for key in map(signing.read_key, known)}
        return signing.opened(name, said, trusted)
    except Refused as refused:
        raise ValueError(_WHY.get(refused.reason, refused.reason)) from refused
