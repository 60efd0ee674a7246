"""Keep what was said: the convergence core over the rows of the database."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from simpul.core import clock
from simpul.exchange.models import Peer, SyncEvent
from simpul.exchange.queries.sync.converging import EMPTY, State, received
from simpul.exchange.queries.sync.envelopes import Heard, SealedEvent
from simpul.exchange.queries.sync.messages import Event, Refused

CHANGING = (
    "seq",
    "time",
    "kind",
    "digest",
    "sealed",
    "heard_at",
    "heard_from",
    "applied_at",
    "trouble",
    "wants_files",
)


def keep(heard: Sequence[Heard], *, peer: Peer | None, fork_is_fault: bool = True) -> int:
    """Let these events take the place of older ones; answers how many were news.

    Raises ``Refused`` where somebody said two things under one number.
    """
    before = _state_about(heard)
    state: State = before
    sealed = {}
    for one in heard:
        held = before.get(one.event.slot)
        if fork_is_fault and held and held.seq == one.event.seq and held.digest != one.event.digest:
            raise Refused("fork", f"{one.event.record} {one.event.seq}")
        state = received(state, one.event)
        sealed[one.event.digest] = one.sealed
    news = [event for slot, event in state.items() if before.get(slot) is not event]
    gone = before.keys() - state.keys()
    _delete(gone)
    now = clock.now()
    SyncEvent.objects.bulk_create(
        (_row(event, sealed[event.digest], peer, now) for event in news),
        update_conflicts=True,
        unique_fields=["origin", "record", "register"],
        update_fields=CHANGING,
        batch_size=100,
    )
    return len(news)


def _row(event: Event, sealed: SealedEvent, peer: Peer | None, now: datetime) -> SyncEvent:
    return SyncEvent(
        origin=event.origin,
        record=event.record,
        register=event.register,
        seq=event.seq,
        time=event.time,
        kind=event.kind,
        digest=event.digest,
        sealed=sealed,
        heard_at=now,
        heard_from=peer,
        # Our own words need nothing done here.
        applied_at=now if peer is None else None,
        wants_files=peer is not None and bool(event.body.get("files")),
    )


def _state_about(heard: Iterable[Heard]) -> State:
    """What is held about the records these events speak of."""
    records: dict[str, set[str]] = defaultdict(set)
    for one in heard:
        records[one.event.origin].add(one.event.record)
    state = dict(EMPTY)
    for origin, names in records.items():
        for row in SyncEvent.objects.filter(origin=origin, record__in=names).defer("sealed"):
            event = known(row)
            state[event.slot] = event
    return state


def known(row: SyncEvent) -> Event:
    """What is known of an event without reading what it says."""
    event = Event(row.origin, row.seq, row.time, row.kind, row.record)
    # Its digest was computed when it came; the body is not read again for it.
    event.__dict__["digest"] = row.digest
    return event


def _delete(slots: Iterable[tuple[str, str, str]]) -> None:
    for origin, record, register in slots:
        SyncEvent.objects.filter(origin=origin, record=record, register=register).delete()
