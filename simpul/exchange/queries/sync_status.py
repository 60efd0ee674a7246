"""How the exchange with other installations stands: for operators, commands and pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.exchange.models import Installation, Peer, SyncEvent, SyncKey, SyncRefusal
from simpul.exchange.queries.sync.messages import owner_of
from simpul.exchange.queries.sync.signing import decoded, fingerprint
from simpul.exchange.queries.sync_feed import head_of, state_now
from simpul.exchange.queries.sync_records import SCHEME
from simpul.innovations.models import ExternalId, Innovation

# A peer that has not answered for so long is worth a look.
SILENT_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class PeerLine:
    """A peer with what its page and the list tell."""

    peer: Peer
    events: int
    waiting: int
    refusals: int

    @property
    def answered_at(self) -> datetime | None:
        """When it last answered, itself or through who introduced it."""
        by = self.peer.introduced_by
        return by.answered_at if by is not None else self.peer.answered_at

    @property
    def is_silent(self) -> bool:
        """Whether it should have answered by now."""
        last = self.answered_at or self.peer.added_at
        return self.peer.is_active and last < clock.now() - SILENT_AFTER

    def as_data(self) -> dict[str, Any]:
        """For programs."""
        peer = self.peer
        return {
            "installation": peer.code,
            "name": peer.name,
            "address": peer.address,
            "state": peer.state,
            "introduced_by": peer.introduced_by.code if peer.introduced_by else "",
            "introduces": peer.introduces,
            "heard_up_to": peer.cursor,
            "told_up_to": peer.head,
            "answered_at": self.answered_at.isoformat() if self.answered_at else None,
            "trouble": peer.trouble,
            "events": self.events,
            "waiting": self.waiting,
            "refused": self.refusals,
        }


def peer_lines() -> list[PeerLine]:
    """Every peer, by name, in a fixed number of questions."""
    rows = SyncEvent.objects.values("origin").order_by()
    counts = {
        row["origin"]: (row["all"], row["waits"])
        for row in rows.annotate(all=Count("pk"), waits=Count("pk", filter=Q(applied_at=None)))
    }
    refused = dict(SyncRefusal.objects.values_list("peer").annotate(Count("pk")).order_by())
    peers = Peer.objects.select_related("introduced_by")
    return [
        PeerLine(peer, *counts.get(peer.code, (0, 0)), refused.get(peer.pk, 0)) for peer in peers
    ]


def line_of(peer: Peer) -> PeerLine:
    """One peer with what its page tells."""
    return next(line for line in peer_lines() if line.peer.pk == peer.pk)


def status(ours: Installation | None) -> dict[str, Any]:
    """Everything at a glance: who we are, the digest of what we know, and the peers."""
    if ours is None:
        return {"installation": None, "state": None, "events": 0, "origins": {}, "peers": []}
    waiting = SyncEvent.objects.filter(applied_at=None)
    return {
        "installation": ours.code,
        "feed": ours.feed,
        "told_up_to": head_of(ours.code),
        "waiting": waiting.count(),
        **state_now(),
        "peers": [line.as_data() for line in peer_lines()],
    }


# What each kind of event says, for who reads the log.
KINDS = {
    "state": _("says what is so"),
    "withdraw": _("withdraws"),
    "republish": _("lists again"),
    "tombstone": _("removes for good"),
    "merge": _("merges"),
    "unmerge": _("ends a merge"),
}


@dataclass(frozen=True)
class LogQuery:
    """Which events of the log somebody wants to see."""

    origin: str = ""
    kind: str = ""
    waiting: bool = False

    @classmethod
    def read(cls, params: Mapping[str, str]) -> "LogQuery":
        """What is asked; what makes no sense is not."""
        kind = params.get("kind", "")
        return cls(
            params.get("peer", "")[:16], kind if kind in KINDS else "", bool(params.get("waiting"))
        )

    def rows(self) -> QuerySet[SyncEvent]:
        """The events, newest first."""
        rows = SyncEvent.objects.order_by("-heard_at", "-pk")
        if self.origin:
            rows = rows.filter(origin=self.origin)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        return rows.filter(applied_at=None) if self.waiting else rows


@dataclass(frozen=True)
class KeyLine:
    """A key with the fingerprint that operators compare."""

    key: SyncKey
    fingerprint: str


def key_lines(peer: Peer) -> list[KeyLine]:
    """The keys of a peer, newest first."""
    rows = SyncKey.objects.filter(installation=peer.code).order_by("-begins", "-pk")
    return [KeyLine(row, fingerprint(decoded(row.public))) for row in rows]


@dataclass(frozen=True)
class EventLine:
    """One event as the log shows it."""

    event: SyncEvent
    peer: str
    title: str
    record: Innovation | None

    @property
    def says(self) -> str | Promise:
        """What it says, in a word."""
        return KINDS[self.event.kind]


def log_lines(rows: list[SyncEvent], ours: Installation | None) -> list[EventLine]:
    """Events with the names of who said them and of the records here."""
    names = dict(Peer.objects.values_list("code", "name"))
    here = _records([row.record for row in rows], ours.code if ours else "")
    return [
        EventLine(
            row,
            names.get(row.origin, ""),
            str(row.sealed["event"]["body"].get("title") or ""),
            here.get(row.record),
        )
        for row in rows
    ]


def _records(numbers: list[str], ours: str) -> dict[str, Innovation]:
    own = {number.partition("/")[2]: number for number in numbers if owner_of(number) == ours}
    found = {own[row.public_id]: row for row in Innovation.objects.filter(public_id__in=own)}
    ids = ExternalId.objects.filter(scheme=SCHEME, value__in=numbers)
    found.update((row.value, row.innovation) for row in ids.select_related("innovation"))
    return found
