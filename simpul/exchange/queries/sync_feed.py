"""What others may ask: who we are, whose words we hold, and those words piece by piece."""

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Q

from simpul.core.models import File
from simpul.exchange.models import Installation, Peer, SyncEvent, SyncKey
from simpul.exchange.queries.sync.canonical import canonical
from simpul.exchange.queries.sync.converging import hash_of, line_of
from simpul.exchange.queries.sync.messages import (
    BATCH_BYTES,
    BATCH_EVENTS,
    EVENT_BYTES,
    INSTALLATION,
    PROTOCOL,
    Refused,
    cursor,
    read_cursor,
)
from simpul.exchange.queries.sync.signing import written
from simpul.innovations.models import Evidence, State

SHA256 = re.compile(r"[0-9a-f]{64}")
# What an envelope adds around its events.
AROUND = 8 * 1024


def introduction(ours: Installation) -> dict[str, Any]:
    """Who this installation is, its keys, and whose words can be had here."""
    peers = Peer.objects.filter(state="active")
    return {
        "installation": ours.code,
        "name": settings.SYNC_NAME or settings.CENTRAL_HOST,
        "address": settings.SITE_URL,
        "keys": keys_of(ours.code),
        "feeds": [
            {"origin": ours.code, "feed": ours.feed, "head": head_of(ours.code)},
            *({"origin": one.code, "feed": one.feed, "head": one.cursor} for one in peers),
        ],
        "introduces": [
            {"installation": one.code, "name": one.name, "keys": keys_of(one.code)} for one in peers
        ],
        "limits": {
            "event_bytes": EVENT_BYTES,
            "batch_bytes": BATCH_BYTES,
            "batch_events": BATCH_EVENTS,
            "file_bytes": settings.EVIDENCE_MAX_BYTES,
        },
        "protocols": [PROTOCOL],
    }


def keys_of(installation: str) -> list[dict[str, Any]]:
    """The public keys of an installation, as messages write them."""
    return [
        {
            "id": row.key,
            "public": row.public,
            "begins": written(row.begins),
            "ends": written(row.ends) if row.ends else None,
            "previous": row.previous,
            "endorsement": row.endorsement,
        }
        for row in SyncKey.objects.filter(installation=installation)
    ]


def feed_of(origin: str, ours: Installation) -> tuple[str, str] | None:
    """The name of a feed held here and how far it goes; None for one we do not hold."""
    if origin == ours.code:
        return ours.feed, head_of(origin)
    if not INSTALLATION.fullmatch(origin):
        return None
    peer = Peer.objects.filter(code=origin).first()
    return (peer.feed, peer.cursor) if peer else None


def head_of(origin: str) -> str:
    """The place of the last event of an installation."""
    last = SyncEvent.objects.filter(origin=origin).order_by("seq", "record", "register").last()
    return cursor(last.seq, last.record, last.register) if last else ""


def piece(origin: str, after: str, upto: str, *, most: int = BATCH_EVENTS) -> dict[str, Any]:
    """The next events of a feed within the limits of one batch. Raises ``Refused``."""
    most = max(1, min(most, BATCH_EVENTS))
    chosen: list[Any] = []
    size, place, more = AROUND, after, False
    for row in _between(origin, after, upto, most + 1):
        size += len(canonical(row.sealed)) + 1
        if len(chosen) == most or (chosen and size > BATCH_BYTES):
            more = True
            break
        chosen.append(row.sealed)
        place = cursor(row.seq, row.record, row.register)
    # Where nothing is left, the reader stands where the feed ends.
    return {
        "origin": origin,
        "after": after,
        "next": place if more else (upto or place),
        "more": more,
        "events": chosen,
    }


def _between(origin: str, after: str, upto: str, most: int) -> Iterator[SyncEvent]:
    rows = SyncEvent.objects.filter(origin=origin).filter(_beyond(after))
    if upto:
        rows = rows.exclude(_beyond(upto))
    return rows.order_by("seq", "record", "register")[:most].iterator()


def _beyond(place: str) -> Q:
    seq, record, register = read_cursor(place)
    return (
        Q(seq__gt=seq)
        | Q(seq=seq, record__gt=record)
        | Q(seq=seq, record=record, register__gt=register)
    )


def check_after(after: str, head: str) -> None:
    """Refuse a place that lies beyond the end of the feed. Raises ``Refused``."""
    if read_cursor(after) > read_cursor(head):
        raise Refused("gap", after[:100])


def public_file(sha256: str) -> File | None:
    """A file anybody may open, by its checksum."""
    if not SHA256.fullmatch(sha256):
        return None
    verified = Q(innovation__state=State.PUBLISHED)
    # What came from another installation is listed here, and its files are as open as there.
    mirrored = Q(innovation__state=State.LISTED, draft=None, added_by=None)
    shown = Evidence.objects.public().filter(verified | mirrored, file__sha256=sha256)
    found = shown.select_related("file").first()
    return found.file if found else None


def state_now() -> dict[str, Any]:
    """The digest of all that is known, whole and by installation; equal where the words are."""
    rows = SyncEvent.objects.values_list("origin", "record", "register", "digest").order_by()
    lines: dict[str, list[bytes]] = {}
    for row in rows.iterator(chunk_size=5000):
        lines.setdefault(row[0], []).append(line_of(*row))
    return {
        "state": hash_of(line for each in lines.values() for line in each),
        "events": sum(map(len, lines.values())),
        "origins": {
            origin: {"state": hash_of(each), "events": len(each)}
            for origin, each in sorted(lines.items())
        },
    }
