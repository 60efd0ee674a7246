"""Gaps of a region, computed from what stands here: no active record is no proof that nothing runs.

Three kinds: goals and sectors in which the region has no active public record, minimum service
standards in whose sector it has none, and what the State measures, for an institution to judge.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from simpul.core import clock
from simpul.geography.models import Region
from simpul.innovations.models import Innovation
from simpul.needs.models import Benchmark, Family, Need, Origin
from simpul.needs.models.benchmarks import Reach
from simpul.vocabularies.models import Goal, Life, Sector

# Records of these lives are no answer any more.
ENDED = (Life.STOPPED, Life.DORMANT)


@dataclass(frozen=True)
class Gap:
    """Something a region has no answer to here, and the need it can become."""

    origin: str
    key: str
    label: str
    # Needs of the region that name it already, and active records of the whole nation about it.
    stated: int = 0
    elsewhere: int = 0
    legal_duty: str = ""
    note: str = ""
    levels: Sequence[str] = ()
    url: str = ""

    @property
    def query(self) -> str:
        """How the address of the form to write names it."""
        return f"gap={self.origin}:{self.key}"


@dataclass(frozen=True)
class Gaps:
    """The gaps of one region, and how many records of it were looked at."""

    region: Region
    goals: Sequence[Gap]
    sectors: Sequence[Gap]
    standards: Sequence[Gap]
    indicators: Sequence[Gap]
    components: Sequence[Gap]
    records: int


def gaps_of(region: Region) -> Gaps:
    """The gaps of ``region``; asks the same few questions for any region."""
    here, everywhere, stated = _active_in(region), _active(), _stated(region)
    sectors, all_sectors = _counts(here, "sector__key"), _counts(everywhere, "sector__key")
    goals, all_goals = _counts(here, "goals__number"), _counts(everywhere, "goals__number")
    asked = list(benchmarks(region))

    def of(family: str) -> list[Gap]:
        rows = (row for row in asked if row.family == family)
        return [_of_benchmark(row, stated, all_sectors) for row in rows if not _met(row, sectors)]

    return Gaps(
        region=region,
        goals=[
            _of_goal(goal, stated, all_goals)
            for goal in Goal.objects.all()
            if not goals.get(goal.number)
        ],
        sectors=[
            _of_sector(sector, stated, all_sectors)
            for sector in Sector.objects.all()
            if not sectors.get(sector.key)
        ],
        standards=of(Family.SPM),
        indicators=of(Family.IGA),
        components=of(Family.COMPONENT),
        records=here.count(),
    )


def benchmarks(region: Region | None = None) -> QuerySet[Benchmark]:
    """What the State asks today, of everybody or of a region of this kind."""
    day = clock.today()
    rows = Benchmark.objects.filter(Q(valid_from=None) | Q(valid_from__lte=day))
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gte=day))
    if region is not None:
        fits = Reach.PROVINCE if region.is_province else Reach.REGENCY
        rows = rows.filter(reach__in=[Reach.ALL, fits])
    return rows.select_related("sector")


def beginning_of(gap: str) -> dict[str, object]:
    """The words and choices of the need that a gap becomes; empty for one nobody knows."""
    origin, _colon, key = gap.partition(":")
    if origin == Origin.GOAL_GAP and key.isdecimal() and len(key) < 3:
        goal = Goal.objects.filter(number=int(key)).first()
        return _from_goal(goal) if goal else {}
    if origin == Origin.SECTOR_GAP:
        sector = Sector.objects.filter(key=key).first()
        return _from_sector(sector) if sector else {}
    if origin in {Origin.IGA_GAP, Origin.SERVICE_STANDARD}:
        row = benchmarks().filter(key=key).first()
        return _from_benchmark(row) if row and _origin_of(row) == origin else {}
    return {}


def _from_goal(goal: Goal) -> dict[str, object]:
    return {
        "origin": Origin.GOAL_GAP,
        "origin_key": str(goal.number),
        "goals": [goal],
        "title": _("Not yet answered here: %(goal)s") % {"goal": goal.label},
    }


def _from_sector(sector: Sector) -> dict[str, object]:
    return {
        "origin": Origin.SECTOR_GAP,
        "origin_key": sector.key,
        "sector": sector,
        "affair": sector.affair,
        "goals": list(sector.goals.all()),
        "title": _("Service to improve: %(sector)s") % {"sector": sector.label},
    }


def _from_benchmark(row: Benchmark) -> dict[str, object]:
    levels = "; ".join(f"{number}: {level}" for number, level in enumerate(row.levels, start=1))
    said = [row.prompt or row.label_id]
    if levels:
        said.append(_("Levels: %(levels)s.") % {"levels": levels})
    return {
        "origin": _origin_of(row),
        "origin_key": row.key,
        "sector": row.sector,
        "title": row.label,
        "problem": "\n\n".join(said),
        "legal_duty": row.legal_duty,
    }


def _origin_of(row: Benchmark) -> str:
    return Origin.IGA_GAP if row.family == Family.IGA else Origin.SERVICE_STANDARD


def _met(row: Benchmark, sectors) -> bool:
    """Whether an active record of the region works in the sector of a minimum standard."""
    return row.family == Family.SPM and bool(row.sector and sectors.get(row.sector.key))


def _of_goal(goal: Goal, stated, everywhere) -> Gap:
    key = str(goal.number)
    return Gap(
        Origin.GOAL_GAP,
        key,
        f"{goal.number}. {goal.label}",
        stated.get((Origin.GOAL_GAP, key), 0),
        everywhere.get(goal.number, 0),
        url=goal.get_absolute_url(),
    )


def _of_sector(sector: Sector, stated, everywhere) -> Gap:
    return Gap(
        Origin.SECTOR_GAP,
        sector.key,
        sector.label,
        stated.get((Origin.SECTOR_GAP, sector.key), 0),
        everywhere.get(sector.key, 0),
        url=sector.get_absolute_url(),
    )


def _of_benchmark(row: Benchmark, stated, by_sector) -> Gap:
    origin = _origin_of(row)
    return Gap(
        origin,
        row.key,
        row.measure,
        stated.get((origin, row.key), 0),
        by_sector.get(row.sector.key, 0) if row.sector else 0,
        row.legal_duty,
        row.group,
        row.levels,
        row.sector.get_absolute_url() if row.sector else "",
    )


def _active() -> QuerySet[Innovation]:
    """Public records that nobody says have ended; one whose life is not known counts as active."""
    return Innovation.objects.public().exclude(life_status__life__in=ENDED)


def _active_in(region: Region) -> QuerySet[Innovation]:
    if region.is_province:
        return _active().filter(province=region)
    return _active().filter(region=region)


def _counts(records: QuerySet[Innovation], by: str) -> dict:
    rows = (
        records.order_by().exclude(**{by: None}).values(by).annotate(n=Count("pk", distinct=True))
    )
    return {row[by]: row["n"] for row in rows}


def _stated(region: Region) -> dict[tuple[str, str], int]:
    """Public needs of the region that began from each gap."""
    inside = Q(region=region) | Q(region__parent=region)
    rows = Need.objects.public().filter(inside).exclude(origin=Origin.WRITTEN).order_by()
    found: Iterable = rows.values_list("origin", "origin_key").annotate(n=Count("pk"))
    return {(origin, key): count for origin, key, count in found}
