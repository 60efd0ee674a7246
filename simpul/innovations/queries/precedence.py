"""Which of several claims is shown, and why: one pure answer for pages, imports and checks."""

import json
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from simpul.innovations.models import FIELDS, Authority, Precedence, split_title

# Below everything the table names.
UNRANKED = 1000

# A field in one language; language is empty for what reads alike in all.
Slot = tuple[str, str]


class Said(Protocol):
    """A claim, or what is about to become one."""

    @property
    def authority_id(self) -> int: ...
    @property
    def record_key(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def value(self) -> Any: ...
    @property
    def asserted_on(self) -> date | None: ...
    @property
    def retired_at(self) -> datetime | None: ...


Spoken = TypeVar("Spoken", bound=Said)


@dataclass
class Ladder:
    """The precedence table and the authorities it speaks of, in memory."""

    authorities: Mapping[int, Authority]
    rows: Mapping[Hashable, Precedence] = field(default_factory=dict)

    def row(self, field_key: str, authority_id: int) -> Precedence | None:
        """The most particular row about this authority's word on this field."""
        kind = self.authorities[authority_id].kind
        keys = (
            (field_key, authority_id),
            ("*", authority_id),
            (field_key, kind),
            ("*", kind),
        )
        return next((self.rows[key] for key in keys if key in self.rows), None)

    def rank(self, field_key: str, authority_id: int) -> int:
        row = self.row(field_key, authority_id)
        return row.rank if row else UNRANKED


def ladder() -> Ladder:
    """The table as it stands now."""
    return Ladder(Authority.objects.in_bulk(), precedence_rows())


def precedence_rows() -> dict[Hashable, Precedence]:
    """The rows by the field and the authority or kind they speak of."""
    standing = Precedence.objects.filter(ended=False)
    return {(row.field, row.authority_id or row.kind): row for row in standing}


def ranked(
    claims: Iterable[Spoken], table: Ladder, locked: Collection[int] = frozenset()
) -> dict[Slot, list[Spoken]]:
    """The living claims on every field, the one to show first.

    ``locked`` names claims by key that a verifier chose: each stands first, and stands even where
    its source says it no longer. The order depends only on what the claims say, who says it and
    what is locked, never on when they arrived.
    """
    slots: dict[Slot, list[Spoken]] = {}
    for claim in claims:
        if claim.retired_at is None or is_locked(claim, locked):
            slots.setdefault((claim.field, claim.language), []).append(claim)
    for said in slots.values():
        if len(said) > 1:
            said.sort(key=lambda claim: (not is_locked(claim, locked), *_order(claim, table)))
    return dict(sorted(slots.items()))


def is_locked(claim: Said, locked: Collection[int]) -> bool:
    """Say whether a verifier chose this claim; what is only about to become one has no key."""
    return bool(locked) and getattr(claim, "pk", None) in locked


def _order(claim: Spoken, table: Ladder) -> tuple:
    """Rank of who says it; then the newer word; then what tells more; then the value itself."""
    value = json.dumps(claim.value, sort_keys=True, ensure_ascii=False)
    return (
        table.rank(claim.field, claim.authority_id),
        -claim.asserted_on.toordinal() if claim.asserted_on else 0,
        _tells_less(claim),
        value,
        claim.record_key,
        table.authorities[claim.authority_id].key,
    )


def _tells_less(claim: Said) -> int:
    """Lower for the longer of two texts, and for a title that carries its long form."""
    if claim.field == "title":
        return 0 if split_title(str(claim.value))[0] else 1
    spec = FIELDS.get(claim.field)
    return -len(str(claim.value)) if spec and spec.kind == "text" else 0
