"""What travels: events about records, each said by one installation, and why some are refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from simpul.exchange.queries.sync import clocks
from simpul.exchange.queries.sync.canonical import NotCanonical, canonical, digest

PROTOCOL = "simpul-sync/1"

# One event and one batch of them, written canonically, in bytes; and events in a batch.
EVENT_BYTES = 256 * 1024
BATCH_BYTES = 4 * 1024 * 1024
BATCH_EVENTS = 200

CONTENT, STANDING, MERGE = "content", "standing", "merge"

# What each kind of event speaks about. Of one record only the newest word in each counts.
REGISTERS = {
    "state": CONTENT,
    "withdraw": STANDING,
    "republish": STANDING,
    "tombstone": STANDING,
    "merge": MERGE,
    "unmerge": MERGE,
}

INSTALLATION = re.compile(r"[0-9a-z]{16}")
RECORD = re.compile(r"([0-9a-z]{16})/([0-9a-z]{1,40})")
_DIGEST = re.compile(r"(?:[0-9a-f]{64})?")
_CURSOR = re.compile(r"([0-9]{1,18})\.([0-9a-z]{1,16})\.([0-9a-z]{1,40})\.([a-z]{1,10})")
# A zero letter as the canonical form writes it, behind whole pairs of backslashes.
_ZERO = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")

# Why a message is not taken, word for word in logs, answers and the kit.
REASONS = {
    "malformed": "not written as the protocol says",
    "protocol": "of another protocol or version",
    "too_large": "larger than the limits",
    "unknown_peer": "from an installation nobody here added",
    "unknown_key": "signed with a key nobody here trusts",
    "ended_key": "signed with a key after its end",
    "signature": "the signature does not fit: forged or damaged",
    "not_for_us": "made for another installation or another question",
    "stale": "sent too long ago",
    "future": "dated in the future",
    "replayed": "already received once",
    "gap": "does not follow what was received before",
    "not_owner": "only the installation that owns a record may say this of it",
    "echo": "our own words, coming back",
    "fork": "contradicts what the same installation said under the same number",
    "paused": "from an installation that is paused here",
    "not_found": "nobody has it here",
    "unreachable": "no answer",
}


class Refused(Exception):
    """A message that is not taken; ``reason`` is a key of ``REASONS``."""

    def __init__(self, reason: str, about: str = "") -> None:
        # What a stranger wrote may hold letters that neither an answer nor a database takes.
        shown = "".join(letter for letter in about if letter.isprintable())
        super().__init__(f"{REASONS[reason]}{f' ({shown})' if shown else ''}")
        self.reason, self.about = reason, shown


@dataclass(frozen=True)
class Event:
    """One thing an installation says about a record, under the number of its journal.

    ``record`` is ``installation/number``: whose record it is, and its permanent number there.
    ``replaces`` is the digest of the event this one puts itself in the place of.
    """

    origin: str
    seq: int
    time: str
    kind: str
    record: str
    replaces: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)

    @property
    def register(self) -> str:
        return REGISTERS[self.kind]

    @property
    def slot(self) -> tuple[str, str, str]:
        """What it speaks about: only the newest event of a slot counts."""
        return self.origin, self.record, self.register

    @property
    def owner(self) -> str:
        """The installation whose record it is about."""
        return owner_of(self.record)

    @property
    def is_of_owner(self) -> bool:
        return self.owner == self.origin

    @cached_property
    def digest(self) -> str:
        return digest(self.as_data())

    @property
    def order(self) -> tuple:
        """Later events of one slot compare as greater; nothing comes after a tombstone."""
        return self.kind == "tombstone", self.time, self.seq, self.digest

    @property
    def cursor(self) -> str:
        return cursor(self.seq, self.record, self.register)

    def as_data(self) -> dict[str, Any]:
        return {
            "protocol": PROTOCOL,
            "origin": self.origin,
            "seq": self.seq,
            "time": self.time,
            "kind": self.kind,
            "record": self.record,
            "replaces": self.replaces,
            "body": dict(self.body),
        }


def owner_of(record: str) -> str:
    return record.partition("/")[0]


def cursor(seq: int, record: str, register: str) -> str:
    """A place in the feed of one installation: the number of its journal, then the record."""
    return f"{seq}.{record.replace('/', '.')}.{register}"


def read_cursor(text: str) -> tuple[int, str, str]:
    """The parts of a cursor; the empty one stands before everything."""
    if not text:
        return 0, "", ""
    found = _CURSOR.fullmatch(text)
    if found is None:
        raise Refused("malformed", "cursor")
    return int(found[1]), f"{found[2]}/{found[3]}", found[4]


def read_event(data: Any) -> Event:
    """The event that was written as ``data``. Raises ``Refused``."""
    if not isinstance(data, Mapping):
        raise Refused("malformed", "event")
    if data.get("protocol") != PROTOCOL:
        raise Refused("protocol", str(data.get("protocol"))[:40])
    if data.keys() != _EMPTY.keys():
        raise Refused("malformed", ", ".join(sorted(data.keys() ^ _EMPTY.keys()))[:100])
    for name, fits in _SHAPES.items():
        if not fits(data[name]):
            raise Refused("malformed", name)
    _check_text(data)
    event = Event(**{name: data[name] for name in _SHAPES})
    _check_body(event)
    return event


def _check_text(data: Mapping[str, Any]) -> None:
    try:
        whole = canonical(data)
    except NotCanonical as error:
        raise Refused("malformed", str(error)) from error
    if len(whole) > EVENT_BYTES:
        raise Refused("too_large", "event")
    if _ZERO.search(whole):
        raise Refused("malformed", "zero letter")


def _check_body(event: Event) -> None:
    """What the kind of an event asks of its body, and of who says it."""
    if event.register == STANDING and not event.is_of_owner:
        raise Refused("not_owner", event.record)
    body = event.body
    if event.kind == "merge" and not _is(RECORD, body.get("into")):
        raise Refused("malformed", "into")
    if event.kind == "merge" and body["into"] == event.record:
        raise Refused("malformed", "into")
    if event.kind == "state" and not (_maps(body.get("claims")) and _maps(body.get("ids"))):
        raise Refused("malformed", "claims")


def _maps(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, Mapping) for each in value)


def _is(form: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def _is_seq(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**53


def _is_time(value: Any) -> bool:
    try:
        return isinstance(value, str) and str(clocks.read(value)) == value
    except ValueError:
        return False


_SHAPES = {
    "origin": lambda value: _is(INSTALLATION, value),
    "seq": _is_seq,
    "time": _is_time,
    "kind": lambda value: isinstance(value, str) and value in REGISTERS,
    "record": lambda value: _is(RECORD, value),
    "replaces": lambda value: _is(_DIGEST, value),
    "body": lambda value: isinstance(value, Mapping),
}

_EMPTY = Event("", 0, "", "", "").as_data()
