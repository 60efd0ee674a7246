"""The convergence core: events in any order, any number of times, from anybody, to one state.

A state keeps, for each installation, record and register, the newest event. Joining two events is
commutative, associative and idempotent, so installations that have heard the same words hold the
same state whatever way the words came. What readers see follows from the state alone.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from simpul.exchange.queries.sync.canonical import canonical
from simpul.exchange.queries.sync.messages import CONTENT, STANDING, Event, owner_of

Slot = tuple[str, str, str]
State = Mapping[Slot, Event]

PUBLIC, WITHDRAWN, GONE, UNHEARD = "public", "withdrawn", "gone", "unheard"

EMPTY: State = {}


def wins(event: Event, held: Event | None) -> bool:
    """Whether ``event`` takes the place of what is held in its slot."""
    return held is None or event.order > held.order


def outlives(content: Event | None, standing: Event | None) -> bool:
    """Whether what a record said counts beside the word about its standing.

    What was said before a record was withdrawn or came back counts no more; after a tombstone
    nothing does.
    """
    if content is None or standing is None:
        return content is not None
    return standing.kind != "tombstone" and content.time > standing.time


def received(state: State, event: Event) -> State:
    """The state once ``event`` was heard; the same one when it is no news."""
    if event.register == STANDING and not event.is_of_owner:
        return state
    if not wins(event, state.get(event.slot)):
        return state
    grown = {**state, event.slot: event}
    content, standing = _slots(event)
    if not outlives(grown.get(content), grown.get(standing)):
        grown.pop(content, None)
    return state if grown == state else grown


def _slots(event: Event) -> tuple[Slot, Slot]:
    return (event.origin, event.record, CONTENT), (event.origin, event.record, STANDING)


def state_of(events: Iterable[Event], state: State = EMPTY) -> State:
    """The state after all of these events."""
    for event in events:
        state = received(state, event)
    return state


def joined(one: State, other: State) -> State:
    """What two installations know together."""
    return state_of(other.values(), one)


def state_hash(state: State) -> str:
    """The digest of a state; equal exactly where the states are."""
    return hash_of(_line(event) for event in state.values())


def hash_of(lines: Iterable[bytes]) -> str:
    """The digest of a state given by its lines, in any order."""
    whole = hashlib.sha256()
    for line in sorted(lines):
        whole.update(line + b"\n")
    return whole.hexdigest()


def line_of(origin: str, record: str, register: str, digest: str) -> bytes:
    """How one slot stands in the digest of a state."""
    return canonical([origin, record, register, digest])


def _line(event: Event) -> bytes:
    return line_of(*event.slot, event.digest)


# --- What follows from a state -----------------------------------------------------------------


@dataclass
class Outcome:
    """What is to be seen of one record.

    ``content`` is what its owner says, ``said`` what others say about it; ``into`` names the record
    it was merged into by its owner, ``proposed`` those that others would merge it into.
    """

    record: str
    standing: str = UNHEARD
    content: Event | None = None
    said: list[Event] = field(default_factory=list)
    into: str = ""
    proposed: list[tuple[str, str]] = field(default_factory=list)


def outcomes(state: State) -> dict[str, Outcome]:
    """What is to be seen of every record of a state."""
    found: dict[str, Outcome] = {}
    for event in sorted(state.values(), key=lambda each: each.slot):
        _place(found.setdefault(event.record, Outcome(event.record)), event)
    for outcome in found.values():
        if outcome.standing == UNHEARD and outcome.content is not None:
            outcome.standing = PUBLIC
    for record, into in drawn(event for event in state.values() if event.kind == "merge").items():
        found[record].into = into
    return found


def _place(outcome: Outcome, event: Event) -> None:
    if event.register == CONTENT and event.is_of_owner:
        outcome.content = event
    elif event.register == CONTENT:
        outcome.said.append(event)
    elif event.register == STANDING:
        outcome.standing = _STANDS[event.kind]
    elif event.kind == "merge" and not decides(event):
        outcome.proposed.append((event.origin, event.body["into"]))


_STANDS = {"withdraw": WITHDRAWN, "tombstone": GONE, "republish": UNHEARD}


def decides(event: Event) -> bool:
    """Whether a merge is the word of who owns both records; of anybody else it is a proposal."""
    return event.is_of_owner and owner_of(event.body["into"]) == event.origin


def drawn(merges: Iterable[Event]) -> dict[str, str]:
    """The edges that count: of owners, in the order of their time, and never closing a circle."""
    edges: dict[str, str] = {}
    for event in sorted(filter(decides, merges), key=lambda each: (each.order, each.record)):
        into = event.body["into"]
        if root(into, edges) != event.record:
            edges[event.record] = into
    return edges


def root(record: str, edges: Mapping[str, str]) -> str:
    """The record at the end of the edges that start at ``record``."""
    while record in edges:
        record = edges[record]
    return record
