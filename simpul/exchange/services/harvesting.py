"""The headers follow the journal: what readers see otherwise gets a new datestamp, else none does.

Datestamps are given in one place, under one lease, and lie a moment ahead of the clock: whoever
asks again from the time of an answer meets everything that was not yet visible when it was given.
"""

import hashlib
import json
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import F, Model, Q, QuerySet

from simpul.core import clock, journal, leases, outbox
from simpul.core.models import Entry
from simpul.exchange.models import HarvestHeader, HarvestMark
from simpul.exchange.queries import opened
from simpul.exchange.queries.oai import sets
from simpul.hubs.models import Hub
from simpul.innovations.models import Authority, Innovation
from simpul.innovations.services.index import SHOWN as SHOWN_LISTS
from simpul.innovations.services.index import changes_of
from simpul.innovations.workflow import PUBLIC_STATES, State
from simpul.vocabularies.models import Goal, SectorFamily, Stage

FOLLOW = "exchange.harvest"
LEASE = "headers for harvesters"
LEASE_SECONDS = 120

# How far a datestamp lies ahead; no transaction of ours takes that long.
AHEAD = timedelta(seconds=2)
ENTRIES = 200
# After so long the rest waits for the next job, for mail stands in the same queue.
BUDGET_SECONDS = 10.0

# Lists whose words are told beyond those that stand in the search index, too.
ALSO_SHOWN: dict[type[Model], str] = {
    Authority: "claims__authority__in",
    Goal: "goals__in",
    Hub: "hub__in",
    SectorFamily: "sector__family__pk__in",
    Stage: "life_status__pk__in",
}
CONCERNED: list[type[Model]] = [Innovation, *SHOWN_LISTS, *ALSO_SHOWN]

# What was public once: harvesters may know it, so they are told when it goes.
ONCE_PUBLIC = Q(state=State.WITHDRAWN) | (Q(state__in=PUBLIC_STATES) & ~Q(canonical=F("pk")))


class HarvestFollower:
    """Woken by the relay: queues the work when something that harvesters see was touched."""

    name = "harvest"
    writes_rows = True

    def follow(self, up_to_seq: int) -> None:
        mark = HarvestMark.objects.first()
        if mark is None or mark.sweep_seq is not None:
            outbox.later(FOLLOW)
            return
        fresh = Entry.objects.filter(seq__gt=mark.seq, seq__lte=up_to_seq)
        if fresh.filter(model__in=[model._meta.label_lower for model in CONCERNED]).exists():
            outbox.later(FOLLOW)
        elif fresh.exists():
            HarvestMark.objects.filter(seq=mark.seq).update(seq=up_to_seq)


@dataclass
class Done:
    """What one turn did: headers written, and whether everything is told."""

    written: int = 0
    finished: bool = True


def follow_journal(*, seconds: float = BUDGET_SECONDS) -> Done:
    """Bring the headers up to what the journal says, for about ``seconds``; then go on later."""
    if not leases.take(LEASE, seconds=LEASE_SECONDS):
        return Done()
    until, done = time.monotonic() + seconds, Done()
    try:
        while written := _step():
            done.written += written.count
            if time.monotonic() > until:
                done.finished = False
                transaction.on_commit(lambda: outbox.later(FOLLOW))
                break
    finally:
        leases.release(LEASE)
    return done


def compare_all() -> None:
    """Begin to compare every record with its header; ``follow_journal`` does the work."""
    _mark()
    HarvestMark.objects.update(sweep_seq=journal.head_seq(), swept_to=0)


@dataclass(frozen=True)
class _Written:
    count: int


def _mark() -> HarvestMark:
    now = clock.now()
    first = {"stamp": now, "began_at": now, "sweep_seq": journal.head_seq()}
    return HarvestMark.objects.get_or_create(pk=1, defaults=first)[0]


def _step() -> _Written | None:
    """One bite of what is to be done; nothing when the headers are up to the journal."""
    mark = _mark()
    return _sweep(mark) if mark.sweep_seq is not None else _follow(mark)


def _follow(mark: HarvestMark) -> _Written | None:
    entries = journal.entries_after(mark.seq, limit=ENTRIES)
    if not entries:
        return None
    concerned = {model._meta.label_lower for model in CONCERNED}
    touching = [entry for entry in entries if entry.model in concerned]
    last = entries[-1].seq or mark.seq
    changes = changes_of(touching, last)
    if changes.everything:
        HarvestMark.objects.filter(pk=mark.pk).update(sweep_seq=last, swept_to=0)
        return _Written(0)
    keys = sorted({*changes.pks, *_touched(touching), *_also_shown(touching)})
    count = sum(_told_anew(chunk, last) for chunk in _chunks(keys))
    HarvestMark.objects.filter(pk=mark.pk).update(seq=last)
    return _Written(count)


def _sweep(mark: HarvestMark) -> _Written:
    """The next chunk of all records there are or were, in the order of their keys."""
    seq = mark.sweep_seq or 0
    keys = sorted({*_next(Innovation.objects.order_by("pk"), "pk", mark.swept_to)})
    known = _next(HarvestHeader.objects.order_by("record"), "record", mark.swept_to)
    keys = sorted({*keys, *known})[: opened.CHUNK]
    if not keys:
        HarvestMark.objects.filter(pk=mark.pk).update(seq=seq, sweep_seq=None, swept_to=0)
        return _Written(0)
    count = _told_anew(keys, seq)
    HarvestMark.objects.filter(pk=mark.pk).update(swept_to=keys[-1])
    return _Written(count)


def _next(rows: QuerySet, name: str, after: int) -> QuerySet:
    return rows.filter(**{f"{name}__gt": after}).values_list(name, flat=True)[: opened.CHUNK]


def _touched(entries: Iterable[Entry]) -> set[int]:
    """The records entries name, those that are no more included."""
    label = Innovation._meta.label_lower
    return {pk for entry in entries if entry.model == label for pk in entry.pks}


def _also_shown(entries: Iterable[Entry]) -> set[int]:
    found: set[int] = set()
    for model, lookup in ALSO_SHOWN.items():
        label = model._meta.label_lower
        pks = sorted({pk for entry in entries if entry.model == label for pk in entry.pks})
        for chunk in _chunks(pks):
            rows = Innovation.objects.order_by().filter(**{lookup: chunk})
            found.update(pk for pk in rows.values_list("canonical_id", flat=True) if pk)
    return found


def _chunks(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    return (keys[start : start + opened.CHUNK] for start in range(0, len(keys), opened.CHUNK))


# --- Headers -----------------------------------------------------------------------------------


@transaction.atomic
def _told_anew(keys: Sequence[int], seq: int) -> int:
    """Write the headers of those records whose public face is another now; answers how many."""
    mark = HarvestMark.objects.select_for_update().get(pk=1)
    public = opened.opened(keys)
    old = {row.record: row for row in HarvestHeader.objects.filter(record__in=keys)}
    fresh = [_header(pk, told) for pk, told in public.items()]
    # Under another key since it was taken back and came again.
    moved = _by_number(fresh, old)
    fresh = [
        row for row in fresh if not _is_told(row, moved.get(row.number) or old.get(row.record))
    ]
    fresh += _gone(keys, public, old)
    if not fresh:
        return 0
    stamp = _next_stamp(mark.stamp)
    for row in fresh:
        row.seq, row.stamp = seq, stamp
    HarvestHeader.objects.filter(number__in=[row.number for row in fresh]).delete()
    HarvestHeader.objects.bulk_create(sorted(fresh, key=lambda row: row.record))
    HarvestMark.objects.filter(pk=1).update(stamp=stamp)
    return len(fresh)


def _next_stamp(last: datetime) -> datetime:
    """A whole second a moment ahead, and never before one given already."""
    return max(last, clock.now().replace(microsecond=0) + AHEAD)


def _header(pk: int, told: Mapping[str, Any]) -> HarvestHeader:
    text = json.dumps(told, cls=DjangoJSONEncoder, sort_keys=True)
    return HarvestHeader(
        number=told["id"],
        record=pk,
        sets=sets.kept(sets.sets_of(told)),
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def _by_number(
    fresh: Sequence[HarvestHeader], old: Mapping[int, HarvestHeader]
) -> dict[str, HarvestHeader]:
    unknown = [row.number for row in fresh if row.record not in old]
    rows = HarvestHeader.objects.filter(number__in=unknown)
    return {row.number: row for row in rows}


def _is_told(row: HarvestHeader, known: HarvestHeader | None) -> bool:
    return (
        known is not None
        and not known.is_deleted
        and (known.record, known.digest) == (row.record, row.digest)
    )


def _gone(
    keys: Sequence[int], public: Collection[int], old: Mapping[int, HarvestHeader]
) -> list[HarvestHeader]:
    """Headers of those that were told, or may be known, and are not public now."""
    missing = [pk for pk in keys if pk not in public]
    rows = Innovation.objects.order_by().filter(ONCE_PUBLIC, pk__in=missing)
    once = opened.opened(missing, rows) if missing else {}
    gone = []
    for pk in missing:
        known = old.get(pk)
        if known and not known.is_deleted:
            gone.append(_deleted(known.number, pk, known.sets))
        elif known is None and pk in once:
            gone.append(_deleted(once[pk]["id"], pk, sets.kept(sets.sets_of(once[pk]))))
    return gone


def _deleted(number: str, pk: int, memberships: str) -> HarvestHeader:
    return HarvestHeader(number=number, record=pk, sets=memberships, is_deleted=True)
