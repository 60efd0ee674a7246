"""What the pages of regions show, as rows ready to write."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.figures import Figure
from simpul.geography.models import Region, RegionKind
from simpul.ui.parts import Column, Fact
from simpul.ui.templatetags.ui.words import number

from .drawings import Drawing, Shape, drawing
from .regions import nearest, provinces

NEAR = 6
PAGE_MAP_WIDTH = 760

# Size of a label in units of the map, and how far a name may reach beyond the largest circle
# inside its region.
LETTER, LINE, REACH, BELOW = 8.6, 18, 2.6, 27


@dataclass(frozen=True)
class RegionMap:
    """A map of the pages of this room; ``here`` is the code of the region the page is about."""

    label: str
    drawing: Drawing
    here: str = ""
    named: bool = True

    @property
    def size(self) -> str:
        return "tall" if self.drawing.height > self.drawing.width * 0.8 else "nation"

    @property
    def labels(self) -> list["Label"]:
        """Names that fit, the one the page is about first; no two touch."""
        placed: list[Label] = []
        for shape in sorted(self.drawing.shapes, key=lambda shape: shape.code != self.here):
            fits = len(shape.name) * LETTER <= shape.room * REACH
            label = Label.of(shape, self.drawing.width)
            if (fits or shape.code == self.here) and not any(label.touches(o) for o in placed):
                placed.append(label)
        return placed


@dataclass(frozen=True)
class Label:
    """A name on a map, written from its middle, or from the ``anchor`` start or end."""

    name: str
    x: int
    y: int
    anchor: str

    @classmethod
    def of(cls, shape: Shape, width: int) -> "Label":
        """Under a dot, else inside the shape; near an edge it grows inwards."""
        reach = len(shape.name) * LETTER / 2
        anchor = "start" if shape.x < reach else "end" if shape.x > width - reach else ""
        return cls(shape.name, shape.x, shape.y + BELOW * shape.dot, anchor)

    @property
    def left(self) -> float:
        share = {"start": 0.0, "": 0.5, "end": 1.0}[self.anchor]
        return self.x - share * len(self.name) * LETTER

    def touches(self, other: "Label") -> bool:
        first, second = sorted((self, other), key=lambda label: label.left)
        return abs(self.y - other.y) < LINE and second.left < first.left + len(first.name) * LETTER


def nation_map() -> RegionMap:
    label = _("Map of the 38 provinces; each opens its page.")
    return RegionMap(label, drawing("province"), named=False)


def region_map(region: Region) -> RegionMap:
    """The regencies and cities of the province that ``region`` is or lies in."""
    label = _("Map of %(province)s with its regencies and cities; each opens its page.")
    province = region.parent or region
    return RegionMap(
        label % {"province": province.label},
        drawing("regency", region.province_code, PAGE_MAP_WIDTH),
        "" if region.is_province else region.code,
    )


def province_columns() -> list[Column]:
    return [
        Column(_("Province")),
        Column(_("Code")),
        Column(_("Regencies"), numeric=True),
        Column(_("Cities"), numeric=True),
        Column(_("Area, km²"), numeric=True),
        Column(_("Population"), numeric=True),
    ]


def province_rows() -> list[Sequence[Any]]:
    return [
        (link(row), row.code, row.regencies, row.cities, whole(row.area_km2), row.population)
        for row in provinces()
    ]


def province_total() -> Sequence[Any]:
    rows = list(provinces())
    return (
        _("Indonesia"),
        "",
        sum(row.regencies for row in rows),
        sum(row.cities for row in rows),
        sum(whole(row.area_km2) or 0 for row in rows),
        sum(row.population or 0 for row in rows),
    )


def found_columns() -> list[Column]:
    return [
        Column(_("Region")),
        Column(_("Code")),
        Column(_("Kind")),
        Column(_("Province")),
        Column(_("Population"), numeric=True),
    ]


def found_rows(regions: Sequence[Region]) -> list[Sequence[Any]]:
    return [
        (
            link(row),
            row.code,
            row.get_kind_display(),
            link(row.parent) if row.parent else None,
            row.population,
        )
        for row in regions
    ]


def inside_columns() -> list[Column]:
    return [
        Column(_("Regency or city")),
        Column(_("Code")),
        Column(_("Area, km²"), numeric=True),
        Column(_("Population"), numeric=True),
    ]


def inside_rows(province: Region) -> list[Sequence[Any]]:
    return [
        (link(row), row.code, whole(row.area_km2), row.population)
        for row in province.children.all()
    ]


def near_columns() -> list[Column]:
    return [
        Column(_("Regency or city")),
        Column(_("Province")),
        Column(_("Distance, km"), numeric=True),
    ]


def near_rows(region: Region) -> list[Sequence[Any]]:
    """The regencies and cities nearest to ``region``, centre to centre."""
    around = nearest(region.lat, region.lng, limit=NEAR + 1)
    others = [(row, km) for row, km in around if row.pk != region.pk][:NEAR]
    return [(link(row), link(row.parent or row), round(km)) for row, km in others]


def facts_of(region: Region) -> list[Fact]:
    facts = [Fact(_("Code of the Ministry of Home Affairs"), region.code)]
    if region.parent:
        facts.append(Fact(_("Province"), region.parent.label, region.parent.get_absolute_url()))
    if region.is_province or region.capital:
        facts.append(Fact(_("Capital"), region.capital))
    return [
        *facts,
        Fact(_("Area"), f"{number(whole(region.area_km2))} km²" if region.area_km2 else None),
        Fact(
            _("Population"),
            _("%(number)s people") % {"number": number(region.population)}
            if region.population
            else None,
        ),
    ]


def other_names(region: Region) -> list[str]:
    return [alias.text for alias in region.aliases.all() if alias.shown]


def sources_of(region: Region) -> list[tuple[str, str]]:
    """What each fact stands on."""
    rows = [
        (_("Area"), region.area_source if region.area_km2 else ""),
        (_("Population"), region.population_source if region.population else ""),
        (_("Code, name and centre"), region.source),
    ]
    return [(name, source) for name, source in rows if source]


def link(region: Region) -> str:
    return format_html('<a href="{}">{}</a>', region.get_absolute_url(), region.label)


def whole(area) -> int | None:
    return None if area is None else round(area)


FIGURES = [
    Figure(
        key="provinces",
        name=gettext_lazy("Provinces"),
        definition=gettext_lazy(
            "All provinces on record, by the codes of the Ministry of Home Affairs."
        ),
        query=Region.objects.filter(kind=RegionKind.PROVINCE).count,
        unit=gettext_lazy("provinces"),
    ),
    Figure(
        key="regencies",
        name=gettext_lazy("Regencies and cities"),
        definition=gettext_lazy(
            "All regencies and cities on record, those of Jakarta and Kepulauan Seribu among them."
        ),
        query=Region.objects.filter(~Q(kind=RegionKind.PROVINCE)).count,
        unit=gettext_lazy("regencies and cities"),
    ),
]
