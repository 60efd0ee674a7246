"""Envelopes: a signed message of one installation to another, about itself or what it knows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from simpul.exchange.queries.sync import clocks
from simpul.exchange.queries.sync.canonical import canonical
from simpul.exchange.queries.sync.messages import (
    BATCH_BYTES,
    BATCH_EVENTS,
    PROTOCOL,
    Event,
    Refused,
    read_cursor,
    read_event,
)
from simpul.exchange.queries.sync.signing import (
    AHEAD,
    Keys,
    check_window,
    opened,
    read_instant,
    written,
)

# ``keys_of(installation)``: the keys trusted for it; none for one nobody added.
KeysOf = Callable[[str], Keys]

SealedEvent = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """What we asked, so that no other answer can be passed off as ours: who we are and a number."""

    to: str
    nonce: str = ""


@dataclass(frozen=True)
class Heard:
    """One event as it came, with the seal of who said it."""

    event: Event
    sealed: SealedEvent


@dataclass(frozen=True)
class Batch:
    """A piece of the feed of one installation, from ``after`` to ``next``, without holes."""

    sender: str
    origin: str
    feed: str
    after: str
    next: str
    more: bool
    heard: Sequence[Heard]


def message(kind: str, sender: str, asked: Asked, now: datetime, **rest: Any) -> dict[str, Any]:
    """A message to be sealed."""
    return {
        "protocol": PROTOCOL,
        "type": kind,
        "from": sender,
        "to": asked.to,
        "nonce": asked.nonce,
        "sent_at": written(now),
        **rest,
    }


def opened_message(
    data: Any, kind: str, *, asked: Asked, keys_of: KeysOf, now: datetime
) -> Mapping[str, Any]:
    """The message in an envelope, once everything about it was checked. Raises ``Refused``."""
    inside = data.get("message") if isinstance(data, Mapping) else None
    if not isinstance(inside, Mapping):
        raise Refused("malformed", "message")
    if inside.get("protocol") != PROTOCOL:
        raise Refused("protocol", str(inside.get("protocol"))[:40])
    keys = keys_of(str(inside.get("from")))
    if not keys:
        raise Refused("unknown_peer", str(inside.get("from"))[:16])
    sent_at = read_instant(inside.get("sent_at"))
    found = opened("message", data, keys, at=sent_at)
    if found.get("type") != kind:
        raise Refused("malformed", "type")
    check_window(sent_at, now)
    if (found.get("to"), found.get("nonce")) != (asked.to, asked.nonce):
        raise Refused("not_for_us", str(found.get("to"))[:16])
    return found


def read_batch(data: Any, *, asked: Asked, keys_of: KeysOf, now: datetime) -> Batch:
    """The events in an envelope, each checked by itself too. Raises ``Refused``."""
    found = opened_message(data, "batch", asked=asked, keys_of=keys_of, now=now)
    events = found.get("events")
    if not isinstance(events, list):
        raise Refused("malformed", "events")
    if len(events) > BATCH_EVENTS or len(canonical(found)) > BATCH_BYTES:
        raise Refused("too_large", "batch")
    origin = str(found.get("origin"))
    if origin == asked.to:
        raise Refused("echo", origin)
    keys = keys_of(origin)
    if not keys:
        raise Refused("unknown_peer", origin[:16])
    heard = [read_sealed(each, origin=origin, keys=keys, now=now) for each in events]
    after, ending = str(found.get("after")), str(found.get("next"))
    _check_places(heard, after, ending)
    return Batch(
        sender=str(found["from"]),
        origin=origin,
        feed=str(found.get("feed")),
        after=after,
        next=ending,
        more=bool(found.get("more")),
        heard=heard,
    )


def read_sealed(data: Any, *, origin: str, keys: Keys, now: datetime) -> Heard:
    """One signed event of ``origin``. Raises ``Refused``."""
    inside = data.get("event") if isinstance(data, Mapping) else None
    event = read_event(inside)
    if event.origin != origin:
        raise Refused("malformed", "origin")
    at = clocks.read(event.time).at
    opened("event", data, keys, at=at)
    if at > now + AHEAD:
        raise Refused("future", event.time)
    return Heard(event, data)


def _check_places(heard: Iterable[Heard], after: str, ending: str) -> None:
    """Events stand in the order of the feed, between the two cursors."""
    places = [read_cursor(after), *(place(each.event) for each in heard), read_cursor(ending)]
    inner = places[:-1]
    if any(one >= other for one, other in pairwise(inner)):
        raise Refused("malformed", "order")
    if places[-1] < inner[-1]:
        raise Refused("malformed", "next")


def place(event: Event) -> tuple[int, str, str]:
    """Where an event stands in the feed of its origin."""
    return event.seq, event.record, event.register
