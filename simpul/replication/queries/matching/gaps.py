"""Needs against active, evidenced innovations and running cases, by region and family of sectors.

One place says what counts (``Counted``); the cells and the lists they open read the same rows, so
that they cannot disagree.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from simpul.core import clock
from simpul.geography.models import Region, RegionKind
from simpul.innovations.models import Innovation
from simpul.needs.models import Need, Visibility
from simpul.replication.models import Case
from simpul.search.analysis.thesaurus import rows_of
from simpul.vocabularies.models import Life, SectorFamily

# The column of what has no sector.
NO_FAMILY = "none"


@dataclass(frozen=True)
class Definition:
    """What the numbers of the map count, from a day on."""

    version: str
    valid_from: date
    min_grade: int
    hidden_below: int
    text_id: str
    text_en: str

    @property
    def text(self) -> str:
        return self.text_en if get_language() == "en" else self.text_id


def definition(day: date | None = None) -> Definition:
    """The definition that holds on a day."""
    day = day or clock.today()
    rows = rows_of(settings.DATA_DIR / "replication" / "gap_definitions.csv")
    held = [row for row in rows if _holds(row, day)]
    row = max(held, key=lambda found: found["valid_from"])
    return Definition(
        row["version"],
        date.fromisoformat(row["valid_from"]),
        int(row["min_grade"]),
        int(row["hidden_below"]),
        row["text_id"],
        row["text_en"],
    )


def _holds(row: Mapping[str, str], day: date) -> bool:
    ends = date.fromisoformat(row["valid_to"]) if row["valid_to"] else day
    return date.fromisoformat(row["valid_from"]) <= day <= ends


@dataclass(frozen=True)
class Cell:
    """What stands in one place and family: needs, answers, cases, and what is kept back."""

    needs: int = 0
    answers: int = 0
    cases: int = 0
    # Needs that are not public, where they are many enough to be told; None where they are not.
    restricted: int | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.needs or self.answers or self.cases or self.restricted)

    @property
    def is_gap(self) -> bool:
        """Say whether something is needed and nothing answers it."""
        return self.needs > 0 and not self.answers


class Counted:
    """The rows that count, by the definition of the day: of the nation, or inside a province."""

    def __init__(self, province: Region | None, rule: Definition):
        self.province, self.rule = province, rule

    @cached_property
    def places(self) -> list[Region]:
        """The rows of the table: the provinces, or a province and what lies in it."""
        if self.province is None:
            return list(Region.objects.filter(kind=RegionKind.PROVINCE).order_by("code"))
        inside = Region.objects.filter(parent=self.province).order_by("code")
        return [self.province, *inside]

    @cached_property
    def families(self) -> list[SectorFamily]:
        return list(SectorFamily.objects.order_by("order", "key"))

    def needs(self) -> QuerySet[Need]:
        """The public needs that still look for an answer."""
        return self._placed(Need.objects.public().running(), "region")

    def restricted(self) -> QuerySet[Need]:
        """Those that not everybody may read."""
        rows = Need.objects.running().exclude(visibility=Visibility.PUBLIC)
        return self._placed(rows, "region")

    def answers(self) -> QuerySet[Innovation]:
        """The public records known to run, with evidence."""
        rows = Innovation.objects.public().filter(
            life_status__life=Life.ALIVE, evidence_grade__gte=self.rule.min_grade
        )
        return self._placed(rows, "region")

    def cases(self) -> QuerySet[Case]:
        """The public cases under way."""
        return self._placed(Case.objects.public().active(), "adopter__region")

    def _placed(self, rows: QuerySet, field: str) -> QuerySet:
        """With the code of the place and the family of each row; only what lies in a row."""
        place: F | Coalesce = F(f"{field}__code")
        if self.province is None:
            place = Coalesce(F(f"{field}__parent__code"), F(f"{field}__code"))
        else:
            inside = Q(**{field: self.province}) | Q(**{f"{field}__parent": self.province})
            rows = rows.filter(inside)
        family: F | Coalesce = F("sector__family")
        if rows.model is Case:
            family = Coalesce(F("origin__canonical__sector__family"), F("need__sector__family"))
        return rows.filter(**{f"{field}__isnull": False}).annotate(
            place_code=place, family_key=family
        )

    def of_cell(self, rows: QuerySet, code: str, family: str) -> QuerySet:
        """The rows of one cell."""
        wanted = {"family_key": family} if family != NO_FAMILY else {"family_key__isnull": True}
        return rows.filter(place_code=code, **wanted)

    def counts(self, rows: QuerySet) -> Counter[tuple[str, str]]:
        """How many rows stand in each cell."""
        found = rows.order_by().values_list("place_code", "family_key").annotate(n=Count("pk"))
        return Counter({(code, family or NO_FAMILY): number for code, family, number in found})


@dataclass(frozen=True)
class GapTable:
    """The cells, row by row, with totals that hide what the cells hide."""

    rule: Definition
    places: Sequence[Region]
    columns: Sequence[tuple[str, str]]
    cells: Mapping[tuple[str, str], Cell]

    def row(self, code: str) -> list[Cell]:
        return [self.cells[code, key] for key, _label in self.columns]

    def total(self, code: str) -> Cell:
        """What stands in a row together."""
        return together(self.row(code))

    def of_column(self, key: str) -> Cell:
        return together(self.cells[place.code, key] for place in self.places)


def together(cells: Iterable[Cell]) -> Cell:
    """Public numbers added up; what is kept back is told in no total."""
    found = list(cells)
    return Cell(
        sum(cell.needs for cell in found),
        sum(cell.answers for cell in found),
        sum(cell.cases for cell in found),
    )


def gap_table(province: Region | None = None, *, none_label: str = "") -> GapTable:
    """The table of the nation, or of one province; the same few questions for any."""
    rule = definition()
    counted = Counted(province, rule)
    needs, answers, cases, hidden = (
        counted.counts(rows)
        for rows in (
            counted.needs(),
            counted.answers(),
            counted.cases(),
            counted.restricted(),
        )
    )
    columns = [(family.key, family.label) for family in counted.families]
    if any(key == NO_FAMILY for found in (needs, answers, cases) for _code, key in found):
        columns.append((NO_FAMILY, none_label))
    told = told_restricted(hidden, rule.hidden_below, inside=province is not None)
    cells = {
        (place.code, key): Cell(
            needs[place.code, key],
            answers[place.code, key],
            cases[place.code, key],
            told.get((place.code, key)),
        )
        for place in counted.places
        for key, _label in columns
    }
    return GapTable(rule, counted.places, columns, cells)


def told_restricted(
    hidden: Mapping[tuple[str, str], int], least: int, *, inside: bool
) -> dict[tuple[str, str], int]:
    """The counts of needs that are not public which may be told.

    A small count is kept back. Inside a province so is the next smallest, until what the number of
    the province leaves over is nobody, or many: a difference must tell no more than a cell.
    """
    told = {at: number for at, number in hidden.items() if number >= least}
    if not inside:
        return told
    for family in {key for _code, key in hidden}:
        every = sum(number for (_code, key), number in hidden.items() if key == family)
        shown = sorted((at for at in told if at[1] == family), key=lambda at: told[at])
        while shown and 0 < every - sum(told[at] for at in shown) < least:
            del told[shown.pop(0)]
    return told


def known_family(key: str) -> bool:
    return key == NO_FAMILY or SectorFamily.objects.filter(key=key).exists()


def by_place(table: GapTable, measure: str, family: str = "") -> dict[str, int]:
    """One number for each place, for the map."""
    numbers: dict[str, int] = defaultdict(int)
    for place in table.places:
        cells = [table.cells[place.code, family]] if family else table.row(place.code)
        for cell in cells:
            value = int(cell.is_gap) if measure == "gaps" else getattr(cell, measure)
            numbers[place.code] += value
    return dict(numbers)
