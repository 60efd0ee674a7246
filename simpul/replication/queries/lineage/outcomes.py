"""What the origin and its confirmed copies reached, read from their cases and records."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from simpul.innovations.models import Outcome
from simpul.replication.models import BackReport, Measure
from simpul.replication.queries.lineage.comparison import (
    Compared,
    Indicator,
    Reading,
    compare,
    folded,
)
from simpul.replication.queries.lineage.reading import Knot, Lineage

# Of an indicator told at many places so many lines are shown.
SHOWN = 40


@dataclass(frozen=True)
class Row:
    """One line of the comparison: the place it is told at, and what it tells."""

    knot: Knot
    compared: Compared

    @property
    def reading(self) -> Reading:
        return self.compared.reading


@dataclass(frozen=True)
class Table:
    """One indicator with a line for each place."""

    indicator: Indicator
    rows: list[Row]

    @property
    def shown(self) -> list[Row]:
        return self.rows[:SHOWN]

    @property
    def hidden(self) -> int:
        """How many more places tell it."""
        return len(self.rows) - len(self.shown)


def comparison_of(lineage: Lineage) -> list[Table]:
    """Every indicator that the origin or a confirmed copy tells, place by place."""
    knots = [lineage.by_key[lineage.tree.root.key], *lineage.sure()]
    found = compare(_readings(knots))
    return [
        Table(one, [Row(lineage.by_key[row.reading.place], row) for row in one.rows])
        for one in found
    ]


def _readings(knots: Collection[Knot]) -> Iterable[Reading]:
    outcomes = _outcomes({knot.node.record for knot in knots if knot.node.record})
    measures = _measures({knot.edge.case for knot in knots if knot.edge and knot.edge.case})
    for knot in knots:
        own = outcomes.get(knot.node.record or 0, [])
        grades = {folded(one.indicator): one.grade for one in own}
        measured = measures.get((knot.edge.case if knot.edge else 0) or 0, [])
        yield from (_of_measure(knot, one, grades) for one in measured)
        told = {folded(one.indicator) for one in measured}
        yield from (_of_outcome(knot, one) for one in own if folded(one.indicator) not in told)


def _outcomes(records: Collection[int]) -> Mapping[int, list[Outcome]]:
    """Outcomes by the record that stands for theirs."""
    found: dict[int, list[Outcome]] = defaultdict(list)
    for outcome in Outcome.objects.filter(innovation__in=records):
        found[outcome.innovation_id].append(outcome)
    return found


def _measures(cases: Collection[int]) -> Mapping[int, list[Measure]]:
    found: dict[int, list[Measure]] = defaultdict(list)
    for measure in Measure.objects.filter(case__in=cases).prefetch_related("results"):
        found[measure.case_id].append(measure)
    return found


def _of_outcome(knot: Knot, one: Outcome) -> Reading:
    return Reading(
        knot.key,
        one.indicator,
        one.unit,
        "",
        one.baseline,
        one.baseline_on,
        one.latest,
        one.latest_on,
        grade=one.grade,
        is_origin=knot.edge is None,
    )


def _of_measure(knot: Knot, one: Measure, grades: Mapping[str, int]) -> Reading:
    last = one.latest
    return Reading(
        knot.key,
        one.indicator,
        one.unit,
        one.direction,
        one.baseline,
        one.baseline_on,
        last.value if last else None,
        last.measured_on if last else None,
        last.n if last else None,
        grades.get(folded(one.indicator)),
        why_not="" if one.comparable else one.why_not,
    )


# --- People ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reached:
    """People reached as adopters report them: the newest report of each case, and how many told."""

    people: int
    told: int
    asked: int
    as_of: date | None = None


def people_reached(cases: Collection[int]) -> Reached:
    """The sum over these completed cases; those that did not say are counted as not told."""
    newest: dict[int, BackReport] = {}
    said = BackReport.objects.filter(
        case__in=cases, answered_at__isnull=False, people_reached__isnull=False
    )
    for report in said.order_by("case", "months"):
        newest[report.case_id] = report
    days = [report.answered_at.date() for report in newest.values() if report.answered_at]
    people = sum(report.people_reached or 0 for report in newest.values())
    return Reached(people, len(newest), len(cases), max(days, default=None))
