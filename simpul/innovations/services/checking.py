"""Rebuild every record from its claims and versions, and compare with what readers see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import transaction

from simpul.core import journal
from simpul.innovations.models import Innovation, State
from simpul.innovations.services import merging, projection
from simpul.innovations.services.ledger import Ledger

BATCH = 200


@dataclass
class Checked:
    """How many records were rebuilt and which of them showed something else."""

    count: int = 0
    different: list[str] = field(default_factory=list)


def check_records(
    *, repair: bool = False, progress: Callable[[int], None] = lambda done: None
) -> Checked:
    """Compare every record with what its claims, version and merges say; ``repair`` writes it."""
    found, ledger = Checked(), Ledger()
    for pks in _batches():
        wrong = _check(pks, ledger, repair=repair)
        found.count += len(pks)
        rows = Innovation.objects.filter(pk__in=wrong).order_by("pk")
        found.different += rows.values_list("public_id", flat=True)
        progress(found.count)
    return found


def _check(pks: list[int], ledger: Ledger, *, repair: bool) -> set[int]:
    """The records that writing them anew would change; without ``repair`` nothing stays written."""
    with transaction.atomic():
        moved = merging.recompute_canonical(pks)
        records = list(Innovation.objects.filter(pk__in=pks).order_by("pk"))
        wrong = {*moved, *projection.write(projection.shown_now(records, ledger))}
        if wrong and repair:
            journal.record_batch("repair", Innovation, wrong)
        transaction.set_rollback(not repair)
    return wrong


def _batches() -> Iterator[list[int]]:
    last = 0
    # What was never public has no claims yet: its draft says what it will be called.
    rows = Innovation.objects.exclude(state=State.DRAFT).order_by("pk").values_list("pk", flat=True)
    while pks := list(rows.filter(pk__gt=last)[:BATCH]):
        yield pks
        last = pks[-1]
