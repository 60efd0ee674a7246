"""Changing at the desk what the State measures and asks for; from then on no file does."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from simpul.core import clock, journal
from simpul.innovations.models import new_identity
from simpul.needs.models import Benchmark
from simpul.needs.services.asking import ask_permission

CHANGE = "needs.change_benchmark"


@transaction.atomic
def add_benchmark(*, by, **said: Any) -> Benchmark:
    """Add something the State measures or asks for that no file names; it stands last."""
    ask_permission(CHANGE, None, by)
    last = Benchmark.objects.filter(family=said["family"]).aggregate(last=Max("order"))["last"]
    row = Benchmark(
        key=f"{said['family']}-{slugify(said['label_id'])[:40]}-{new_identity()[:6]}",
        order=(last or 0) + 1,
        corrected_at=clock.now(),
        **said,
    )
    row.full_clean()
    row.save(force_insert=True)
    journal.record(row, "add", by=by, details={"key": row.key})
    return row


@transaction.atomic
def change_benchmark(row: Benchmark, *, by, **said: Any) -> Benchmark:
    """Let a benchmark say something else; what it said before stands in the journal."""
    ask_permission(CHANGE, None, by)
    row = Benchmark.objects.select_for_update().get(pk=row.pk)
    changed = {
        name: [_plain(getattr(row, name)), _plain(value)]
        for name, value in said.items()
        if getattr(row, name) != value
    }
    if not changed:
        return row
    for name in changed:
        setattr(row, name, said[name])
    row.corrected_at = clock.now()
    row.full_clean()
    row.save(update_fields=[*changed, "corrected_at"])
    journal.record(row, "change", by=by, details={"changed": changed})
    return row


def _plain(value: Any) -> Any:
    return getattr(value, "key", value)
