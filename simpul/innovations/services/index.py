"""The index of the catalogue: it follows the journal, is rebuilt, is compared and mended."""

import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Model

from simpul.core import journal, pulse
from simpul.core.models import Entry, EntryDetail
from simpul.geography.models import Region
from simpul.innovations.models import Innovation
from simpul.innovations.queries import documents
from simpul.innovations.queries.lists import lists
from simpul.organisations.models import Organisation
from simpul.search.choice import open_indexer
from simpul.search.documents import Record
from simpul.search.indexer import Differences, Indexer
from simpul.search.protocol import IndexBusyError, IndexMissingError, Stats
from simpul.vocabularies.models import Affair, AwardLevel, Programme, Sector

logger = logging.getLogger(__name__)

# Lists whose words stand in the index, and how the records that show them are found.
SHOWN: dict[type[Model], tuple[str, ...]] = {
    Affair: ("affair__in",),
    AwardLevel: ("awards__level__in",),
    Organisation: ("owner__in",),
    Programme: ("awards__programme__in",),
    Region: ("region__in", "province__in"),
    Sector: ("sector__in",),
}
# When more than this share of all records changed, building anew is cheaper.
MOST_CHANGED = 0.5
BATCH = 500
ENTRIES = 1_000
BUSY_TRIES = 40
BUSY_SECONDS = 0.25

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Changes:
    """What some entries of the journal mean for the index."""

    pks: Sequence[int]
    everything: bool
    seq: int


@dataclass(frozen=True)
class Check:
    """How the index stands beside the database."""

    differences: Differences = field(default_factory=Differences)
    records: int = 0
    behind: int = 0
    missing: bool = False

    @property
    def sound(self) -> bool:
        return not self.missing and not self.differences


class IndexFollower:
    """Takes changes over as the relay seals them."""

    name = "search index"
    writes_rows = False

    def follow(self, up_to_seq: int) -> None:
        follow(up_to_seq)

    def is_well(self) -> bool:
        """Whether there is an index made by the rules of today."""
        return not indexer().outdated()


def indexer() -> Indexer:
    return open_indexer(documents.engine())


# --- Following ---------------------------------------------------------------------------------


def follow(up_to_seq: int) -> None:
    """Bring the index up to this entry; without an index, or with an outdated one, build it."""
    writer = indexer()
    if writer.outdated():
        logger.info("The search index is built anew.")
        _rebuild(writer)
    while (since := writer.backend.stats().watermark) < up_to_seq:
        entries = journal.entries_after(since, limit=ENTRIES)
        changes = changes_of(entries, up_to_seq)
        if changes.everything:
            _rebuild(writer)
            return
        _apply(writer, changes.pks, changes.seq)


def changes_of(entries: Iterable[Entry], up_to_seq: int) -> Changes:
    """Which records these entries touch, and how far they reach."""
    touched: dict[str, set[int]] = defaultdict(set)
    everything, seq = False, up_to_seq
    for entry in entries:
        seq = entry.seq or seq
        touched[entry.model].update(entry.pks)
        if entry.verb == "unmerge":
            # The record that others were merged into loses their sources.
            touched[_label(Innovation)].update(_left(entry))
            everything |= entry.object_id is None
    pks = _with_canonical(touched[_label(Innovation)])
    for model, lookups in SHOWN.items():
        for lookup in lookups:
            pks |= _found(lookup, touched[_label(model)])
    everything |= len(pks) > max(BATCH, MOST_CHANGED * documents.public_records())
    return Changes(sorted(pks), everything, seq)


def _left(entry: Entry) -> set[int]:
    """The record an unmerged one stood with."""
    detail = EntryDetail.objects.filter(entry=entry).first()
    number = detail.details.get("from", "") if detail else ""
    return set(Innovation.objects.filter(public_id=number).values_list("pk", flat=True))


def _with_canonical(pks: set[int]) -> set[int]:
    """These records and those they were merged into."""
    return pks | _found("pk__in", pks, answer="canonical_id")


def _found(lookup: str, values: set[int], *, answer: str = "pk") -> set[int]:
    found: set[int] = set()
    ordered = sorted(values)
    for start in range(0, len(ordered), BATCH):
        some = Innovation.objects.order_by().filter(**{lookup: ordered[start : start + BATCH]})
        found.update(some.values_list(answer, flat=True))
    return found - {None}


def _apply(writer: Indexer, pks: Sequence[int], seq: int) -> None:
    """Write these records as they are now; those nobody may see any more leave the index."""
    known = lists()
    reached = writer.backend.stats().watermark
    for start in range(0, len(pks), BATCH):
        chunk = pks[start : start + BATCH]
        records = documents.records_of(chunk, known)
        shown = {record.id for record in records}
        # Only the last piece says that everything up to ``seq`` is in.
        writer.apply(records, [pk for pk in chunk if pk not in shown], reached)
    writer.apply([], [], seq)


def _label(model: type[Model]) -> str:
    return model._meta.label_lower


# --- Rebuilding and comparing ------------------------------------------------------------------


def reindex(*, progress: Progress | None = None) -> Stats:
    """Build the index anew beside the one in use, switch, and take over what came meanwhile."""
    writer = indexer()
    _rebuild(writer, progress)
    for _attempt in range(BUSY_TRIES):
        try:
            follow(journal.head_seq())
            break
        except IndexBusyError:
            # The relay is writing; what it takes over is done for us.
            time.sleep(BUSY_SECONDS)
    pulse.bump()
    return writer.backend.stats()


def _rebuild(writer: Indexer, progress: Progress | None = None) -> None:
    # Read before the records: whatever is sealed later is taken over once more.
    watermark = journal.head_seq()
    total = documents.public_records()
    records = documents.every_record()
    if progress is not None:
        records = _told(records, total, progress)
    writer.rebuild(records, watermark, expected=total)


def _told(records: Iterator[Record], total: int, progress: Progress) -> Iterator[Record]:
    for number, record in enumerate(records, start=1):
        if number % BATCH == 0 or number == total:
            progress(number, total)
        yield record


def check_index() -> Check:
    """Compare the index with the database, record by record."""
    writer = indexer()
    try:
        behind = journal.head_seq() - writer.backend.stats().watermark
        differences = writer.differences(documents.every_record())
    except IndexMissingError:
        return Check(records=documents.public_records(), missing=True)
    return Check(differences, documents.public_records(), max(behind, 0))


def mend(found: Check) -> None:
    """Write what a check found missing, changed or left over."""
    writer = indexer()
    if found.missing:
        _rebuild(writer)
        return
    different = found.differences
    pks = sorted({*different.missing, *different.changed, *different.extra})
    _apply(writer, pks, writer.backend.stats().watermark)
