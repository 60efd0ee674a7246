"""Hear what a peer tells: checked, kept whole or not at all, refusals written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import F

from simpul.core import clock, journal
from simpul.exchange.models import Installation, Peer, PeerState, SyncRefusal
from simpul.exchange.queries.sync import signing
from simpul.exchange.queries.sync.canonical import digest
from simpul.exchange.queries.sync.envelopes import Asked, Batch, read_batch
from simpul.exchange.queries.sync.messages import INSTALLATION, Refused, read_cursor
from simpul.exchange.services.sync import identity, storing

ABOUT_LETTERS = 200
# So many kinds of refusals are told apart for one peer, or for nobody; then only their reasons.
MOST_KINDS = 200


@dataclass(frozen=True)
class Told:
    """What a batch brought: events in all, how many were news, and whether more wait."""

    events: int
    news: int
    more: bool


def take_batch(data: Any, *, asked: Asked) -> Told:
    """Keep a batch somebody sent or answered. Raises ``Refused``; nothing of it is kept then."""
    batch = read_batch(data, asked=asked, keys_of=identity.keys_of, now=clock.now())
    ours = identity.begin()
    _check_active(batch.sender)
    with transaction.atomic():
        peer = Peer.objects.select_for_update().get(code=batch.origin)
        _check_active(batch.origin)
        is_same = batch.feed == peer.feed
        # Another feed is read from its beginning.
        reached = peer.cursor if is_same else ""
        if read_cursor(batch.after) > read_cursor(reached):
            raise Refused("gap", reached)
        news = storing.keep(batch.heard, peer=peer, fork_is_fault=is_same)
        _hear_clock(ours, batch)
        if not is_same or read_cursor(batch.next) > read_cursor(reached):
            Peer.objects.filter(pk=peer.pk).update(feed=batch.feed, cursor=batch.next)
    return Told(len(batch.heard), news, batch.more)


def take_push(data: Any) -> Told:
    """Keep a batch that a peer sent of its own accord; the same one only once."""
    ours = identity.begin()
    asked = Asked(to=ours.code)
    # Only what is genuine is remembered: a forgery must not keep the true message out.
    read_batch(data, asked=asked, keys_of=identity.keys_of, now=clock.now())
    seconds = int((signing.WINDOW + signing.AHEAD).total_seconds()) * 2
    if not cache.add(f"sync:{digest(data['message'])}", 1, timeout=seconds):
        raise Refused("replayed")
    return take_batch(data, asked=asked)


def _check_active(code: str) -> None:
    peer = Peer.objects.filter(code=code).first()
    if peer is None:
        raise Refused("unknown_peer", code[:16])
    if peer.state == PeerState.PAUSED:
        raise Refused("paused", code)


def _hear_clock(ours: Installation, batch: Batch) -> None:
    if not batch.heard:
        return
    logical = identity.Clock(ours)
    for one in batch.heard:
        logical.hear(one.event.time)
    logical.keep()


# --- Refusals and contact ----------------------------------------------------------------------


def note_refusal(refused: Refused, *, peer: Peer | None, is_trouble: bool = True) -> None:
    """Write down that a message was not taken; the same again only counts.

    ``is_trouble`` says that the peer itself answered wrongly, as only an answer to us can show.
    """
    now = clock.now()
    known = SyncRefusal.objects.filter(peer=peer)
    about = refused.about[:ABOUT_LETTERS]
    if known.count() >= MOST_KINDS and not known.filter(reason=refused.reason, about=about):
        # Anybody can think of another word; the list stays as short as people can read.
        about = ""
    row, created = SyncRefusal.objects.get_or_create(
        peer=peer,
        reason=refused.reason,
        about=about,
        defaults={"first_at": now, "last_at": now},
    )
    if not created:
        SyncRefusal.objects.filter(pk=row.pk).update(count=F("count") + 1, last_at=now)
    if peer is not None and is_trouble:
        Peer.objects.filter(pk=peer.pk).update(trouble=refused.reason)


def sender_of(data: Any) -> Peer | None:
    """The peer a message says it is from; whether it is, only its signature shows."""
    inside = data.get("message") if isinstance(data, Mapping) else None
    code = inside.get("from") if isinstance(inside, Mapping) else None
    if not isinstance(code, str) or not INSTALLATION.fullmatch(code):
        return None
    return Peer.objects.filter(code=code).first()


def note_trouble_over(peer: Peer) -> None:
    """A peer answered as it should."""
    Peer.objects.filter(pk=peer.pk).update(trouble="", answered_at=clock.now())


def forget_refusals(peer: Peer, *, by) -> int:
    """Clear the list of refused messages of a peer, once somebody looked at them."""
    with transaction.atomic():
        count, _kinds = SyncRefusal.objects.filter(peer=peer).delete()
        journal.record(peer, "clear_refusals", by=by, details={"count": count})
    return count
