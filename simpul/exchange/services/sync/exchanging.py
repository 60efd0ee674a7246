"""Ask the peers: what they say of themselves, whose words they hold, and the files behind them."""

import hashlib
import io
import json
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from simpul.core import clock, files, journal, kinds, leases
from simpul.exchange.models import Installation, Peer, PeerState, SyncEvent
from simpul.exchange.queries import sync_records
from simpul.exchange.queries.sync.envelopes import Asked, opened_message
from simpul.exchange.queries.sync.messages import (
    BATCH_BYTES,
    Refused,
)
from simpul.exchange.services.sync import applying, identity, peers, receiving, telling
from simpul.exchange.services.sync.reading import texts_of
from simpul.innovations.models import Evidence, EvidenceKind, Innovation
from simpul.sources.services import fetching

PATH = "/sync/v1/"
SHA256 = re.compile(r"[0-9a-f]{64}")
# Prolonged with every batch; a process that was killed keeps nobody out for longer.
LEASE_SECONDS = 30
# How many batches of one feed are taken in one round, so that no peer holds up the others.
ROUND_BATCHES = 500

# ``get(address) -> bytes``: the guarded way out.
Get = Callable[[str], bytes]


@dataclass
class Report:
    """What one round with one peer brought."""

    peer: str
    events: int = 0
    news: int = 0
    files: int = 0
    refused: str = ""
    about: str = ""
    # Another process has a round with this peer.
    is_busy: bool = False
    details: dict[str, int] = field(default_factory=dict)


def guarded(address: str) -> bytes:
    """What stands at an address, through the guarded way out. Raises ``Refused``."""
    try:
        return fetching.get(address).content
    except fetching.FetchFault as fault:
        raise Refused("unreachable", str(fault)[:180]) from fault


def sync(peer: Peer, *, get: Get = guarded) -> Report:
    """Tell, ask one peer for everything new, and carry it out; one process at a time a peer."""
    report = Report(peer.code)
    if peer.state == PeerState.PAUSED:
        report.refused = "paused"
        return report
    if not peer.address:
        return report
    if not leases.take(f"sync {peer.code}", seconds=LEASE_SECONDS):
        report.is_busy = True
        return report
    ours = identity.begin()
    telling.tell()
    Peer.objects.filter(pk=peer.pk).update(asked_at=clock.now())
    try:
        _ask_all(ours, peer, get, report)
        receiving.note_trouble_over(peer)
    except Refused as refused:
        receiving.note_refusal(refused, peer=peer)
        report.refused, report.about = refused.reason, refused.about
    finally:
        leases.release(f"sync {peer.code}")
    done = applying.carry_out(ours)
    report.details = {"carried_out": done.done, "waiting": done.waiting}
    report.files = _fetch_files(peer, get)
    return report


def _ask_all(ours: Installation, peer: Peer, get: Get, report: Report) -> None:
    message = introduction_of(peer.address, ours=ours, get=get)
    peers.hear_of(peer, message)
    for origin in _feeds(message, ours):
        _ask_feed(ours, peer, origin, get, report)


def introduction_of(address: str, *, ours: Installation, get: Get) -> Mapping[str, Any]:
    """What a trusted peer says of itself now. Raises ``Refused``."""
    asked = Asked(to=ours.code, nonce=secrets.token_hex(16))
    data = _json(get(f"{address}{PATH}?{urlencode({'for': asked.to, 'nonce': asked.nonce})}"))
    return opened_message(
        data, "introduction", asked=asked, keys_of=_keys_with(data), now=clock.now()
    )


def _keys_with(data: Any) -> Callable[[str], dict]:
    """The trusted keys, and those they endorse in this very message: keys may have rotated."""

    def keys_of(installation: str) -> dict:
        known = identity.keys_of(installation)
        inside = data.get("message") if isinstance(data, Mapping) else None
        if not known or not isinstance(inside, Mapping):
            return known
        told = peers.read_introduction(inside)
        return {**known, **peers.endorsed(known, told.keys, installation)}

    return keys_of


def first_introduction(address: str, *, get: Get = guarded) -> peers.Introduced:
    """How a stranger presents itself: nothing of it is trusted yet. Raises ``Refused``."""
    data = _json(get(f"{peers.site_of(address)}{PATH}"))
    inside = data.get("message") if isinstance(data, Mapping) else None
    if not isinstance(inside, Mapping):
        raise Refused("malformed", "message")
    told = peers.read_introduction(inside)
    keys = {key.id: key for key in told.keys}
    asked = Asked(to="", nonce="")
    opened_message(data, "introduction", asked=asked, keys_of=lambda _code: keys, now=clock.now())
    return replace(told, signed_by=str(data["key"]))


def _feeds(message: Mapping[str, Any], ours: Installation) -> Iterator[Peer]:
    """The installations whose newer words can be had there; our own never come back."""
    for each in texts_of(message, "feeds"):
        known = Peer.objects.filter(code=str(each.get("origin"))).first()
        if known is None or known.code == ours.code or not known.is_active:
            continue
        if (each.get("feed"), each.get("head")) != (known.feed, known.cursor):
            yield known


def _ask_feed(ours: Installation, peer: Peer, origin: Peer, get: Get, report: Report) -> None:
    for _batch in range(ROUND_BATCHES):
        origin.refresh_from_db()
        asked = Asked(to=ours.code, nonce=secrets.token_hex(16))
        question = {
            "origin": origin.code,
            "feed": origin.feed,
            "after": origin.cursor,
            "for": asked.to,
            "nonce": asked.nonce,
        }
        content = get(f"{peer.address}{PATH}feed?{urlencode(question)}")
        told = receiving.take_batch(_json(content), asked=asked)
        report.events += told.events
        report.news += told.news
        leases.take(f"sync {peer.code}", seconds=LEASE_SECONDS)
        if not told.more:
            return


def _json(content: bytes) -> Any:
    if len(content) > BATCH_BYTES * 2:
        raise Refused("too_large", "answer")
    try:
        return json.loads(content)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Refused("malformed", "JSON") from error


# --- Files -------------------------------------------------------------------------------------


def _fetch_files(peer: Peer, get: Get) -> int:
    """Fetch the files behind the records of a peer, by their checksum; answers how many came."""
    origins = [peer.code, *peer.introduced.values_list("code", flat=True)]
    rows = SyncEvent.objects.filter(origin__in=origins, wants_files=True).exclude(applied_at=None)
    count = 0
    for row in rows.order_by("pk").iterator(chunk_size=100):
        record = _mirror_of(row)
        told = list(texts_of(row.sealed["event"]["body"], "files")) if record else []
        came = [_fetch_file(peer, record, each, get) for each in told if record is not None]
        count += came.count(True)
        if None not in came:
            SyncEvent.objects.filter(pk=row.pk, digest=row.digest).update(wants_files=False)
    return count


def _mirror_of(row: SyncEvent) -> int | None:
    """The record made here from this word of its own hub: nobody else adds files to a record."""
    pk = sync_records.rows_of([row.record], "").get(row.record)
    if pk is None or not sync_records.is_of_owner(row.origin, row.record):
        return None
    return pk if sync_records.is_mirror(Innovation.objects.get(pk=pk), row.record) else None


def _fetch_file(peer: Peer, record: int, told: Mapping[str, Any], get: Get) -> bool | None:
    """Fetch one file; False where it is here or cannot be kept, None where it is had later."""
    sha256, size = told.get("sha256"), told.get("size")
    if not isinstance(sha256, str) or not SHA256.fullmatch(sha256) or not isinstance(size, int):
        return False
    if not 0 < size <= settings.EVIDENCE_MAX_BYTES:
        return False
    shown = Evidence.objects.kept().filter(innovation=record, file__sha256=sha256)
    if shown.exists():
        return False
    try:
        content = get(f"{peer.address}{PATH}files/{sha256}")
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Refused("signature", f"file {sha256}")
    except Refused as refused:
        receiving.note_refusal(refused, peer=peer, is_trouble=False)
        return None
    return _keep_file(record, told, content)


def _keep_file(record: int, told: Mapping[str, Any], content: bytes) -> bool:
    try:
        # Kept byte for byte, so that its checksum stays what its own hub says.
        media_type = kinds.kind_of(io.BytesIO(content))
        name = str(told.get("name"))[:200]
        file = files.keep(name, io.BytesIO(content), kind=media_type)
    except ValidationError:
        # Of a kind this installation does not keep; it can still be read at its own hub.
        return False
    kind, now = str(told.get("kind")), clock.now()
    with transaction.atomic():
        kept = Evidence.objects.create(
            innovation=Innovation.objects.get(pk=record),
            file=file,
            field=str(told.get("field"))[:30],
            kind=kind if kind in EvidenceKind.values else EvidenceKind.DOCUMENT,
            title=str(told.get("title"))[:200] or file.name,
            is_public=True,
            added_at=now,
            accepted_at=now,
        )
        journal.record(kept, "mirror", details={"sha256": file.sha256})
    return True
