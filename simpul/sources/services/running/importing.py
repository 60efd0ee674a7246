"""The fourth stage: do what the dry run said, row by row, and refuse what moved meanwhile."""

import logging
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from simpul.core import clock
from simpul.innovations.models import Claim, ExternalId, Innovation
from simpul.innovations.services import bulk
from simpul.innovations.services.mentions import Mention
from simpul.sources.models import Outcome, Result, SourceRecord, Verdict
from simpul.sources.services.running.job import Job
from simpul.sources.services.running.spoken import spoken
from simpul.sources.services.running.stopping import short
from simpul.sources.workflow import RUNNING

logger = logging.getLogger(__name__)

BATCH = 50
# Between two batches readers and writers of the site get their turn.
BREATH = 0.02


def import_rows(job: Job) -> None:
    """Take over every row of the dry run that still stands as it was shown."""
    job.read_ahead()
    while True:
        waiting = Outcome.objects.filter(run=job.run, pk__gt=job.run.cursor).order_by("pk")
        batch = list(waiting.exclude(verdict=Verdict.ERROR).select_related("copy")[:BATCH])
        if not batch:
            break
        with job.step() as keep:
            _take(job, batch)
            keep["cursor"] = batch[-1].pk
        time.sleep(BREATH)
    bulk.take_stock(Innovation)
    _finish(job)


def _finish(job: Job) -> None:
    outcomes = Outcome.objects.filter(run=job.run)
    done = {
        "imported": outcomes.filter(result=Result.DONE).count(),
        "refused": outcomes.filter(result=Result.MOVED).count(),
    }
    now = clock.now()
    RUNNING.take(
        "finish",
        job.run,
        by=None,
        counts={**job.run.counts, **done},
        imported_at=now,
        ended_at=now,
        moved_at=now,
    )


# --- One batch ---------------------------------------------------------------------------------


def _take(job: Job, batch: Sequence[Outcome]) -> None:
    held = _Held(job, batch)
    spoken_for = [one for one in batch if one.verdict in {Verdict.CREATE, Verdict.CHANGE}]
    fit = [one for one in spoken_for if held.refuse_moved(one)]
    try:
        with transaction.atomic():
            _write(job, held, fit)
    except (DatabaseError, KeyError, ValueError, TypeError):
        # One row that cannot be written must not keep its neighbours out.
        logger.exception("A batch of run %s is taken row by row.", job.run.pk)
        for one in fit:
            _write_alone(job, held, one)
    for one in batch:
        if one.verdict == Verdict.GONE:
            held.mark_gone(one)
        elif one.verdict == Verdict.SAME:
            held.keep_copy(one)
    Outcome.objects.bulk_update(batch, ["result", "why", "innovation", "left", "before"])


def _write_alone(job: Job, held: "_Held", one: Outcome) -> None:
    one.result, one.left = Result.WAITING, []
    try:
        with transaction.atomic():
            _write(job, held, [one])
    except (DatabaseError, KeyError, ValueError, TypeError) as error:
        one.result = Result.MOVED
        one.why = _("It could not be written: %(reason)s") % {"reason": short(error)}


def _write(job: Job, held: "_Held", fit: Sequence[Outcome]) -> None:
    if not fit:
        return
    mentions = [spoken(one.said, held.authorities) for one in fit]
    done = job.taker.take(mentions, by=job.run.confirmed_by)
    left = _living(done.by_key.values(), [mention.record_key for mention in mentions])
    for one, mention in zip(fit, mentions, strict=True):
        pk = done.by_key[mention.record_key]
        one.left = sorted(left[pk, mention.record_key])
        held.keep(one, mention, pk)


def _living(records, keys: Sequence[str]) -> dict[tuple[int, str], list[int]]:
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    rows = Claim.objects.filter(innovation__in=list(records), record_key__in=keys, retired_at=None)
    for pk, record, key in rows.values_list("pk", "innovation_id", "record_key"):
        found[record, key].append(pk)
    return found


class _Held:
    """How the records of a batch stand now, and what the run keeps about them."""

    def __init__(self, job: Job, batch: Sequence[Outcome]) -> None:
        self.job, self.run = job, job.run
        self.authorities = dict(job.ledger.table.authorities)
        said = [one.said for one in batch if one.says]
        schemes: dict[str, list[str]] = defaultdict(list)
        for says in said:
            schemes[says["scheme"]].append(says["key"])
        self.numbers: dict[str, ExternalId] = {
            row.value: row
            for scheme, keys in schemes.items()
            for row in ExternalId.objects.filter(scheme=scheme, value__in=keys)
        }
        records = [row.innovation_id for row in self.numbers.values()]
        self.living = _living(records, [says["key"] for says in said])
        rows = SourceRecord.objects.filter(source=job.source, key__in=[one.key for one in batch])
        self.kept: Mapping[str, SourceRecord] = {row.key: row for row in rows}

    def refuse_moved(self, one: Outcome) -> bool:
        """Say whether a row stands as the dry run saw it; one that does not is refused with why."""
        if one.result != Result.WAITING:
            return False
        number = self.numbers.get(one.said["key"])
        why = ""
        if one.said["authority"] not in self.authorities:
            why = _("Its source is no longer known.")
        elif one.verdict == Verdict.CREATE and number is not None:
            why = _("Somebody else brought this number in the meantime.")
        elif one.verdict == Verdict.CHANGE and number is None:
            why = _("The record is no longer in the catalogue.")
        elif one.verdict == Verdict.CHANGE and number is not None:
            stands = self.living[number.innovation_id, one.said["key"]]
            if sorted(stands) != one.stands:
                why = _("What the source says of it changed after the dry run.")
        if why:
            one.result, one.why = Result.MOVED, why
        return not why

    def keep(self, one: Outcome, mention: Mention, pk: int) -> None:
        """Remember what the source holds now, and how it was before."""
        now, record = clock.now(), self.kept.get(one.key)
        number = self.numbers.get(mention.record_key)
        one.before = {**one.before, **_before(record, number)}
        one.result, one.innovation_id = Result.DONE, pk
        if record is None and one.copy is not None:
            SourceRecord.objects.create(
                source=self.job.source,
                key=one.key,
                innovation_id=pk,
                copy=one.copy,
                first_at=now,
                taken_at=now,
            )
        elif record is not None:
            SourceRecord.objects.filter(pk=record.pk).update(
                innovation_id=pk, copy_id=one.copy_id, taken_at=now, gone_at=None
            )

    def mark_gone(self, one: Outcome) -> None:
        """Its source names it no longer; what it said stays."""
        record = self.kept.get(one.key)
        if record is None or record.gone_at is not None:
            one.result = Result.MOVED
            one.why = _("It is no longer held under this number.")
            return
        one.before = {**one.before, **_before(record, None)}
        SourceRecord.objects.filter(pk=record.pk).update(gone_at=clock.now())
        one.result, one.innovation_id = Result.DONE, record.innovation_id

    def keep_copy(self, one: Outcome) -> None:
        """Point to the newest copy where only what nobody reads of it changed."""
        record, copy = self.kept.get(one.key), one.copy
        if record is None or copy is None or one.innovation_id is None:
            return
        if record.copy_id == copy.same_as_id or copy.same_as_id is not None or copy.deleted:
            return
        one.before = {**one.before, **_before(record, None)}
        SourceRecord.objects.filter(pk=record.pk).update(copy_id=copy.pk)
        one.result = Result.DONE


def _before(record: SourceRecord | None, number: ExternalId | None) -> dict[str, Any]:
    before: dict[str, Any] = {}
    if record is not None:
        before["record"] = {
            "copy": record.copy_id,
            "innovation": record.innovation_id,
            "gone_at": record.gone_at.isoformat() if record.gone_at else None,
            "taken_at": record.taken_at.isoformat(),
        }
    if number is not None:
        before["number"] = [number.pk, number.authority_id, number.url]
    return before
