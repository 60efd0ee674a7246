"""Hubs as lists, maps and pages show them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q, QuerySet
from django.utils.html import format_html, format_html_join, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.figures import Figure
from simpul.geography import queries as geography
from simpul.geography.models import Region
from simpul.hubs.models import Agreement, Hub, Level, MilestoneKind
from simpul.organisations.models import Kind, Organisation
from simpul.organisations.models import Status as Standing
from simpul.statistics.models import Statement
from simpul.statistics.queries import statements_on
from simpul.ui.parts import Event, Fact

from .responsible import hubs
from .status import FORMED, Stage, Status, hub_status

SOURCE_LENGTH = 48
OF_ONE_BODY = (Level.MINISTRY, Level.AGENCY)
FORMING = (MilestoneKind.APPOINTED, MilestoneKind.COMMITTED)


@dataclass(frozen=True)
class Line:
    """A province or a body with its hub, if one is on record, and how far that has come."""

    place: Region | Organisation
    hub: Hub | None
    status: Status

    @property
    def url(self) -> str:
        return (self.hub or self.place).get_absolute_url()


@dataclass(frozen=True)
class Drawn:
    """One area of the map of hubs."""

    path: str
    name: str
    url: str
    step: int
    words: str


@dataclass(frozen=True)
class Said:
    """What was stated about one figure: each value with everybody who states it."""

    label: str
    values: Sequence[Sequence[Statement]]


def province_lines(known: Iterable[Hub]) -> list[Line]:
    """All provinces, the furthest first; those without a record are not known."""
    by_region = {hub.region_id: hub for hub in known if hub.level == Level.PROVINCE}
    lines = [
        _line(region, by_region.get(region.pk)) for region in Region.objects.filter(kind="province")
    ]
    return _furthest_first(lines)


def body_lines(known: Iterable[Hub]) -> list[Line]:
    """The ministries and agencies that have a hub on record, the furthest first."""
    bodies = [hub for hub in known if hub.level in OF_ONE_BODY]
    bodies.sort(key=lambda hub: hub.organisation.name)
    return _furthest_first([_line(hub.organisation, hub) for hub in bodies])


def _line(place: Region | Organisation, hub: Hub | None) -> Line:
    return Line(place, hub, hub_status(hub) if hub else Status(Stage.UNKNOWN))


def _furthest_first(lines: list[Line]) -> list[Line]:
    order = list(Stage)
    return sorted(lines, key=lambda line: order.index(line.status.stage))


def stage_counts(lines: Iterable[Line]) -> list[tuple[Status, int]]:
    """How many of ``lines`` stand at each stage that occurs, the furthest first."""
    counts = Counter(line.status.stage for line in lines)
    return [(Status(stage), counts[stage]) for stage in Stage if counts[stage]]


def national_hub(known: Iterable[Hub]) -> Hub | None:
    """The hub of the nation."""
    return next((hub for hub in known if hub.level == Level.NATIONAL), None)


def map_of(lines: Sequence[Line]) -> tuple[geography.Drawing, list[Drawn]]:
    """The map of provinces, shaded by how far their hubs have come."""
    drawing = geography.drawing("province")
    by_code = {line.place.code: line for line in lines}
    drawn = [_drawn(shape, by_code[shape.code]) for shape in drawing.shapes]
    return drawing, drawn


def _drawn(shape: geography.Shape, line: Line) -> Drawn:
    return Drawn(shape.path, shape.name, line.url, line.status.step, line.status.label)


def hubs_by_year(known: Iterable[Hub] | None = None) -> list[tuple[int, list[Hub]]]:
    """The hubs by the year of their decree or commitment, the earliest first."""
    dated = []
    for hub in hubs() if known is None else known:
        years = [one.date.year for one in hub.milestones.all() if one.kind in FORMING]
        if years:
            dated.append((min(years), hub.place, hub))
    dated.sort(key=lambda row: row[:2])
    return [
        (year, [hub for _year, _place, hub in rows])
        for year, rows in groupby(dated, key=lambda row: row[0])
    ]


def said_about(topic: str) -> list[Said]:
    """What officials stated, figure by figure; the same value with two sources stands once."""
    return [
        Said(
            figure.label,
            [list(same) for _value, same in groupby(group, key=lambda one: (one.as_of, one.value))],
        )
        for figure, group in groupby(statements_on(topic), key=lambda one: one.figure)
    ]


def agreements() -> QuerySet[Agreement]:
    """The papers signed for the network, with the hubs they concern."""
    return Agreement.objects.prefetch_related("hubs")


def hub_page(slug: str) -> Hub | None:
    """A hub with all its page reads."""
    return hubs().prefetch_related("agreements").filter(Q(slug=slug) | Q(code=slug)).first()


def hub_of_province(code: str) -> Hub | None:
    """The provincial hub on record that serves the province, however far it has come."""
    return hubs().filter(level=Level.PROVINCE, areas__code=code).first()


def facts_of(hub: Hub, status: Status) -> list[Fact]:
    """What is on record about a hub; what is not known says so."""
    shown_by = status.shown_by
    since = f"{status.label}, {shown_by.date_text}" if shown_by else status.label
    rows = [
        Fact(_("Status"), since),
        Fact(_("Kind"), hub.get_level_display()),
        Fact(
            _("Run by"),
            hub.organisation.name,
            hub.organisation.get_absolute_url(),
            language="id",
        ),
        Fact(_("Decree"), hub.decree, language="id"),
        Fact(_("Website, as recorded"), hub.website),
    ]
    if hub.wave:
        rows.append(Fact(_("Group"), hub.wave, language="id"))
    if hub.note:
        rows.append(Fact(_("Note"), hub.note))
    return rows


def history_of(hub: Hub) -> list[Event]:
    """Its milestones as knots on a thread, each with document and source."""
    return [
        Event(
            one.get_kind_display(),
            one.date_text,
            _in_a_row(one.document, one.note, source(one.source)),
        )
        for one in hub.milestones.all()
    ]


def _in_a_row(*parts: str) -> SafeString:
    return format_html_join(" · ", "{}", ((part,) for part in parts if part))


def source(text: str) -> SafeString:
    """Where something is said, with its addresses as links."""
    links = urlize(text, trim_url_limit=SOURCE_LENGTH, nofollow=True, autoescape=True)
    return format_html('<span class="meta">{} {}</span>', _("Source:"), mark_safe(links))  # noqa: S308 -- escaped by urlize


def area_of(hub: Hub) -> tuple[geography.Drawing, list[Drawn]] | None:
    """The map of what it serves: the regencies of its province, or provinces of the nation."""
    areas = {area.code: area for area in hub.areas.all()}
    if hub.level == Level.NATIONAL:
        return _area("province", None, None)
    if not areas:
        return None
    if len(areas) == 1:
        return _area("regency", next(iter(areas)), None)
    return _area("province", None, set(areas))


def _area(level: str, province: str | None, served: set[str] | None):
    drawing = geography.drawing(level, province)
    regions = geography.by_code()
    drawn = [
        Drawn(
            shape.path,
            shape.name,
            regions[shape.code].get_absolute_url(),
            3 if served is None or shape.code in served else 0,
            "",
        )
        for shape in drawing.shapes
    ]
    return drawing, drawn


def institutions_served(hub: Hub) -> list[tuple[str, list[Organisation]]]:
    """The institutions in its area by kind; for the hub of one body, that body."""
    if hub.level in OF_ONE_BODY:
        return [(hub.organisation.get_level_display(), [hub.organisation])]
    areas = [area.pk for area in hub.areas.all()]
    within = Q(region__in=areas) | Q(region__parent__in=areas)
    bodies = Organisation.objects.filter(within, status=Standing.ACTIVE).exclude(kind=Kind.UNIT)
    found = sorted(bodies.order_by("region__code", "name"), key=_rank)
    return [
        (str(label), list(group))
        for label, group in groupby(found, key=lambda body: body.get_level_display())
    ]


def _rank(organisation: Organisation) -> int:
    levels = ["province", "regency", "city"]
    return levels.index(organisation.level) if organisation.level in levels else len(levels)


def provinces_formed() -> int:
    """How many provinces have a hub that is committed, appointed or operational."""
    return sum(line.status.stage in FORMED for line in province_lines(hubs()))


def provinces_unknown() -> int:
    """How many provinces have no hub on record."""
    return sum(line.status.stage == Stage.UNKNOWN for line in province_lines(hubs()))


FIGURES = [
    Figure(
        key="hubs_committed",
        name=gettext_lazy("Provinces whose hub is committed or further"),
        definition=gettext_lazy(
            "Provinces named by a source as having signed a commitment, been appointed by decree "
            "or opened their hub. Officials have stated other totals without names; the page of "
            "hubs lists them all."
        ),
        query=provinces_formed,
        unit=gettext_lazy("provinces"),
    ),
    Figure(
        key="hubs_unknown",
        name=gettext_lazy("Provinces whose hub is not known"),
        definition=gettext_lazy(
            "Provinces that no source on record names as having a hub. It does not mean that they "
            "have none."
        ),
        query=provinces_unknown,
        unit=gettext_lazy("provinces"),
    ),
]
