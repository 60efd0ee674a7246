"""What the home page shows."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from simpul.geography.models import Region
from simpul.geography.queries import ISLANDS
from simpul.hubs.models import Level
from simpul.hubs.queries import FORMED, REACHED, hub_status, hubs
from simpul.innovations.models import Innovation
from simpul.innovations.queries.life import LifeCounts, life_counts
from simpul.ui.hooks import Words
from simpul.ui.parts import Bar, Column, Line
from simpul.vocabularies.models import Goal, Sector, SectorFamily

# The numbers beside the search, by the keys under which the rooms registered them.
FIGURES = (
    "innovations_listed",
    "innovations_verified",
    "owners",
    "provinces_with_records",
    "hubs_committed",
)

# The milestones by which a hub is formed.
FORMED_BY = {str(kind) for kind, stage in REACHED.items() if stage in FORMED}

NEWEST = 5
SECTORS = 10


@dataclass(frozen=True)
class Question:
    """A problem many people bring, and the words to search for it."""

    icon: str
    text: str
    search: str


@dataclass(frozen=True)
class GoalTile:
    """A goal of sustainable development and how many records serve it."""

    goal: Goal
    total: int

    @property
    def words(self) -> str:
        """The name of the goal with its count, as its tile says it."""
        counted = ngettext("%(n)s innovation", "%(n)s innovations", self.total)
        return f"{self.goal.label}, {counted % {'n': number_format(self.total)}}"


@dataclass(frozen=True)
class ClothRow:
    """One weft of the cloth of Indonesia: a family of sectors, its records by province."""

    family: SectorFamily
    counts: list[int]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Cloth:
    """Provinces from west to east, by families of sectors."""

    provinces: list[Region]
    rows: list[ClothRow]
    islands: Sequence[tuple[Words, int]]

    @property
    def lines(self) -> list[Line]:
        return [Line(row.family.label, row.counts) for row in self.rows]

    @property
    def columns(self) -> list[Column]:
        heads = [Column(row.family.label, numeric=True) for row in self.rows]
        return [Column(_("Province")), *heads, Column(_("Total"), numeric=True)]

    @property
    def table(self) -> list[list[object]]:
        """One row a province: its name, its records in each family, their sum."""
        columns = [row.counts for row in self.rows]
        counted = ([column[place] for column in columns] for place in range(len(self.provinces)))
        return [
            [province.label, *counts, sum(counts)]
            for province, counts in zip(self.provinces, counted, strict=True)
        ]


@cache
def _questions() -> tuple[dict[str, str], ...]:
    with (settings.DATA_DIR / "starting_questions.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def life() -> LifeCounts:
    """How many public records are known to be alive, and how many nobody has confirmed."""
    return life_counts(Innovation.objects.public())


def starting_questions() -> list[Question]:
    """Problems to begin with, in the reader's language."""
    language = "en" if get_language() == "en" else "id"
    return [
        Question(row["icon"], row[f"question_{language}"], row[f"search_{language}"])
        for row in _questions()
    ]


def cloth(records: QuerySet[Innovation]) -> Cloth:
    """How many of ``records`` each province has in each family of sectors."""
    everywhere = Region.objects.filter(kind="province")
    islands = [_west_to_east(everywhere, digits) for digits, _label in ISLANDS]
    provinces = [province for island in islands for province in island]
    counted = (
        records.filter(province__isnull=False, sector__isnull=False)
        .order_by()
        .values_list("sector__family_id", "province_id")
        .annotate(n=Count("pk"))
    )
    counts = {(family, province): n for family, province, n in counted}
    rows = [
        ClothRow(family, [counts.get((family.key, p.pk), 0) for p in provinces])
        for family in SectorFamily.objects.all()
    ]
    groups = [
        (label, len(island)) for (_digits, label), island in zip(ISLANDS, islands, strict=True)
    ]
    return Cloth(provinces, rows, groups)


def _west_to_east(provinces, digits: str) -> list[Region]:
    """The provinces whose codes begin with one of ``digits``, by longitude."""
    chosen = [province for province in provinces if province.code[0] in digits]
    return sorted(chosen, key=lambda province: province.lng)


def newest(records: QuerySet[Innovation]) -> list[int]:
    """The keys of those that entered the catalogue last."""
    latest = records.order_by("-created_at", "-year", "title")
    return list(latest.values_list("pk", flat=True)[:NEWEST])


def hub_years() -> list[tuple[int, list]]:
    """Formed hubs of provinces, by the year of the first milestone that says so."""
    years: dict[int, list] = {}
    for hub in hubs():
        formed = [m.date.year for m in hub.milestones.all() if m.kind in FORMED_BY]
        if formed and hub.level == Level.PROVINCE and hub_status(hub).stage in FORMED:
            years.setdefault(min(formed), []).append(hub)
    return sorted(years.items())


def busiest_sectors(records: QuerySet[Innovation]) -> list[Bar]:
    """The sectors with most records."""
    counts = dict(records.order_by().values_list("sector_id").annotate(n=Count("pk")))
    rows = [
        Bar(sector.label, counts.get(sector.pk, 0), sector.get_absolute_url())
        for sector in Sector.objects.all()
    ]
    return sorted(rows, key=lambda row: (-row.value, str(row.label)))[:SECTORS]


def goal_tiles(records: QuerySet[Innovation]) -> list[GoalTile]:
    """Every goal with how many records serve it, in the order of the goals."""
    counts = dict(records.order_by().values_list("goals").annotate(n=Count("pk", distinct=True)))
    return [GoalTile(goal, counts.get(goal.pk, 0)) for goal in Goal.objects.all()]
