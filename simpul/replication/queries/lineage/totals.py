"""The totals of replication: counted from the same edges and cases that every page shows."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from statistics import median
from typing import Any

from django.db.models import F, QuerySet

from simpul.core import clock
from simpul.geography.queries import ISLANDS, island_of
from simpul.innovations.models import Innovation, LifeStatement
from simpul.innovations.queries.lasting import months_after
from simpul.organisations.models import Organisation
from simpul.replication.models import BackReport, Case, Passage
from simpul.replication.queries.edges import Edge, edges
from simpul.replication.queries.lineage.graph import CLAIMED, CONFIRMED, CONTESTED
from simpul.replication.queries.lineage.outcomes import Reached, people_reached
from simpul.replication.queries.lineage.reading import (
    as_copy,
    first_origin,
    origins_by_copy,
    tree_of,
)
from simpul.replication.workflow import ENDED, STATES_IN_ORDER, CaseState

# Codes of stages of life.
INSTITUTIONALISED, NOT_KNOWN = "institutionalised", "unknown"
# After how many months somebody looks whether a copy still stands.
LOOKS = (6, 12, 24)
# Cases that came so far were evaluated, whatever became of them then.
_EVALUATED = STATES_IN_ORDER[STATES_IN_ORDER.index(CaseState.EVALUATING) :]


@dataclass(frozen=True)
class Place:
    """Where an institution is."""

    body: Organisation
    code: str
    province: str
    island: str


@dataclass(frozen=True)
class Lasting:
    """What is known of confirmed adoptions some months after they began."""

    months: int
    # So old that it could be known.
    old_enough: int
    institutionalised: int
    otherwise: int

    @property
    def unknown(self) -> int:
        return self.old_enough - self.known

    @property
    def known(self) -> int:
        return self.institutionalised + self.otherwise

    @property
    def share(self) -> float | None:
        """Of those of which it is known, the institutionalised ones."""
        return self.institutionalised / self.known if self.known else None


@dataclass(frozen=True)
class Spell:
    """How long cases stay in one state: the middle of those that left it."""

    state: str
    label: str
    days: float | None
    n: int
    here: int


class Totals:
    """One reading of everything, or of these adopters; each part is read when it is asked.

    ``cases`` narrows the cases that belong to it.
    """

    def __init__(
        self, adopters: Collection[int] | None = None, cases: QuerySet[Case] | None = None
    ) -> None:
        self.adopters = adopters
        public = Case.objects.public()
        self.cases = public if cases is None else public.filter(pk__in=cases.values("pk"))

    # --- Adoptions

    @cached_property
    def edges(self) -> list[Edge]:
        return edges(adopters=self.adopters)

    @cached_property
    def confirmed(self) -> list[Edge]:
        """One edge for each confirmed adoption: one with two models counts at the older."""
        once: dict[str, Edge] = {}
        for edge in self.edges:
            if edge.state == CONFIRMED:
                once.setdefault(as_copy(edge).place, edge)
        return list(once.values())

    @property
    def claimed(self) -> int:
        return sum(edge.state == CLAIMED for edge in self.edges)

    @property
    def silent(self) -> int:
        return sum(edge.is_silent for edge in self.edges if edge.state == CLAIMED)

    @property
    def contested(self) -> int:
        return sum(edge.state == CONTESTED for edge in self.edges)

    @cached_property
    def places(self) -> Mapping[int, Place]:
        """Where the adopters and the owners of origins are, by key of the body."""
        wanted = {edge.adopter for edge in self.edges if edge.adopter}
        wanted |= {record.owner_id for record in self.origins.values() if record.owner_id}
        bodies = Organisation.objects.select_related("region").in_bulk(wanted)
        return {pk: _place(body) for pk, body in bodies.items()}

    @cached_property
    def origins(self) -> Mapping[int, Innovation]:
        rows = Innovation.objects.select_related("sector", "owner")
        return rows.in_bulk({edge.origin for edge in self.edges})

    def by_origin(self) -> list[tuple[Innovation, int]]:
        counts = Counter(edge.origin for edge in self.confirmed)
        rows = [(self.origins[pk], n) for pk, n in counts.items() if pk in self.origins]
        return sorted(rows, key=lambda row: (-row[1], row[0].name))

    def by_giver(self) -> list[tuple[Organisation, int]]:
        """The institutions whose innovations were taken over, by how often."""
        owners = (self.origins[edge.origin].owner_id for edge in self.confirmed
                  if edge.origin in self.origins)  # fmt: skip
        return self._bodies(Counter(pk for pk in owners if pk))

    def by_adopter(self) -> list[tuple[Organisation, int]]:
        return self._bodies(Counter(edge.adopter for edge in self.confirmed if edge.adopter))

    def _bodies(self, counts: Counter[int]) -> list[tuple[Organisation, int]]:
        rows = [(self.places[pk].body, n) for pk, n in counts.items() if pk in self.places]
        return sorted(rows, key=lambda row: (-row[1], row[0].name))

    def by_sector(self) -> list[tuple[Any, int]]:
        """Sectors of the origins; ``None`` is for those without one."""
        counts: Counter[Any] = Counter()
        for edge in self.confirmed:
            record = self.origins.get(edge.origin)
            counts[record.sector if record else None] += 1
        return sorted(counts.items(), key=lambda row: (-row[1], str(row[0])))

    def by_island(self) -> list[tuple[object, int]]:
        """Groups of islands of the adopters, west to east; ``None`` is for those without one."""
        counts = Counter(self._island(edge) for edge in self.confirmed)
        rows: list[tuple[object, int]] = [
            (label, counts[digits]) for digits, label in ISLANDS if counts[digits]
        ]
        return [*rows, *([(None, counts[""])] if counts[""] else [])]

    def _island(self, edge: Edge) -> str:
        place = self.places.get(edge.adopter or 0)
        return place.island if place else ""

    def by_year(self) -> list[tuple[int | None, int]]:
        """The years in which adoptions began; ``None`` is for those whose year is not known."""
        counts = Counter(edge.since.year if edge.since else None for edge in self.confirmed)
        years = [year for year in counts if year]
        rows: list[tuple[int | None, int]] = []
        if years:
            rows = [(year, counts[year]) for year in range(min(years), max(years) + 1)]
        return [*rows, *([(None, counts[None])] if counts[None] else [])]

    @property
    def regions(self) -> set[str]:
        """The regions with a confirmed adoption."""
        found = (self.places.get(edge.adopter or 0) for edge in self.confirmed)
        return {place.code for place in found if place and place.code}

    @cached_property
    def generations(self) -> Counter[int]:
        """Confirmed adoptions by generation, each where it hangs in the tree it belongs to."""
        waiting = {edge.key for edge in self.confirmed}
        found: Counter[int] = Counter()
        above = origins_by_copy(self._sure)
        for root in sorted({first_origin(edge.origin, above)[0] for edge in self.confirmed}):
            for node in tree_of(root, self._sure).nodes:
                if node.copy and node.copy.key in waiting:
                    waiting.remove(node.copy.key)
                    found[node.generation] += 1
        return found

    @cached_property
    def _sure(self) -> list[Edge]:
        """Those of all adopters: where a copy hangs, copies of others may hang above it."""
        known = self.edges if self.adopters is None else edges()
        return [edge for edge in known if edge.state == CONFIRMED]

    # --- Cases

    @cached_property
    def running(self) -> int:
        return self.cases.exclude(state__in=ENDED).count()

    @cached_property
    def begun(self) -> int:
        return self.cases.count()

    @cached_property
    def completed(self) -> int:
        return self.cases.completed().count()

    @cached_property
    def evaluated(self) -> int:
        """Cases that came to be evaluated, those being evaluated now among them."""
        reached = Passage.objects.filter(case__in=self.cases, state__in=_EVALUATED)
        return reached.values("case").distinct().count()

    def spells(self) -> list[Spell]:
        """The time in each state, in the order of the way; only states somebody was in."""
        left: dict[str, list[float]] = defaultdict(list)
        here: Counter[str] = Counter()
        rows = Passage.objects.filter(case__in=self.cases).values_list("state", "since", "until")
        for state, since, until in rows:
            if until is None:
                here[state] += 1
            else:
                left[state].append((until - since) / timedelta(days=1))
        return [
            Spell(
                state,
                str(CaseState(state).label),
                median(left[state]) if left[state] else None,
                len(left[state]),
                here[state],
            )
            for state in STATES_IN_ORDER
            if left[state] or (here[state] and state not in ENDED)
        ]

    def way(self) -> tuple[float | None, int]:
        """The middle of days from the interest to completion, and of how many cases."""
        rows = self.cases.completed().values_list("opened_at", "completed_at")
        days = [(done - begun) / timedelta(days=1) for begun, done in rows]
        return (median(days) if days else None), len(days)

    # --- What came of it

    @cached_property
    def reached(self) -> Reached:
        return people_reached({edge.case for edge in self.confirmed if edge.case})

    def lasting(self, today: date | None = None) -> list[Lasting]:
        """Of confirmed adoptions with a known beginning: does it still stand, where said."""
        day = today or clock.today()
        reports, statements = self._reports(), self._statements()
        return [_lasting(months, self.confirmed, reports, statements, day) for months in LOOKS]

    def _reports(self) -> Mapping[tuple[int, int], str]:
        said = BackReport.objects.filter(
            case__in=[edge.case for edge in self.confirmed if edge.case],
            answered_at__isnull=False,
            life_status__isnull=False,
        )
        return {(one.case_id, one.months): one.life_status_id or "" for one in said}

    def _statements(self) -> Mapping[int, list[tuple[date, str]]]:
        """What was said of the life of adopters' records, oldest first, by canonical record."""
        records = {edge.result for edge in self.confirmed if edge.result}
        found: dict[int, list[tuple[date, str]]] = defaultdict(list)
        said = LifeStatement.objects.filter(innovation__canonical__in=records).order_by("as_of")
        for record, day, status in said.values_list(F("innovation__canonical"), "as_of", "status"):
            found[record].append((day, status))
        return found


def _place(body: Organisation) -> Place:
    code = body.region.code if body.region else ""
    return Place(body, code, code[:2], island_of(code))


def _lasting(months, confirmed, reports, statements, today) -> Lasting:
    dated = ((edge, _begun(edge.since, edge.is_year)) for edge in confirmed if edge.since)
    due_days = ((edge, months_after(begun, months)) for edge, begun in dated)
    said = [_said(edge, months, due, reports, statements) for edge, due in due_days if due <= today]
    stands = sum(status == INSTITUTIONALISED for status in said)
    return Lasting(months, len(said), stands, sum(bool(status) for status in said) - stands)


def _begun(since: date, is_year: bool) -> date:
    """The day an adoption surely stood; of a year only, its last one."""
    return date(since.year, 12, 31) if is_year else since


def _said(edge: Edge, months: int, due: date, reports, statements) -> str:
    """The state told at that time: by the report of those months, else the next word after it."""
    told = reports.get((edge.case, months), "")
    if not told and edge.result:
        later = statements.get(edge.result, ())
        told = next((status for day, status in later if day >= due), "")
    return "" if told == NOT_KNOWN else told
