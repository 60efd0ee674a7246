"""Everything said about one record, for those who choose, correct and contest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from simpul.innovations.models import FIELDS, LIVING_FIELDS, Contest, ContestState, Innovation
from simpul.innovations.queries.claiming import FieldSaid, fields_said
from simpul.innovations.queries.detail import PARTS, page_of
from simpul.innovations.queries.submitted import first_values, shown_of

# Fields a hub corrects in words; the others have their own pages.
CORRECTABLE = tuple(
    spec.key
    for spec in FIELDS.values()
    if spec.kind in {"short", "text", "number", "code"} and spec.key not in LIVING_FIELDS
)


@dataclass(frozen=True)
class Said:
    """One field with its claims and what was decided about them."""

    said: FieldSaid
    lock: Any
    contests: Sequence[Contest]

    @property
    def is_lockable(self) -> bool:
        spec = FIELDS[self.said.field]
        return spec.kind not in {"many", "private"} and spec.key not in LIVING_FIELDS


def claims_of(record: Innovation) -> list[Said]:
    """Every field of a record with who says what, its lock and what is contested."""
    page = page_of(Innovation.objects.select_related(*PARTS).get(pk=record.pk))
    locks = {(lock.field, lock.language): lock for lock in page.locks}
    open_ones = Contest.objects.filter(innovation=record, state=ContestState.OPEN)
    contests = list(open_ones.select_related("by", "claim__authority").order_by("at"))
    return [
        Said(
            said=each,
            lock=locks.get((each.field, each.language)),
            contests=[one for one in contests if one.field == each.field],
        )
        for each in fields_said(page)
    ]


def values_of(record: Innovation) -> dict[str, Any]:
    """What is shown of every field that a hub corrects in words, by field."""
    shown = first_values(shown_of(record))
    return {name: value for (name, _language), value in shown.items() if name in CORRECTABLE}
