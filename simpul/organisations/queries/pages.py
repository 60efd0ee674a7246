"""Institutions as lists and pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.figures import Figure
from simpul.organisations.models import (
    Kind,
    Level,
    NameKind,
    Organisation,
    OrganisationName,
    Status,
    name_key,
)
from simpul.ui.parts import Column, Event, Fact

from .lineage import predecessors, successors

SORTS = {
    "": gettext_lazy("By kind, then name"),
    "name": gettext_lazy("By name"),
    "region": gettext_lazy("By region"),
    "newest": gettext_lazy("Newest first"),
}

# The place of its level: ministries first, governments before enterprises.
RANK = Case(*(When(level=level, then=Value(place)) for place, level in enumerate(Level.values)))
ORDERS: dict[str, list[Any]] = {
    "": [RANK, "region__code", "name"],
    "name": ["name"],
    "region": [F("region__code").asc(nulls_first=True), RANK, "name"],
    "newest": [F("valid_from").desc(nulls_last=True), "name"],
}


GOVERNING = {Level.PROVINCE, Level.REGENCY, Level.CITY}


@dataclass(frozen=True)
class InstitutionFilter:
    """What a list of institutions is narrowed by."""

    q: str = ""
    kind: str = ""
    province: str = ""
    state: str = ""
    sort: str = ""


def institutions(wanted: InstitutionFilter) -> QuerySet[Organisation]:
    """The institutions of a list, with everything its rows read."""
    found = Organisation.objects.select_related("region", "region__parent", "parent")
    if not wanted.q:
        found = found.exclude(kind=Kind.UNIT)
    else:
        key = name_key(wanted.q)
        named = OrganisationName.objects.filter(organisation=OuterRef("pk"), key__contains=key)
        found = found.filter(Exists(named)) if key else found.none()
    if wanted.kind:
        found = found.filter(level=wanted.kind)
    if wanted.province:
        found = found.filter(_in_province(wanted.province))
    if wanted.state:
        active = Q(status=Status.ACTIVE)
        found = found.filter(active if wanted.state == "active" else ~active)
    return found.order_by(*ORDERS[wanted.sort], "pk")


def columns() -> list[Column]:
    """The heads of the table of institutions."""
    return [
        Column(_("Institution")),
        Column(_("Kind")),
        Column(_("Region")),
        Column(_("Province")),
        Column(_("Standing")),
    ]


def table_rows(page: Page | Iterable[Organisation]) -> list[list[object]]:
    """The cells of the table of institutions."""
    return [_cells(organisation) for organisation in page]


def _cells(organisation: Organisation) -> list[object]:
    region = organisation.region
    province = region and (region.parent or region)
    standing = organisation.get_status_display()
    years = years_of(organisation)
    return [
        link_to(organisation),
        organisation.get_kind_display(),
        region.label if region and region.parent else None,
        province.label if province else _("the nation"),
        f"{standing}, {years}" if years else standing,
    ]


def link_to(organisation: Organisation) -> SafeString:
    """Its short name as a link, with the full name for those who point at it."""
    return format_html(
        '<a href="{}" lang="id">{}</a>{}',
        organisation.get_absolute_url(),
        organisation.short_name,
        _full_name(organisation),
    )


def _full_name(organisation: Organisation) -> SafeString | str:
    if organisation.name == organisation.short_name or organisation.level in GOVERNING:
        return ""
    return format_html('<br><span class="meta" lang="id">{}</span>', organisation.name)


def _in_province(code: str) -> Q:
    return Q(region__code=code) | Q(region__parent__code=code)


def institution_page(slug: str) -> Organisation | None:
    """An institution with all its page reads; its code is understood as well."""
    bodies = Organisation.objects.select_related("parent", "region", "region__parent")
    return bodies.prefetch_related("names").filter(Q(slug=slug) | Q(code=slug)).first()


def in_region(region) -> QuerySet[Organisation]:
    """The government of a region, then the enterprises seated there."""
    bodies = Organisation.objects.filter(region=region).exclude(kind=Kind.UNIT)
    return bodies.order_by(RANK, "name")


def parts_of(organisation: Organisation) -> QuerySet[Organisation]:
    """The bodies that belong to it: the governments in a province, the enterprises of a region.

    Units come last, those that ended left out.
    """
    is_unit = Case(When(kind=Kind.UNIT, then=1), default=0)
    parts = organisation.children.exclude(kind=Kind.UNIT, status=Status.DISSOLVED)
    return parts.order_by(is_unit, RANK, "region__code", "name")


def facts_of(organisation: Organisation) -> list[Fact]:
    """What is on record about an institution; what is not known is left out."""
    region, parent = organisation.region, organisation.parent
    rows = [
        Fact(_("Kind"), organisation.get_kind_display()),
        Fact(_("Region"), region and region.label, region.get_absolute_url() if region else ""),
        Fact(
            _("Belongs to"),
            parent and parent.name,
            parent.get_absolute_url() if parent else "",
            language="id",
        ),
        Fact(_("Standing"), organisation.get_status_display()),
        Fact(_("Years"), years_of(organisation)),
        Fact(_("Note"), organisation.note, language="id"),
        Fact(_("Code"), organisation.code),
    ]
    return [row for row in rows if row.value]


def years_of(organisation: Organisation) -> str:
    """Its years in words: "2014–2019", "since 2024", "until 2014"; empty when not known."""
    start, end = organisation.valid_from, organisation.valid_to
    if start and end:
        return f"{start}–{end}"
    if start:
        return _("since %(year)s") % {"year": start}
    return _("until %(year)s") % {"year": end} if end else ""


def history_of(organisation: Organisation) -> list[Event]:
    """The thread from its predecessors to its successors; empty when it has neither."""
    before, after = predecessors(organisation), successors(organisation)
    events = [_event(body) for body in before]
    events.append(
        Event(organisation.name, years_of(organisation), _("This institution"), tone="now")
    )
    events += [_event(body) for body in after]
    return events if len(events) > 1 else []


def _event(body: Organisation) -> Event:
    return Event(body.name, years_of(body), body.get_status_display(), body.get_absolute_url())


def names_of(organisation: Organisation) -> list[tuple[str, Sequence[str]]]:
    """Its other names by what they are, without the two that the page shows anyway."""
    shown = {organisation.name, organisation.short_name}
    groups = [
        (_("Also written"), NameKind.ALIAS),
        (_("Former names"), NameKind.FORMER),
        (_("Its offices are called"), NameKind.UNIT),
    ]
    found = [
        (label, [_dated(row) for row in organisation.names.all() if row.kind == kind])
        for label, kind in groups
    ]
    return [
        (label, [name for name in names if name not in shown])
        for label, names in found
        if set(names) - shown
    ]


def _dated(name: OrganisationName) -> str:
    """A name, with the year until which it counted where that is known."""
    return (
        f"{name.name} ({_('until %(year)s') % {'year': name.until.year}})"
        if name.until
        else (name.name)
    )


FIGURES = [
    Figure(
        key="institutions",
        name=gettext_lazy("Institutions"),
        definition=gettext_lazy(
            "All institutions on record, those that ended among them; their units are not counted."
        ),
        query=lambda: Organisation.objects.exclude(kind=Kind.UNIT).count(),
        unit=gettext_lazy("institutions"),
    ),
]
