"""How many records each area has: the numbers behind the map and its table."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from simpul.geography.models import Region
from simpul.geography.queries import Drawing
from simpul.innovations.models import Innovation
from simpul.innovations.workflow import State
from simpul.ui.parts import Area, Bar

FILTERS = {"sector": "sector__key", "goal": "goals__number", "year": "year"}


@dataclass(frozen=True)
class AreaRow:
    """One province, regency or city with what is recorded in it."""

    region: Region
    total: int
    verified: int

    @property
    def listed(self) -> int:
        return self.total - self.verified


@dataclass(frozen=True)
class AreaMap:
    """The rows of a map, highest first, and how many records lie in none of them."""

    rows: list[AreaRow]
    elsewhere: int

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def covered(self) -> int:
        """How many areas have at least one record."""
        return sum(1 for row in self.rows if row.total)

    @property
    def leaders(self) -> list[AreaRow]:
        """The areas that together hold at least a third of the records, at most three."""
        chosen: list[AreaRow] = []
        for row in self.rows[:3]:
            if row.total and sum(r.total for r in chosen) * 3 < self.total:
                chosen.append(row)
        return chosen

    @property
    def leaders_share(self) -> int:
        """Per cent of the records that the leaders hold, rounded."""
        return round(100 * sum(row.total for row in self.leaders) / self.total) if self.total else 0

    @property
    def highest(self) -> int:
        return self.rows[0].total if self.rows else 0

    def areas(self, drawing: Drawing, *, url_name: str) -> list[Area]:
        """The shapes of ``drawing`` with their numbers, each a link to ``url_name`` of its code."""
        totals = {row.region.code: row.total for row in self.rows}
        return [
            Area(
                shape.name,
                shape.path,
                totals.get(shape.code, 0),
                reverse(url_name, args=[shape.code]),
                shape.x,
                shape.y,
            )
            for shape in drawing.shapes
        ]

    def table(self, *, url_name: str) -> list[list[object]]:
        """The rows of the table: area as a link, all records, listed, verified."""
        return [
            [
                format_html(
                    '<a href="{}">{}</a>', reverse(url_name, args=[row.region.code]), row.region
                ),
                row.total,
                row.listed,
                row.verified,
            ]
            for row in self.rows
        ]

    def foot(self) -> list[object]:
        """The sums under the table."""
        verified = sum(row.verified for row in self.rows)
        return [_("Together"), self.total, self.total - verified, verified]

    def bars(self, count: int, *, url_name: str) -> list[Bar]:
        """The areas with most records, as a ranking."""
        return [
            Bar(row.region.short_name, row.total, reverse(url_name, args=[row.region.code]))
            for row in self.rows[:count]
            if row.total
        ]


def limits() -> tuple[int, ...]:
    """The upper ends of the map's classes, as the installation declares them."""
    return tuple(settings.MAP_CLASS_LIMITS)


def provinces_map(records: QuerySet[Innovation], filters: Mapping[str, str]) -> AreaMap:
    """How many of ``records`` each province has, those of its regencies and cities included."""
    regions = Region.objects.filter(kind="province")
    return _area_map(records, filters, regions, "province_id")


def province_map(
    records: QuerySet[Innovation], province: Region, filters: Mapping[str, str]
) -> AreaMap:
    """How many each regency and city of ``province`` has; its own are counted as elsewhere."""
    regions = Region.objects.filter(parent=province)
    return _area_map(records.filter(province=province), filters, regions, "region_id")


def _area_map(records, filters, regions, field: str) -> AreaMap:
    chosen = records.filter(**{FILTERS[name]: value for name, value in filters.items()})
    counted = (
        chosen.order_by()
        .values(field)
        .annotate(
            total=Count("pk", distinct=True),
            verified=Count("pk", distinct=True, filter=Q(state=State.PUBLISHED)),
        )
    )
    counts = {row[field]: (row["total"], row["verified"]) for row in counted}
    rows = [AreaRow(region, *counts.pop(region.pk, (0, 0))) for region in regions]
    rows.sort(key=lambda row: (-row.total, row.region.code))
    return AreaMap(rows, elsewhere=sum(total for total, _verified in counts.values()))
