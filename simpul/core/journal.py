"""The journal: every change leaves an entry, and sealed entries cannot change unseen.

A change and its entry are one transaction. Afterwards the relay numbers what was committed and
seals it into a chain, where each seal covers the one before. ``seq`` is the only cursor of the
product.
"""

import hashlib
import json
import secrets
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, models, router, transaction
from django.db.models import Max

from simpul.core import clock, leases, pulse
from simpul.core.models import Anchor, Entry, EntryDetail

LEASE = "journal"
# Short, for the row it locks is what keeps two relays apart; one that died is soon replaced.
LEASE_SECONDS = 2
SEAL_BATCH = 1000
READ_BATCH = 5000

# How far back a clock may jump before sealing stops.
CLOCK_TOLERANCE = timedelta(minutes=5)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

Model = type[models.Model] | str


class ClockWentBack(Exception):
    """The machine's clock stands before what is sealed already; sealing waits until it is right."""


@dataclass(frozen=True)
class Break:
    """The first place where the journal is not what was sealed."""

    seq: int
    reason: str


@dataclass(frozen=True)
class Verification:
    """What reading the whole journal found."""

    sealed: int
    unsealed: int
    erased: int
    first_break: Break | None

    @property
    def intact(self) -> bool:
        return self.first_break is None


# --- Writing -----------------------------------------------------------------------------------


def record(obj, verb: str, *, by=None, note: str = "", details: dict | None = None) -> Entry:
    """Write, in the running transaction, that ``by`` (``None``: the system) did ``verb``."""
    return _write(verb, obj.__class__, by, note, details, object_id=obj.pk)


def record_batch(
    verb: str, model: Model, pks: Iterable[int], *, by=None, details: dict | None = None
) -> Entry:
    """Write one entry for all rows of a batch."""
    return _write(verb, model, by, "", details, rows=sorted(pks))


def erase_details(entries: Iterable[Entry]) -> int:
    """Forget what these entries say beyond who did what; the chain stays whole."""
    told = EntryDetail.objects.filter(entry__in=entries, erased_at=None)
    return told.update(note="", body="", salt="", erased_at=clock.now())


def _write(verb: str, model: Model, by, note: str, details: dict | None, **what) -> Entry:
    using = router.db_for_write(Entry)
    if not connections[using].in_atomic_block:
        raise RuntimeError(f"{verb!r} must be recorded in the transaction that does it.")
    detail = _detail(note, details)
    entry = Entry.objects.create(
        at=clock.now(),
        actor=f"user:{by.pk}" if by is not None else "",
        verb=verb,
        model=_label(model),
        digest=_detail_digest(detail.salt, detail.note, detail.body) if detail else "",
        **what,
    )
    if detail:
        detail.entry = entry
        detail.save(force_insert=True)
    transaction.on_commit(pulse.bump, using=using, robust=True)
    return entry


def _detail(note: str, details: dict | None) -> EntryDetail | None:
    if not note and not details:
        return None
    body = _json(details) if details else ""
    return EntryDetail(note=note.replace("\0", ""), body=body, salt=secrets.token_hex(16))


def _label(model: Model) -> str:
    if isinstance(model, str):
        return model.lower()
    concrete = model._meta.concrete_model or model
    return concrete._meta.label_lower


# --- Reading -----------------------------------------------------------------------------------


def head_seq() -> int:
    """The number of the last sealed entry; 0 before the first."""
    return Entry.objects.aggregate(last=Max("seq"))["last"] or 0


def entries_after(
    seq: int, *, models: Collection[Model] | None = None, limit: int = 1000
) -> list[Entry]:
    """The next sealed entries after ``seq``, only those about ``models`` where given."""
    entries = Entry.objects.filter(seq__gt=seq).order_by("seq")
    if models is not None:
        entries = entries.filter(model__in=[_label(model) for model in models])
    return list(entries[:limit])


def entries_about(obj) -> models.QuerySet[Entry]:
    """What was done to ``obj`` itself, newest first, with the details."""
    entries = Entry.objects.filter(model=_label(obj.__class__), object_id=obj.pk)
    return entries.select_related("detail").order_by("-id")


# --- Sealing -----------------------------------------------------------------------------------


@transaction.atomic
def _seal_batch() -> int:
    if not leases.take(LEASE, seconds=LEASE_SECONDS):
        return 0
    head = _head()
    if head and clock.now() < head.at - CLOCK_TOLERANCE:
        raise ClockWentBack(f"It is {clock.now()}, but entry {head.seq} was written at {head.at}.")
    seq, seal = (head.seq or 0, head.seal) if head else (0, "")
    sealed = []
    for entry in Entry.objects.filter(seq=None).order_by("id")[:SEAL_BATCH]:
        seq += 1
        entry.seq, entry.previous = seq, seal
        entry.seal = seal = _seal(entry)
        sealed.append((entry.seq, entry.previous, entry.seal, entry.pk))
    with connections[router.db_for_write(Entry)].cursor() as cursor:
        cursor.executemany(
            "UPDATE core_entry SET seq = %s, previous = %s, seal = %s WHERE id = %s", sealed
        )
    return len(sealed)


def seal_pending() -> int:
    """Number and seal what was committed; answers how many entries this process sealed."""
    count = 0
    while Entry.objects.filter(seq=None).exists():
        sealed = _seal_batch()
        if not sealed:
            break
        count += sealed
    return count


def publish_head() -> Anchor | None:
    """Keep the head as published today, so that nothing before it can be cut off unseen."""
    head = _head()
    if head is None:
        return None
    anchor, _ = Anchor.objects.get_or_create(
        seq=head.seq or 0, defaults={"seal": head.seal, "published_at": clock.now()}
    )
    return anchor


def _head() -> Entry | None:
    return Entry.objects.filter(seq__isnull=False).order_by("-seq").first()


def _seal(entry: Entry) -> str:
    return _digest(
        entry.seq,
        entry.previous,
        (entry.at - EPOCH) // MICROSECOND,
        entry.actor,
        entry.verb,
        entry.target,
        _digest(*entry.rows) if entry.rows is not None else "",
        entry.digest,
    )


def _detail_digest(salt: str, note: str, body: str) -> str:
    return _digest(salt, note, body)


def _digest(*parts: Any) -> str:
    return hashlib.sha256(_json(parts).encode()).hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"))


# --- Verifying ---------------------------------------------------------------------------------


def verify(heads: Iterable[tuple[int, str]] = ()) -> Verification:
    """Read the whole journal and name the first break.

    ``heads`` are pairs of number and seal kept outside the database; what was cut off the end is
    found only against them and against the heads published before.
    """
    anchored = dict(Anchor.objects.values_list("seq", "seal"))
    expected = {**anchored, **dict(heads)}
    sealed = erased = 0
    previous, first_break = "", None
    for entry in _sealed_entries():
        reason = _whats_wrong(entry, sealed + 1, previous, expected)
        if reason:
            first_break = Break(sealed + 1, reason)
            break
        sealed, previous = sealed + 1, entry.seal
        erased += _is_erased(entry)
    if first_break is None and expected and max(expected) > sealed:
        first_break = Break(sealed + 1, f"cut off: entry {max(expected)} was published as the head")
    return Verification(sealed, Entry.objects.filter(seq=None).count(), erased, first_break)


def _sealed_entries() -> Iterator[Entry]:
    """Every sealed entry by number, in pieces that memory never notices."""
    after = -1
    while page := list(
        Entry.objects.filter(seq__gt=after).select_related("detail").order_by("seq")[:READ_BATCH]
    ):
        yield from page
        after = page[-1].seq or 0


def _whats_wrong(entry: Entry, seq: int, previous: str, heads: dict[int, str]) -> str:
    """Why this entry cannot be the one that was sealed as ``seq``; empty when it is."""
    if entry.seq != seq:
        return "missing"
    if entry.previous != previous:
        return "does not follow the entry before it"
    if entry.seal != _seal(entry):
        return "altered after it was sealed"
    if heads.get(seq, entry.seal) != entry.seal:
        return "is not the entry published under this number"
    return _whats_wrong_with_detail(entry)


def _whats_wrong_with_detail(entry: Entry) -> str:
    detail = getattr(entry, "detail", None)
    if detail is None:
        return "its details are missing" if entry.digest else ""
    if detail.erased_at:
        return ""
    same = entry.digest == _detail_digest(detail.salt, detail.note, detail.body)
    return "" if same else "its details were altered"


def _is_erased(entry: Entry) -> bool:
    detail = getattr(entry, "detail", None)
    return detail is not None and detail.erased_at is not None
