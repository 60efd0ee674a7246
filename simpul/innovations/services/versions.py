"""Frozen versions of verified records: made, replaced, and read back as values."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from simpul.core import clock
from simpul.innovations.models import FIELDS, Claim, Innovation, Standing, State, Version
from simpul.innovations.queries.precedence import Slot

Frozen = dict[str, list[list[Any]]]


def freeze(ranked: Mapping[Slot, Sequence[Claim]]) -> Frozen:
    """What is shown of every field now, with the claims it stands on."""
    return {
        f"{name}|{language}": [
            [claim.value, claim.pk] for claim in (said if _is_many(name) else said[:1])
        ]
        for (name, language), said in ranked.items()
    }


def thaw(frozen: Frozen) -> dict[Slot, list[Any]]:
    """The values of a version as the projection reads them."""
    return {slot(key): [value for value, _claim in said] for key, said in frozen.items()}


def slot(key: str) -> Slot:
    name, _bar, language = key.partition("|")
    return name, language


def _is_many(name: str) -> bool:
    return name in FIELDS and FIELDS[name].kind == "many"


def public_values(records: Iterable[Innovation]) -> dict[int, dict[Slot, list[Any]]]:
    """The values of the public version of each verified record among these."""
    verified = [record.pk for record in records if record.state == State.PUBLISHED]
    rows = Version.objects.filter(innovation__in=verified, standing=Standing.PUBLIC)
    return {row.innovation_id: thaw(row.values) for row in rows}


def make_public(innovation: Innovation, values: Frozen, *, by, note: str = "") -> Version:
    """Put a new version in the place of the public one; what waited is settled by it."""
    rows = Version.objects.filter(innovation=innovation)
    rows.filter(standing=Standing.PENDING).delete()
    rows.filter(standing=Standing.PUBLIC).update(standing=Standing.SUPERSEDED)
    last = rows.order_by("-number").values_list("number", flat=True).first() or 0
    return Version.objects.create(
        innovation=innovation,
        number=last + 1,
        standing=Standing.PUBLIC,
        values=values,
        by=by,
        made_at=clock.now(),
        note=note,
    )


def set_pending(innovation: Innovation, values: Frozen) -> bool:
    """Let what claims say now wait beside the public version, or nothing when both agree."""
    rows = Version.objects.filter(innovation=innovation)
    public = rows.filter(standing=Standing.PUBLIC).first()
    waiting = rows.filter(standing=Standing.PENDING).first()
    if public is None or thaw(values) == thaw(public.values):
        return bool(rows.filter(standing=Standing.PENDING).delete()[0])
    if waiting is not None:
        if waiting.values == values:
            return False
        waiting.values, waiting.made_at = values, clock.now()
        waiting.save(update_fields=["values", "made_at"])
        return True
    Version.objects.create(
        innovation=innovation,
        number=(rows.order_by("-number").values_list("number", flat=True).first() or 0) + 1,
        standing=Standing.PENDING,
        values=values,
        made_at=clock.now(),
    )
    return True
