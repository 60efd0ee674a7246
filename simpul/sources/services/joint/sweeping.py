"""Walks over the records for a proposal: first to foretell what changes, then to change it.

A walk goes in batches, each with its rows and its place in one transaction, so that it goes on
where it was broken off. Few records are walked at once; many wait for a worker.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from simpul.core import clock, journal, outbox
from simpul.innovations.models import Innovation
from simpul.innovations.services import effects, projection
from simpul.innovations.services.ledger import Ledger
from simpul.sources.models import ChangeKind, Effect, Proposal, Sweep, SweepPurpose
from simpul.sources.queries.disagreeing import Reading, disagreements
from simpul.sources.queries.joint import matches, standing
from simpul.sources.queries.joint.sweeps import touched
from simpul.sources.services import contradictions

SWEEP = "sources.sweep"
BATCH = 500
# Up to so many records a walk is over before the page answers.
AT_ONCE = 2_000

SIMULATE_IT = _("Compute what a proposal does")


@transaction.atomic
def simulate(proposal: Proposal, *, by) -> Sweep:
    """Foretell what the proposal does to the records as they are now."""
    if not by.has_perm("sources.simulate_proposal", proposal):
        raise PermissionDenied(SIMULATE_IT)
    proposal.sweeps.filter(purpose=SweepPurpose.SIMULATE).delete()
    return begin(proposal, SweepPurpose.SIMULATE)


def begin(proposal: Proposal, purpose: str) -> Sweep:
    """Begin a walk; it is finished at once where the records are few."""
    # So that "what came later" has a number: the effect holds until then.
    with suppress(journal.ClockWentBack):
        journal.seal_pending()
    sweep = Sweep.objects.create(
        proposal=proposal,
        purpose=purpose,
        seq=journal.head_seq(),
        on=clock.today(),
        total=touched(proposal).count(),
        started_at=clock.now(),
    )
    if sweep.total <= AT_ONCE:
        carry_on(sweep.pk)
        sweep.refresh_from_db()
    else:
        outbox.later(SWEEP, {"sweep": sweep.pk}, queue=outbox.LONG)
    return sweep


def carry_on(sweep: int) -> None:
    """Go on with a walk until all records are done; safe to repeat and to break off."""
    ledger = Ledger()
    while _batch(sweep, ledger):
        pass


@transaction.atomic
def _batch(pk: int, ledger: Ledger) -> bool:
    sweep = Sweep.objects.select_for_update().filter(pk=pk, finished_at=None).first()
    if sweep is None:
        return False
    proposal = sweep.proposal
    pks = list(touched(proposal).filter(pk__gt=sweep.after).values_list("pk", flat=True)[:BATCH])
    if pks:
        _STEPS[sweep.purpose, proposal.kind](sweep, pks, ledger)
        sweep.after, sweep.done = pks[-1], sweep.done + len(pks)
    else:
        _finish(sweep)
    sweep.save()
    return bool(pks)


def _finish(sweep: Sweep) -> None:
    sweep.finished_at = clock.now()
    sweep.total = sweep.done
    if sweep.purpose == SweepPurpose.SIMULATE:
        sweep.beside = {**sweep.beside, **matches.beside(sweep.proposal)}
        journal.record(
            sweep.proposal, "simulate", details={"shown": sweep.shown, "records": sweep.records}
        )
    else:
        journal.record(sweep.proposal, "applied", details={"records": sweep.records})


# --- Foretelling -------------------------------------------------------------------------------


def _foretell(sweep: Sweep, pks: Sequence[int], now: Ledger) -> None:
    """Compare what records show under the rules of today and under the proposed ones."""
    changes = sweep.proposal.changes
    then = Ledger(now.codebook, now.table)
    if sweep.proposal.kind == ChangeKind.PRECEDENCE:
        then.table = standing.proposed_ladder(now.table, changes)
    else:
        then = Ledger(table=now.table)
        then.codebook.shelf_lives = standing.proposed_shelf_lives(now.codebook.shelf_lives, changes)
    records = list(Innovation.objects.public().filter(pk__in=pks).order_by("pk"))
    told = effects.foretell(records, now, then)
    _keep(sweep, [change._asdict() for change in told.changes])
    sweep.held += len(told.held)
    _foretell_contradictions(sweep, records)


def _foretell_contradictions(sweep: Sweep, records: Sequence[Innovation]) -> None:
    """How many contradictions another gap between years ends or makes."""
    asked = {
        change["key"]: change.get("value") for change in sweep.proposal.changes if "key" in change
    }
    if standing.YEAR_GAP not in asked:
        return
    said = projection.claims_about(records)
    now, then = Reading.read(), Reading.read(year_gap=int(asked[standing.YEAR_GAP]))
    count = {"contradictions_ended": 0, "contradictions_new": 0, **sweep.beside}
    for record in records:
        before = set(disagreements(said[record.pk], now))
        after = set(disagreements(said[record.pk], then))
        count["contradictions_ended"] += len(before - after)
        count["contradictions_new"] += len(after - before)
    sweep.beside = count


def _foretell_words(sweep: Sweep, pks: Sequence[int], now: Ledger) -> None:
    """Each record that shows a term shows its new label, in each language."""
    del now
    rows: list[dict[str, Any]] = []
    for change in sweep.proposal.changes:
        term, listed = standing.term_of(change), standing.LISTS[change["list"]]
        showing = Innovation.objects.public().filter(pk__in=pks, **{listed.shown_by: [term.pk]})
        for pk in showing.order_by("pk").values_list("pk", flat=True).distinct():
            rows += [
                {
                    "innovation_id": pk,
                    "field": f"{listed.field}:{change['key']}"[:30],
                    "language": name.removeprefix("label_"),
                    "old": getattr(term, name),
                    "new": change[name],
                }
                for name in ("label_id", "label_en")
                if change.get(name, getattr(term, name)) != getattr(term, name)
            ]
    _keep(sweep, rows)


def _keep(sweep: Sweep, rows: Sequence[Mapping[str, Any]]) -> None:
    Effect.objects.bulk_create((Effect(sweep=sweep, **row) for row in rows), batch_size=500)
    sweep.shown += len(rows)
    sweep.records += len({row["innovation_id"] for row in rows})


# --- Changing ----------------------------------------------------------------------------------


def _apply(sweep: Sweep, pks: Sequence[int], ledger: Ledger) -> None:
    """Let records show what the rules of today put first."""
    sweep.records += len(projection.reproject(pks, ledger))
    if any(change.get("key") == standing.YEAR_GAP for change in sweep.proposal.changes):
        contradictions.detect(pks)


def _apply_words(sweep: Sweep, pks: Sequence[int], ledger: Ledger) -> None:
    """Wake whatever keeps pages of records that show the term."""
    del ledger
    journal.record_batch("show", Innovation, pks)
    sweep.records += len(pks)


_STEPS: dict[tuple[str, str], Callable[[Sweep, Sequence[int], Ledger], None]] = {
    (SweepPurpose.SIMULATE, ChangeKind.PRECEDENCE): _foretell,
    (SweepPurpose.SIMULATE, ChangeKind.PARAMETER): _foretell,
    (SweepPurpose.SIMULATE, ChangeKind.VOCABULARY): _foretell_words,
    (SweepPurpose.APPLY, ChangeKind.PRECEDENCE): _apply,
    (SweepPurpose.APPLY, ChangeKind.PARAMETER): _apply,
    (SweepPurpose.APPLY, ChangeKind.VOCABULARY): _apply_words,
}
