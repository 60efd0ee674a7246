"""What records would show under other rules: the projection, made twice and compared."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType

from simpul.core.models import Version
from simpul.core.models.work import OPEN_VERSIONS, VersionState
from simpul.innovations.models import Innovation
from simpul.innovations.queries.living import lasting_only
from simpul.innovations.queries.precedence import Slot, ranked
from simpul.innovations.services import projection, versions
from simpul.innovations.services.ledger import Ledger
from simpul.innovations.services.projection import Known, Projection

# Columns by the field readers know them under; what only follows from these is left out.
COLUMNS = {
    "title": "title",
    "acronym": "acronym",
    "long_title": "long_title",
    "owner_id": "owner",
    "hub_id": "hub",
    "region_id": "region",
    "sector_id": "sector",
    "affair_id": "affair",
    "unit": "unit",
    "form": "form",
    "year": "year",
    "life_status_id": "life_status",
    "life_as_of": "life_as_of",
    "life_due_on": "life_due_on",
    "evidence_grade": "evidence_grade",
    "completeness": "completeness",
}


class Change(NamedTuple):
    """One value a record shows, and what it would show in its place."""

    innovation_id: int
    field: str
    language: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Foretold:
    """What other rules do to some records.

    ``held`` are verified records that go on showing what they show: what other rules put first
    waits beside their public version until a hub decides.
    """

    changes: Sequence[Change]
    held: Sequence[int] = ()


def foretell(records: Sequence[Innovation], now: Ledger, then: Ledger) -> Foretold:
    """What these records would show under ``then`` in place of what they show under ``now``."""
    known = projection.known_of(records)
    changes: list[Change] = []
    for record in records:
        before = shown_of(projection.shown_by(record, known, now))
        after = shown_of(projection.shown_by(record, known, then))
        changes.extend(compare(record.pk, before, after))
    return Foretold(changes, _held(records, known, then))


def compare(pk: int, before: Mapping[Slot, Any], after: Mapping[Slot, Any]) -> Iterator[Change]:
    """The values that differ, in the order of their fields."""
    for slot in sorted({*before, *after}):
        old, new = before.get(slot), after.get(slot)
        if old != new:
            yield Change(pk, *slot, old, new)


def shown_of(sight: Projection) -> dict[Slot, Any]:
    """Everything readers see of a projection, by field, ready to be kept as JSON."""
    found: dict[Slot, Any] = {
        (field, ""): plain(sight.columns[column]) for column, field in COLUMNS.items()
    }
    found |= dict(sight.texts)
    found["goals", ""] = sorted(sight.goals)
    found["award", ""] = [plain(award) for award in sight.awards]
    found["outcomes", ""] = [plain(row) for row in sight.outcomes]
    return found


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return value


def _held(records: Iterable[Innovation], known: Known, then: Ledger) -> list[int]:
    """The verified records beside whose public version something else would wait."""
    verified = [record for record in records if record.is_verified]
    said_now = _said_or_waiting(verified)
    held = []
    for record in verified:
        said = lasting_only(known.said[record.pk])
        would = versions.freeze(ranked(said, then.table, known.locked[record.pk]))
        if record.pk in said_now and versions.thaw(would) != versions.thaw(said_now[record.pk]):
            held.append(record.pk)
    return held


def _said_or_waiting(records: Sequence[Innovation]) -> dict[int, dict[str, Any]]:
    """What waits beside each public version, else what it says; not what somebody writes."""
    if not records:
        return {}
    rows = Version.objects.filter(
        subject_type=ContentType.objects.get_for_model(Innovation),
        subject_id__in=[record.pk for record in records],
    )
    found = {row.subject_id: row.fields for row in rows.filter(state=VersionState.PUBLIC)}
    for row in rows.filter(state__in=OPEN_VERSIONS):
        if row.author_id is not None:
            found.pop(row.subject_id, None)
        elif row.subject_id in found:
            found[row.subject_id] = row.fields
    return found
