"""The gap map: where needs meet no active answer, as a map, a table and a file."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simpul.documents.views.answers import Answer, table_file
from simpul.geography.models import Region, RegionKind
from simpul.geography.queries import drawing
from simpul.replication.queries.matching import gaps
from simpul.ui.parts import Area
from simpul.vocabularies.models import SectorFamily

MEASURES = ("gaps", "needs", "answers", "cases")
PAGE_SIZE = 20


@require_safe
def gap_map(request: HttpRequest) -> HttpResponse:
    province = _province(request)
    table = gaps.gap_table(province, none_label=_("No sector"))
    measure = request.GET.get("show", "")
    measure = measure if measure in MEASURES else MEASURES[0]
    family = request.GET.get("family", "")
    family = family if any(key == family for key, _label in table.columns) else ""
    context = {
        "table": table,
        "province": province,
        "rows": [(place, _cells(table, place)) for place in table.places],
        "totals": [table.of_column(key) for key, _label in table.columns],
        "all": gaps.together(table.cells.values()),
        "measure": measure,
        "measures": _measures(),
        "family": family,
        **_map(table, province, measure, family),
    }
    return render(request, "replication/matching/gaps.html", context)


@require_safe
def cell(request: HttpRequest, code: str, sector: str) -> HttpResponse:
    place = get_object_or_404(Region.objects.select_related("parent"), code=code)
    if not gaps.known_family(sector):
        raise Http404
    inside = request.GET.get("inside") == "1" and place.kind == RegionKind.PROVINCE
    province = place if inside else place.parent
    counted = gaps.Counted(province, gaps.definition())
    found = {
        name: counted.of_cell(getattr(counted, name)(), code, sector)
        for name in ("needs", "answers", "cases")
    }
    shown = request.GET.get("list")
    shown = shown if shown in found else next((n for n in found if found[n].exists()), "needs")
    page = Paginator(found[shown].order_by("pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "place": place,
        "province": province,
        "family": SectorFamily.objects.filter(key=sector).first(),
        "counts": [(name, label, found[name].count()) for name, label in _lists()],
        "shown": shown,
        "page": page,
        "rule": counted.rule,
    }
    return render(request, "replication/matching/gap_cell.html", context)


@require_safe
def gap_file(request: HttpRequest, form: str) -> Answer:
    table = gaps.gap_table(_province(request), none_label=_("No sector"))
    header = [
        _("Code"),
        _("Region"),
        _("Family of sectors"),
        _("Open needs"),
        _("Active answers with evidence"),
        _("Running cases"),
        _("Needs that are not public"),
        _("Definition"),
    ]
    rows = (
        [place.code, place.label, label, one.needs, one.answers, one.cases, _kept(one), version]
        for version in [table.rule.version]
        for place in table.places
        for key, label in table.columns
        for one in [table.cells[place.code, key]]
    )
    return table_file(form, "gap-map", header, rows, is_public=True)


def _kept(one: gaps.Cell) -> object:
    return "" if one.restricted is None else one.restricted


def _province(request: HttpRequest) -> Region | None:
    code = request.GET.get("province")
    if not code:
        return None
    return get_object_or_404(Region, code=code, kind=RegionKind.PROVINCE)


def _cells(table: gaps.GapTable, place: Region) -> list[tuple[str, str, gaps.Cell]]:
    return [(key, label, table.cells[place.code, key]) for key, label in table.columns]


def _measures() -> list[tuple[str, str]]:
    return [
        ("gaps", _("Families with needs and no answer")),
        ("needs", _("Open needs")),
        ("answers", _("Active answers with evidence")),
        ("cases", _("Running cases")),
    ]


def _lists() -> list[tuple[str, str]]:
    return [
        ("needs", _("Open needs")),
        ("answers", _("Active answers with evidence")),
        ("cases", _("Running cases")),
    ]


def _map(table: gaps.GapTable, province: Region | None, measure: str, family: str) -> dict:
    numbers = gaps.by_place(table, measure, family)
    found = drawing("province") if province is None else drawing("regency", province.code)
    address = reverse("replication:gap_map")
    areas = [
        Area(
            shape.name,
            shape.path,
            numbers.get(shape.code, 0),
            f"{address}?province={shape.code}&show={measure}" if province is None else "",
            shape.x,
            shape.y,
        )
        for shape in found.shapes
    ]
    return {"map": found, "areas": areas, "highest": max(numbers.values(), default=0)}
