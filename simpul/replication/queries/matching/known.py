"""Everything the reasons and warnings read about some records, in a fixed number of questions."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F

from simpul.innovations.models import (
    Contest,
    ContestState,
    Evidence,
    EvidenceKind,
    Innovation,
    InnovationText,
    InstitutionalTest,
    PassedTest,
)
from simpul.innovations.queries.records import innovations_for
from simpul.organisations.models import Organisation
from simpul.replication.models import Case
from simpul.replication.queries.edges import CONFIRMED, Edge, edges
from simpul.replication.workflow import CaseState
from simpul.statistics.queries import RegionFact, facts_of_regions

# What the means and the legal basis of a record are read from.
MEANS = ("resources", "replication", "how_it_works", "sustainability")


@dataclass(frozen=True)
class Stopped:
    """A replication that ended before its end, as everybody may read it."""

    number: str
    region: int | None
    province: int | None


@dataclass(frozen=True)
class Known:
    """What is known about the records that are weighed, by key."""

    records: Mapping[int, Innovation]
    goals: Mapping[int, frozenset[int]]
    means: Mapping[int, str]
    facts: Mapping[int, Mapping[str, RegionFact]]
    confirmed: Mapping[int, int]
    adopted_in: Mapping[int, Sequence[int]]
    completed: Mapping[int, int]
    stopped: Mapping[int, Sequence[Stopped]]
    contested: frozenset[int]
    with_law: frozenset[int]

    def places_of(self, key: int) -> list[int]:
        """The regions it runs in: its own, and those that confirmed that they adopted it."""
        own = self.records[key].region_id
        return [place for place in (own, *self.adopted_in.get(key, ())) if place]


NOTHING = Known({}, {}, {}, {}, {}, {}, {}, {}, frozenset(), frozenset())


def known_of(keys: Collection[int], *, user, region: int | None) -> Known:
    """Everything about the records among these that ``user`` may see."""
    rows = innovations_for(user).filter(pk__in=keys)
    rows = rows.select_related("owner", "region", "province", "sector", "life_status")
    records = {row.pk: row for row in rows}
    copies = edges(origins=records.keys()) if records else []
    adopted_in = _regions_of(copies)
    places = {row.region_id for row in records.values()} | {region}
    places |= {place for found in adopted_in.values() for place in found}
    return Known(
        records=records,
        goals=_goals(records),
        means=_means(records),
        facts=facts_of_regions([place for place in places if place]),
        confirmed=Counter(copy.origin for copy in copies if copy.state == CONFIRMED),
        adopted_in=adopted_in,
        completed=Counter(copy.origin for copy in copies if copy.case),
        stopped=_stopped(records),
        contested=_contested(records),
        with_law=_with_law(records),
    )


def _goals(keys: Collection[int]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Innovation.goals.through.objects.filter(innovation__in=keys)
    for key, number in rows.values_list("innovation_id", "goal__number"):
        found[key].add(number)
    return {key: frozenset(numbers) for key, numbers in found.items()}


def _means(keys: Collection[int]) -> dict[int, str]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = InnovationText.objects.filter(innovation__in=keys, field__in=MEANS)
    for key, text in rows.order_by("field", "language").values_list("innovation_id", "text"):
        found[key].append(text)
    return {key: "\n".join(texts) for key, texts in found.items()}


def _regions_of(copies: Sequence[Edge]) -> dict[int, list[int]]:
    bodies = {copy.adopter for copy in copies if copy.adopter and copy.state == CONFIRMED}
    rows = Organisation.objects.filter(pk__in=bodies, region__isnull=False)
    region_of = dict(rows.values_list("pk", "region_id"))
    found: dict[int, list[int]] = defaultdict(list)
    for copy in copies:
        if copy.state == CONFIRMED and copy.adopter in region_of:
            found[copy.origin].append(region_of[copy.adopter])
    return found


def _stopped(keys: Collection[int]) -> dict[int, list[Stopped]]:
    found: dict[int, list[Stopped]] = defaultdict(list)
    rows = Case.objects.public().filter(origin__canonical__in=keys, state=CaseState.CANCELLED)
    values = rows.order_by("pk").values_list(
        "origin__canonical_id", "number", "adopter__region_id", "adopter__region__parent_id"
    )
    for key, number, region, province in values:
        found[key].append(Stopped(number, region, province or region))
    return found


def _contested(keys: Collection[int]) -> frozenset[int]:
    rows = Contest.objects.filter(innovation__canonical__in=keys, state=ContestState.OPEN)
    found = rows.values_list("innovation__canonical_id", flat=True)
    return frozenset(key for key in found if key is not None)


def _with_law(keys: Collection[int]) -> frozenset[int]:
    papers = Evidence.objects.kept().filter(
        innovation__canonical__in=keys, kind=EvidenceKind.LEGAL, accepted_at__isnull=False
    )
    tests = PassedTest.objects.filter(
        innovation__canonical__in=keys, test=InstitutionalTest.LAW, accepted_at__isnull=False
    )
    return frozenset(
        row["key"]
        for rows in (papers, tests)
        for row in rows.order_by().annotate(key=F("innovation__canonical_id")).values("key")
    )
