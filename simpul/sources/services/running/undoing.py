"""Take a run back exactly: claims, records, edges, texts and numbers as before.

What somebody built on since is named and left.
"""

import time
from collections.abc import Hashable, Sequence
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from simpul.core import clock
from simpul.innovations.services.taking_back import Exchange, restore_claims, unlist
from simpul.sources.models import Outcome, Result, SourceRecord, Verdict
from simpul.sources.services.running.importing import BREATH
from simpul.sources.services.running.job import Job
from simpul.sources.workflow import RUNNING

BATCH = 50
# Traces of an import and of what the machine made of it: they go with their record. What people
# decided about a pair is an edge, a separation or a relation, and those keep it.
OURS = {"contradictions", "import_outcomes", "match_keys", "pairs", "pairs_back"}


def undo_rows(job: Job) -> None:
    """Take back every row that was imported, so many at a time."""
    job.read_ahead()
    while True:
        rows = Outcome.objects.filter(run=job.run, pk__gt=job.run.cursor, result=Result.DONE)
        batch = list(rows.order_by("pk")[:BATCH])
        if not batch:
            break
        with job.step() as keep:
            _take_back(job, batch)
            keep["cursor"] = batch[-1].pk
        time.sleep(BREATH)
    outcomes = Outcome.objects.filter(run=job.run)
    undone = {
        "undone": outcomes.filter(result=Result.UNDONE).count(),
        "left": outcomes.filter(result=Result.LEFT).count(),
    }
    now = clock.now()
    RUNNING.take(
        "close_undo",
        job.run,
        by=None,
        counts={**job.run.counts, **undone},
        ended_at=now,
        moved_at=now,
    )


def _take_back(job: Job, batch: Sequence[Outcome]) -> None:
    kept = {
        row.key: row
        for row in SourceRecord.objects.filter(
            source=job.source, key__in=[one.key for one in batch]
        )
    }
    for one in batch:
        record = kept.get(one.key)
        if record is None or _is_later(record, one):
            _leave(one, _("A later run took the record over."))
    open_still = [one for one in batch if one.result == Result.DONE]
    _unlist(job, [one for one in open_still if one.verdict == Verdict.CREATE], kept)
    _restore(job, [one for one in open_still if one.verdict == Verdict.CHANGE], kept)
    for one in open_still:
        if one.verdict in {Verdict.GONE, Verdict.SAME}:
            _put_back(kept[one.key], one)
            one.result = Result.UNDONE
    Outcome.objects.bulk_update(batch, ["result", "why", "innovation"])


def _is_later(record: SourceRecord, one: Outcome) -> bool:
    """Say whether something else happened to the number since this row was imported."""
    if one.verdict == Verdict.GONE:
        return record.gone_at is None
    return record.copy_id != one.copy_id or record.gone_at is not None


def _unlist(job: Job, rows: Sequence[Outcome], kept: dict[str, SourceRecord]) -> None:
    """Take records back that this run brought."""
    records = {one.innovation_id: one for one in rows if one.innovation_id is not None}
    said = {pk: set(one.left) for pk, one in records.items()}
    SourceRecord.objects.filter(pk__in=[kept[one.key].pk for one in rows]).delete()
    done = unlist(said, job.ledger, ours=OURS, by=job.run.confirmed_by)
    for pk, one in records.items():
        if pk in done.built_on:
            _leave(one, done.built_on[pk])
            _keep_again(job, one, kept[one.key])
        else:
            one.result, one.innovation_id = Result.UNDONE, None
    job.taker.meet_again(done.neighbours)


def _keep_again(job: Job, one: Outcome, record: SourceRecord) -> None:
    """A record that stays is still held by its source."""
    if one.innovation is None or one.copy is None:
        return
    SourceRecord.objects.create(
        source=job.source,
        key=one.key,
        innovation=one.innovation,
        copy=one.copy,
        first_at=record.first_at,
        taken_at=record.taken_at,
    )


def _restore(job: Job, rows: Sequence[Outcome], kept: dict[str, SourceRecord]) -> None:
    """Let records say again what they said before."""
    wanted: dict[Hashable, Exchange] = {
        one.pk: (one.innovation_id, one.said["key"], set(one.stands), set(one.left))
        for one in rows
        if one.innovation_id is not None
    }
    numbers: dict[Hashable, Any] = {one.pk: one.before.get("number") for one in rows}
    done = restore_claims(wanted, numbers, job.ledger, by=job.run.confirmed_by)
    for one in rows:
        why = done.refused.get(one.pk)
        if why:
            _leave(one, why)
        else:
            _put_back(kept[one.key], one)
            one.result = Result.UNDONE
    job.taker.meet_again(done.changed)


def _put_back(record: SourceRecord, one: Outcome) -> None:
    before = one.before.get("record")
    if before is None:
        return
    SourceRecord.objects.filter(pk=record.pk).update(
        copy_id=before["copy"],
        innovation_id=before["innovation"],
        gone_at=parse_datetime(before["gone_at"]) if before["gone_at"] else None,
        taken_at=parse_datetime(before["taken_at"]),
    )


def _leave(one: Outcome, why: str) -> None:
    one.result, one.why = Result.LEFT, why
