"""The rows of outcomes beside a record: read from what is said, written where they differ."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from simpul.innovations.models import Outcome
from simpul.innovations.queries.answers import as_date, as_number
from simpul.innovations.queries.grading import Graded, Ground, Lasting, grade_of_outcome

# What every database keeps exactly.
DIGITS, PLACES, LARGEST = 15, Decimal("0.0001"), Decimal(10) ** 15


class OutcomeRow(NamedTuple):
    """One outcome as its row keeps it, without the record."""

    position: int
    indicator: str
    unit: str
    baseline: Decimal | None
    baseline_on: date | None
    latest: Decimal | None
    latest_on: date | None
    method: str
    comparison: str
    grade: int
    falls_on: date | None

    @property
    def graded(self) -> Graded:
        return Graded(self.grade, self.falls_on)


def outcome_rows(said: Any, ground: Ground, lasting: Lasting, on: date) -> tuple[OutcomeRow, ...]:
    """The outcomes of a claim that name an indicator, each with its grade on a day."""
    named = [each for each in said or () if isinstance(each, Mapping) and _words(each, "indicator")]
    return tuple(
        _row(position, each, grade_of_outcome(each, ground, lasting, on))
        for position, each in enumerate(named, start=1)
    )


def _row(position: int, said: Mapping[str, Any], graded: Graded) -> OutcomeRow:
    before, after = as_date(said.get("baseline_on")), as_date(said.get("latest_on"))
    if before and after and after < before:
        before = after = None
    return OutcomeRow(
        position=position,
        indicator=_words(said, "indicator")[:200],
        unit=_words(said, "unit")[:60],
        baseline=_number(said.get("baseline")),
        baseline_on=before,
        latest=_number(said.get("latest")),
        latest_on=after,
        method=_words(said, "method")[:300],
        comparison=_words(said, "comparison")[:300],
        grade=graded.grade,
        falls_on=graded.falls_on,
    )


def _words(said: Mapping[str, Any], name: str) -> str:
    return str(said.get(name) or "").strip()


def _number(said: Any) -> Decimal | None:
    number = as_number(said)
    if number is None or abs(number) >= LARGEST:
        return None
    return Decimal(f"{number:.{DIGITS}g}").quantize(PLACES)


def write_outcomes(wanted: Mapping[int, Sequence[OutcomeRow]]) -> set[int]:
    """Make the rows of these records say exactly this; answers whose rows changed."""
    kept: dict[int, list[OutcomeRow]] = defaultdict(list)
    stored = Outcome.objects.order_by("position").filter(innovation__in=wanted)
    for pk, *values in stored.values_list("innovation_id", *OutcomeRow._fields):
        kept[pk].append(OutcomeRow(*values))
    different = {pk: rows for pk, rows in wanted.items() if kept[pk] != list(rows)}
    Outcome.objects.filter(innovation__in=different).delete()
    Outcome.objects.bulk_create(
        Outcome(innovation_id=pk, **row._asdict()) for pk, rows in different.items() for row in rows
    )
    return set(different)
