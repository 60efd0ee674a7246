"""Load mentions of innovations: each once, whole or not at all, and only what changed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from simpul.core import clock
from simpul.core.hooks import LoadReport
from simpul.innovations.services import bulk
from simpul.innovations.services.ledger import Ledger
from simpul.innovations.services.mentions import Mention, Recorded, record_mentions
from simpul.sources.models import RawRecord
from simpul.sources.services.authorities import AuthorityBook
from simpul.sources.services.faults import read_rows
from simpul.sources.services.matching import Kin, match, named
from simpul.sources.services.rows import NEEDED, RowFault, RowReader, cleaned, digest

BATCH = 200
# Faults and missing numbers beyond these are counted, not listed.
MOST_LISTED = 200

Progress = Callable[[int], None]


@dataclass
class InnovationReport(LoadReport):
    """What a load did, and which records the file no longer names."""

    missing: list[str] = field(default_factory=list)
    missing_count: int = 0
    error_count: int = 0

    def fault(self, text: str) -> None:
        self.error_count += 1
        if len(self.errors) < MOST_LISTED:
            self.errors.append(text)


@dataclass(frozen=True)
class Fresh:
    """A row that is new or changed."""

    line: int
    cells: dict[str, str]
    digest: str
    raw: RawRecord | None


class Seen:
    """Which records a run has met: one bit each, so that a million cost little."""

    def __init__(self) -> None:
        self._bits = bytearray()
        self.count = 0

    def add(self, pk: int) -> bool:
        """Remember ``pk``; false when it was met before."""
        byte, bit = divmod(pk, 8)
        if byte >= len(self._bits):
            self._bits.extend(bytes(byte + 1 - len(self._bits) + 4096))
        if self._bits[byte] >> bit & 1:
            return False
        self._bits[byte] |= 1 << bit
        self.count += 1
        return True

    def __contains__(self, pk: int) -> bool:
        byte, bit = divmod(pk, 8)
        return byte < len(self._bits) and bool(self._bits[byte] >> bit & 1)


class Load:
    """One run over one file; what it knows of codes and owners is read once."""

    def __init__(self, path: Path, directory: Path, feed: str) -> None:
        self.path, self.feed = path, feed
        self.report = InnovationReport()
        self.ledger = Ledger()
        self.authorities = AuthorityBook(directory)
        self.reader = RowReader(self.ledger.codebook, self.authorities)
        self.kin = Kin(self.ledger.codebook.organisations)
        self.seen = Seen()

    def run(self, progress: Progress) -> InnovationReport:
        done = 0
        for rows in _batches(read_rows(self.path, needs=NEEDED)):
            self._take_over(rows)
            done += len(rows)
            progress(done)
        if self.report.created or self.report.changed:
            bulk.take_stock(RawRecord)
        self._report_missing()
        return self.report

    def _take_over(self, rows: Sequence[tuple[int, dict]]) -> None:
        fresh = self._fresh(rows)
        if not fresh:
            return
        with transaction.atomic():
            read = [(row, mention) for row in fresh if (mention := self._read(row)) is not None]
            self._write(read)

    def _fresh(self, rows: Sequence[tuple[int, dict]]) -> list[Fresh]:
        """The rows that are new or changed, the first of each number."""
        usable: dict[str, tuple[int, dict[str, str]]] = {}
        for line, row in rows:
            try:
                cells = cleaned(row)
            except RowFault as fault:
                self.report.fault(fault.at(self.path.name, line))
                continue
            if cells["id"] in usable:
                self._twice(line, cells)
            else:
                usable[cells["id"]] = (line, cells)
        rows_kept = RawRecord.objects.filter(record_key__in=usable).defer("values")
        kept = {raw.record_key: raw for raw in rows_kept}
        fresh = []
        for key, (line, cells) in usable.items():
            raw, now = kept.get(key), digest(cells)
            if raw is not None and not self.seen.add(raw.innovation_id):
                self._twice(line, cells)
            elif raw is not None and raw.digest == now and raw.feed == self.feed:
                self.report.same += 1
            else:
                fresh.append(Fresh(line, cells, now, raw))
        return fresh

    def _twice(self, line: int, cells: dict[str, str]) -> None:
        fault = RowFault(
            "id",
            _("The number “%(id)s” stands in an earlier row.") % {"id": cells["id"]},
            _("Give each mention its own number."),
        )
        self.report.fault(fault.at(self.path.name, line))

    def _read(self, row: Fresh) -> Mention | None:
        try:
            return self.reader.mention(row.cells)
        except RowFault as fault:
            self.report.fault(fault.at(self.path.name, row.line))
            return None

    def _write(self, read: Sequence[tuple[Fresh, Mention]]) -> None:
        self.ledger.table.authorities = self.authorities.all()
        done = record_mentions([mention for _row, mention in read], ledger=self.ledger)
        self._keep_raw(read, done)
        if done.created or done.changed:
            fresh = {
                done.by_key[mention.record_key]: named(mention)
                for _row, mention in read
                if done.by_key[mention.record_key] not in done.changed
            }
            match(fresh, done.changed, self.ledger, self.kin)

    def _keep_raw(self, read: Sequence[tuple[Fresh, Mention]], done: Recorded) -> None:
        """The rows as they came, beside the records made from them."""
        now = clock.now()
        new = [(row, done.by_key[mention.record_key]) for row, mention in read if row.raw is None]
        bulk.insert(
            RawRecord,
            (
                "feed",
                "record_key",
                "digest",
                "values",
                "innovation_id",
                "received_at",
                "changed_at",
            ),
            ((self.feed, row.cells["id"], row.digest, row.cells, pk, now, now) for row, pk in new),
        )
        for _row, pk in new:
            self.seen.add(pk)
        changed = []
        for row, _mention in read:
            if row.raw is not None:
                row.raw.feed, row.raw.digest = self.feed, row.digest
                row.raw.values, row.raw.changed_at = row.cells, now
                changed.append(row.raw)
        if changed:
            RawRecord.objects.bulk_update(changed, ["feed", "digest", "values", "changed_at"])
        self.report.created += len(new)
        self.report.changed += len(changed)

    def _report_missing(self) -> None:
        """Name the records of this feed that the file no longer holds; they stay as they are."""
        rows = RawRecord.objects.filter(feed=self.feed)
        self.report.missing_count = rows.count() - self.seen.count
        if self.report.missing_count <= 0:
            return
        gone = (
            key
            for pk, key in rows.order_by("pk").values_list("innovation_id", "record_key").iterator()
            if pk not in self.seen
        )
        self.report.missing = list(islice(gone, MOST_LISTED))


def load_innovations(
    path: Path,
    *,
    directory: Path | None = None,
    feed: str = "",
    progress: Progress = lambda done: None,
) -> InnovationReport:
    """Take over every mention in ``path``; a second run of the same file writes nothing.

    ``feed`` names the file across runs (by default after the file), so that a mention which is no
    longer in it is noticed. ``directory`` holds ``authorities.csv``. Raises ``Unreadable`` when the
    file is no table of mentions; a row that cannot be used is left out and named in the report.
    """
    run = Load(path, directory or path.parent, feed or path.stem)
    return run.run(progress)


def _batches(rows: Iterable[tuple[int, dict]]) -> Iterator[list[tuple[int, dict]]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        yield batch
