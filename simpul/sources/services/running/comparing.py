"""The third stage, the dry run: what each record would do, and nothing outside the run's tables."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from simpul.core import clock
from simpul.innovations.models import FIELDS, Claim, ExternalId
from simpul.innovations.services.mentions import Mention, Statement
from simpul.sources.models import (
    Outcome,
    RawCopy,
    SourceRecord,
    Verdict,
    WorkItem,
)
from simpul.sources.services.adapters import NOTED, REFUSED, UNRESOLVED, Problem, Raw
from simpul.sources.services.running.checks import checked, looked_through
from simpul.sources.services.running.effect import shown_changes
from simpul.sources.services.running.gathering import told
from simpul.sources.services.running.job import Job
from simpul.sources.services.running.spoken import kept
from simpul.sources.services.running.stopping import Stop
from simpul.sources.workflow import RUNNING, ItemState

BATCH = 100
# From this many faults on, and this share of all records, it is the source that changed.
MANY_FAULTS, LARGE_SHARE = 5, 0.5
# The key under which a change says that the source names the record again.
NAMED_AGAIN = "named again"


def compare(job: Job) -> None:
    """Work out every outcome, then show the dry run or stop where something is amiss."""
    while True:
        copies = RawCopy.objects.filter(run=job.run, pk__gt=job.run.cursor).order_by("pk")
        batch = list(copies.select_related("same_as")[:BATCH])
        if not batch:
            break
        read = _Reading(job, batch)
        outcomes = read.outcomes()
        with job.step() as keep:
            Outcome.objects.bulk_create(outcomes)
            _open_items(job, read.problems)
            keep["cursor"] = batch[-1].pk
    _find_gone(job)
    counts = count(job)
    _check(job, counts)
    RUNNING.take("offer", job.run, by=None, counts=counts, moved_at=clock.now())


# --- One batch ---------------------------------------------------------------------------------


@dataclass
class _Reading:
    """What is known about the records of one batch before they are compared."""

    job: Job
    batch: Sequence[RawCopy]
    problems: list[Problem] = field(default_factory=list)

    def outcomes(self) -> list[Outcome]:
        """One outcome for every copy, in their order."""
        keys = [copy.key for copy in self.batch]
        self.known = _source_records(self.job, keys)
        self.twins = _twins(self.job, keys)
        read = [(copy, *self._read(copy)) for copy in self.batch]
        mentions = [mention for _copy, mention, _wrong in read if mention is not None]
        self.numbers = _numbers(mentions)
        self.living = _living(self.numbers.values(), mentions)
        found = [self._outcome(copy, mention, wrong) for copy, mention, wrong in read]
        shown_changes(found, self.living, self.job.ledger)
        return found

    def _read(self, copy: RawCopy) -> tuple[Mention | None, list[Problem]]:
        """The mention of a copy, where it may come in, and all that is wrong with it."""
        if copy.deleted or (copy.content == {} and copy.problems):
            return None, []
        wrong = self._stands_twice(copy)
        if wrong:
            return None, wrong
        raw = Raw(copy.key, copy.content, copy.at)
        mention, wrong = self.job.adapter.mention(raw, self.job.book)
        wrong = [*looked_through(raw), *wrong]
        if mention is not None and not any(one.kind == REFUSED for one in wrong):
            mention, more = checked(mention, raw, self.job.ledger.codebook)
            wrong = [*wrong, *more]
        else:
            mention = None
        self.problems += wrong
        return mention, wrong

    def _stands_twice(self, copy: RawCopy) -> list[Problem]:
        others = self.twins.get(copy.key, {})
        if len(set(others.values())) < 2:
            return []
        return [_twice(copy, len(others))]

    def _outcome(self, copy: RawCopy, mention: Mention | None, wrong: Sequence[Problem]) -> Outcome:
        problems = [*copy.problems, *(told(one) for one in wrong)]
        outcome = Outcome(
            run=self.job.run,
            key=copy.key,
            copy=copy,
            at=copy.at,
            problems=problems,
            has_problems=any(one["kind"] != NOTED for one in problems),
            verdict=Verdict.ERROR,
        )
        if copy.deleted:
            self._say_deleted(outcome)
        elif mention is not None:
            self._say_changes(outcome, mention)
        else:
            outcome.title = str(copy.content.get("title", ""))[:300]
        return outcome

    def _say_deleted(self, outcome: Outcome) -> None:
        record = self.known.get(outcome.key)
        is_named = record is not None and record.gone_at is None
        outcome.verdict = Verdict.GONE if is_named else Verdict.SAME
        if record is not None:
            outcome.innovation_id = record.innovation_id
            outcome.title = record.innovation.title

    def _say_changes(self, outcome: Outcome, mention: Mention) -> None:
        outcome.title = _title(mention)
        if min(self.twins[outcome.key]) != outcome.copy_id:
            # The same record, word for word, stands earlier in this run.
            outcome.verdict = Verdict.SAME
            return
        number = self.numbers.get(mention.record_key)
        record = self.known.get(outcome.key)
        before = self.living[number.innovation_id, mention.record_key] if number else []
        outcome.innovation_id = number.innovation_id if number else None
        outcome.stands = sorted(claim.pk for claim in before)
        changes = changed_fields(before, mention.statements)
        if record is not None and record.gone_at is not None:
            changes[NAMED_AGAIN] = [None, True]
        moved = number is not None and (number.authority_id, number.url) != (
            mention.authority.pk,
            mention.url,
        )
        if number is None:
            outcome.verdict = Verdict.CREATE
        elif changes or moved:
            outcome.verdict = Verdict.CHANGE
        else:
            outcome.verdict = Verdict.SAME
        if outcome.verdict != Verdict.SAME:
            outcome.says, outcome.changes = kept(mention), changes


def _title(mention: Mention) -> str:
    titles = (said.value for said in mention.statements if said.field == "title")
    return str(next(titles, ""))[:300]


def _source_records(job: Job, keys: Collection[str]) -> dict[str, SourceRecord]:
    rows = SourceRecord.objects.filter(source=job.source, key__in=keys)
    return {row.key: row for row in rows.select_related("innovation")}


def _twins(job: Job, keys: Collection[str]) -> dict[str, dict[int, str]]:
    """All copies of this run under the same numbers, with what they say."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    rows = RawCopy.objects.filter(run=job.run, key__in=keys)
    for pk, key, digest in rows.values_list("pk", "key", "digest"):
        found[key][pk] = digest
    return found


def _numbers(mentions: Sequence[Mention]) -> dict[str, ExternalId]:
    """The numbers these mentions have in the catalogue already."""
    by_scheme: dict[str, list[str]] = defaultdict(list)
    for mention in mentions:
        by_scheme[mention.scheme].append(mention.record_key)
    return {
        row.value: row
        for scheme, keys in by_scheme.items()
        for row in ExternalId.objects.filter(scheme=scheme, value__in=keys)
    }


def _living(
    numbers: Iterable[ExternalId], mentions: Sequence[Mention]
) -> dict[tuple[int, str], list[Claim]]:
    """What the source says of each record now, by record and number."""
    found: dict[tuple[int, str], list[Claim]] = defaultdict(list)
    rows = Claim.objects.filter(
        innovation__in=[row.innovation_id for row in numbers],
        record_key__in=[mention.record_key for mention in mentions],
        retired_at=None,
    )
    for claim in rows.order_by("pk"):
        found[claim.innovation_id, claim.record_key].append(claim)
    return found


Spoken = Claim | Statement


def changed_fields(before: Iterable[Spoken], after: Iterable[Spoken]) -> dict[str, list[Any]]:
    """The fields that say something else, each with what it said and what it says."""
    old, new = _by_slot(before), _by_slot(after)
    return {
        slot: [_values(slot, old.get(slot, ())), _values(slot, new.get(slot, ()))]
        for slot in sorted({*old, *new})
        if _told(old.get(slot, ())) != _told(new.get(slot, ()))
    }


def _by_slot(said: Iterable[Spoken]) -> dict[str, list[Spoken]]:
    found: dict[str, list[Spoken]] = defaultdict(list)
    for one in said:
        found[f"{one.field}|{one.language}"].append(one)
    return found


def _told(said: Iterable[Spoken]) -> list[tuple]:
    """Everything these say, in an order that does not depend on when they came."""
    rows = (
        (repr(one.value), one.authority_id, one.wording, str(one.asserted_on), one.evidence_url)
        for one in said
    )
    return sorted(rows)


def _values(slot: str, said: Sequence[Spoken]) -> Any:
    values = [one.value for one in said]
    name = slot.partition("|")[0]
    if name in FIELDS and FIELDS[name].kind == "many":
        return values
    return values[0] if values else None


def _twice(copy: RawCopy, count: int) -> Problem:

    return Problem(
        copy.key,
        copy.at,
        "",
        _("The number “%(key)s” stands %(count)s times, and does not say the same.")
        % {"key": copy.key, "count": count},
        _("Give each innovation its own number in the source."),
        kind=REFUSED,
    )


# --- The whole run -----------------------------------------------------------------------------


def _open_items(job: Job, problems: Sequence[Problem]) -> None:
    """Make a work item of all that could not be understood, one for equal words."""
    counted: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.kind == UNRESOLVED:
            counted[problem.field[:60], problem.given[:1000]].append(problem)
    for (name, given), same in counted.items():
        first = same[0]
        item, created = WorkItem.objects.get_or_create(
            source=job.source,
            field=name,
            given=given,
            defaults={
                "run": job.run,
                "key": first.key[:200],
                "at": first.at[:300],
                "kind": first.kind,
                "say": str(first.say),
                "remedy": str(first.fix),
                "candidates": list(first.candidates)[:20],
                "count": len(same),
                "opened_at": clock.now(),
            },
        )
        if not created and item.state == ItemState.OPEN:
            item.count = len(same) + (item.count if item.run_id == job.run.pk else 0)
            item.run, item.candidates = job.run, list(first.candidates)[:20]
            item.save(update_fields=["count", "run", "candidates"])


def _find_gone(job: Job) -> None:
    """Name what the source held and names no longer."""
    if not job.run.is_whole or job.adapter.is_incremental:
        return
    named = RawCopy.objects.filter(run=job.run, key=OuterRef("key"))
    told_of = Outcome.objects.filter(run=job.run, key=OuterRef("key"))
    gone = SourceRecord.objects.named().filter(source=job.source)
    gone = gone.filter(~Exists(named), ~Exists(told_of)).select_related("innovation")
    while batch := list(gone.order_by("pk")[: BATCH * 5]):
        with job.step() as keep:
            Outcome.objects.bulk_create(
                Outcome(
                    run=job.run,
                    key=record.key,
                    title=record.innovation.title,
                    verdict=Verdict.GONE,
                    innovation_id=record.innovation_id,
                )
                for record in batch
            )
            keep["cursor"] = job.run.cursor + 1


def count(job: Job) -> dict[str, Any]:
    """How many records the dry run puts where."""
    outcomes = Outcome.objects.filter(run=job.run)
    counted: Mapping[str, int] = {
        verdict: outcomes.filter(verdict=verdict).count() for verdict in Verdict.values
    }
    return {
        **job.run.counts,
        **counted,
        "problems": outcomes.filter(has_problems=True).count(),
        "unresolved": WorkItem.objects.filter(run=job.run, state=ItemState.OPEN).count(),
    }


def _check(job: Job, counts: Mapping[str, int]) -> None:
    """Stop where what the source delivered cannot be right."""
    run, read = job.run, counts["read"]
    told_of = Outcome.objects.filter(run=run, copy__isnull=False).count()
    if told_of != read:
        raise Stop("unbalanced", read=read, told=told_of)
    wrong = counts[Verdict.ERROR]
    if "faults" not in run.let_pass and _are_many(wrong, read):
        raise Stop("faults", wrong=wrong, read=read)
    known = SourceRecord.objects.named().filter(source=job.source).count()
    gone, limit = counts[Verdict.GONE], job.source.deletion_limit
    if "deletions" not in run.let_pass and known and gone * 100 > known * limit:
        raise Stop("deletions", gone=gone, known=known, limit=limit)


def _are_many(wrong: int, read: int) -> bool:
    return wrong == read or (wrong >= MANY_FAULTS and wrong > read * LARGE_SHARE)
