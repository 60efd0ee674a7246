"""Which of the values a record shows an import would change: a source speaks, precedence shows."""

from collections.abc import Mapping, Sequence
from typing import Any

from simpul.innovations.models import Claim, Innovation, State
from simpul.innovations.queries.precedence import ranked
from simpul.innovations.services.ledger import Ledger
from simpul.innovations.services.projection import claims_about, locks_among
from simpul.sources.models import Outcome, Verdict
from simpul.sources.services.running.spoken import spoken

# What an outcome says of a record whose public version a hub answers for.
VERIFIED = "verified"


def shown_changes(
    outcomes: Sequence[Outcome],
    living: Mapping[tuple[int, str], Sequence[Claim]],
    ledger: Ledger,
) -> None:
    """Write into each change which fields readers would see otherwise, or that a hub decides."""
    changing = [one for one in outcomes if one.verdict == Verdict.CHANGE and one.innovation_id]
    if not changing:
        return
    pks = {one.innovation_id for one in changing if one.innovation_id is not None}
    standing = dict(Innovation.objects.filter(pk__in=pks).values_list("pk", "canonical_id"))
    kept = Innovation.objects.in_bulk({root for root in standing.values() if root is not None})
    records = list(kept.values())
    said, locked = claims_about(records), locks_among(records)
    for one in changing:
        record = kept.get(standing.get(one.innovation_id or 0) or 0)
        if record is None:
            continue
        if record.state == State.PUBLISHED:
            one.before = {**one.before, VERIFIED: True}
        replaced = {claim.pk for claim in living.get((one.innovation_id or 0, one.said["key"]), ())}
        now = said[record.pk]
        new = spoken(one.said, dict(ledger.table.authorities)).statements
        then = [*(claim for claim in now if claim.pk not in replaced), *new]
        one.shown = _different(now, then, ledger, locked[record.pk])


def _different(now: Sequence, then: Sequence, ledger: Ledger, locked: set[int]) -> list[str]:
    before, after = _first(now, ledger, locked), _first(then, ledger, locked)
    return sorted(
        "|".join(slot) for slot in {*before, *after} if before.get(slot) != after.get(slot)
    )


def _first(claims: Sequence, ledger: Ledger, locked: set[int]) -> dict[tuple[str, str], Any]:
    return {slot: said[0].value for slot, said in ranked(claims, ledger.table, locked).items()}
