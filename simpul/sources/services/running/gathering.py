"""The first two stages: what there is to fetch, and a copy of every record as it came."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder

from simpul.sources.models import RawCopy, Run, RunPiece, SourceRecord, Stage
from simpul.sources.services.adapters import FILE_ADDRESS, Piece, Problem, Raw
from simpul.sources.services.faults import Unreadable
from simpul.sources.services.fetching import FetchFault
from simpul.sources.services.running.checks import UNWRITABLE, too_large, writable
from simpul.sources.services.running.job import Job
from simpul.sources.services.running.stopping import Stop
from simpul.sources.workflow import RunState

BATCH = 200
# A copy beyond this is kept without the cell that makes it so large.
LARGEST_VALUE = 100_000
LONGEST_KEY, LONGEST_PLACE = 200, 300
# Fewer than this share of the last whole run means that something broke on the way.
LEAST_SHARE = 0.5

Item = Raw | Problem | Piece


def gather(job: Job) -> None:
    """Ask the adapter what there is to fetch, and write it down."""
    with _named_faults():
        pieces = list(job.adapter.pieces(job.source, since=job.run.since, get=job.get))
    if not pieces:
        raise Stop("empty")
    with job.step() as keep:
        _write_pieces(job.run, pieces)
        keep.update(stage=Stage.FETCH, cursor=0, counts={**job.run.counts, "pieces": len(pieces)})


def fetch(job: Job) -> None:
    """Read every piece and keep a copy of each record, so many at a time."""
    unread = RunPiece.objects.filter(run=job.run, is_read=False)
    while (piece := unread.order_by("pk").first()) is not None:
        _read(job, piece)
    read = RawCopy.objects.filter(run=job.run).count()
    if not read:
        raise Stop("empty")
    _refuse_half(job, read)
    with job.step() as keep:
        keep.update(stage=Stage.COMPARE, cursor=0, counts={**job.run.counts, "read": read})


def _read(job: Job, piece: RunPiece) -> None:
    if piece.taken and piece.address != FILE_ADDRESS:
        _begin_anew(job, piece)
    asked = Piece(piece.key, piece.address, piece.options)
    with _named_faults():
        items = job.adapter.raws(asked, get=job.get)
        for _taken in islice(items, piece.taken):
            # A file says the same again: what is kept already is passed over.
            pass
    while True:
        with _named_faults():
            batch = list(islice(items, BATCH))
        is_last = len(batch) < BATCH
        with job.step() as keep:
            _write(job, piece, batch, is_last=is_last)
            keep["cursor"] = job.run.cursor + max(1, len(batch))
        if is_last:
            return


def _begin_anew(job: Job, piece: RunPiece) -> None:
    """A page may answer something else the second time, so half of it is worth nothing."""
    with job.step() as keep:
        RawCopy.objects.filter(piece=piece).delete()
        RunPiece.objects.filter(pk=piece.pk).update(taken=0)
        keep["cursor"] = job.run.cursor + 1
    piece.taken = 0


def _write(job: Job, piece: RunPiece, batch: Sequence[Item], *, is_last: bool) -> None:
    _write_pieces(job.run, [item for item in batch if isinstance(item, Piece)])
    rows = [_row(job.run, piece, item) for item in batch if not isinstance(item, Piece)]
    _point_to_equal(job, rows)
    RawCopy.objects.bulk_create(rows)
    piece.taken += len(batch)
    piece.is_read = is_last
    piece.save(update_fields=["taken", "is_read"])


def _write_pieces(run: Run, pieces: Sequence[Piece]) -> None:
    RunPiece.objects.bulk_create(
        (
            RunPiece(run=run, key=piece.key[:500], address=piece.address, options=piece.options)
            for piece in pieces
        ),
        ignore_conflicts=True,
    )


def _row(run: Run, piece: RunPiece, item: Raw | Problem) -> RawCopy:
    if isinstance(item, Problem):
        key = item.key or item.at or f"? {piece.taken}"
        return RawCopy(
            run=run,
            piece=piece,
            key=key[:LONGEST_KEY],
            at=item.at[:LONGEST_PLACE],
            values=None,
            digest=digest_of([item.at, str(item.say)]),
            problems=[told(item)],
        )
    values, problems = _bounded(item)
    return RawCopy(
        run=run,
        piece=piece,
        key=writable(item.key)[:LONGEST_KEY],
        at=item.at[:LONGEST_PLACE],
        values=values,
        digest=digest_of([values, item.deleted]),
        deleted=item.deleted,
        problems=problems,
    )


def _bounded(item: Raw) -> tuple[dict[str, Any], list[dict]]:
    """The values without what no column of ours could hold, and what was left out."""
    values, problems = {}, []
    for name, value in item.values.items():
        written = json.dumps(value, cls=DjangoJSONEncoder)
        if len(written) > LARGEST_VALUE:
            problems.append(told(too_large(item, name, len(written))))
            written = json.dumps(f"{str(value)[:200]}…")
        values[writable(name)] = json.loads(UNWRITABLE.sub("", written))
    return values, problems


def _point_to_equal(job: Job, rows: Sequence[RawCopy]) -> None:
    """Keep the values once where the copy taken over last says the same."""
    keys = [row.key for row in rows]
    kept = SourceRecord.objects.filter(source=job.source, key__in=keys).select_related("copy")
    last = {record.key: record.copy for record in kept}
    for row in rows:
        copy = last.get(row.key)
        if copy is not None and row.values is not None and copy.digest == row.digest:
            row.values, row.same_as_id = None, copy.same_as_id or copy.pk


def _refuse_half(job: Job, read: int) -> None:
    if not job.run.is_whole or "halved" in job.run.let_pass:
        return
    whole = Run.objects.filter(source=job.source, state=RunState.DONE, is_whole=True)
    last = whole.order_by("-imported_at", "-pk").first()
    before = last.counts.get("read", 0) if last else 0
    if read < before * LEAST_SHARE:
        raise Stop("halved", now=read, before=before)


def digest_of(value: Any) -> str:
    """What tells whether a record says something else than before."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def told(problem: Problem) -> dict[str, Any]:
    """A problem as it is kept: words in the language of the work, and what may be meant."""
    return {
        "field": problem.field,
        "at": problem.at,
        "say": str(problem.say),
        "fix": str(problem.fix),
        "kind": problem.kind,
        "given": problem.given[:1000],
        "candidates": list(problem.candidates)[:20],
    }


@contextmanager
def _named_faults() -> Iterator[None]:
    """Turn what reading raises into a reason to stop."""
    try:
        yield
    except FetchFault as fault:
        raise Stop("fetch", say=fault.say, fix=fault.fix) from fault
    except ValidationError as error:
        raise Stop("unreadable", say=" ".join(error.messages)[:500]) from error
    except Unreadable as error:
        raise Stop("unreadable", say=str(error)[:500]) from error
