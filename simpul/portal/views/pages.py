"""Pages that join rooms: home, map, near me, take part, about."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from simpul.core import figures
from simpul.geography.models import Region
from simpul.geography.queries import drawing
from simpul.innovations.queries.lists import lists
from simpul.innovations.queries.records import innovations_for
from simpul.innovations.queries.rows import catalogue_rows
from simpul.innovations.queries.shown import record_rows
from simpul.portal.forms import MapFilterForm, NearForm
from simpul.portal.queries import home as home_queries
from simpul.portal.queries import maps, wording
from simpul.portal.queries.near import near_page
from simpul.portal.queries.roles import ROLES, role

LEADERS = 8
# A page number longer than this is a mistake or an attack; it shows the first page.
PAGE_DIGITS = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    records = innovations_for(request.user)
    area_map = maps.provinces_map(records, {})
    drawn = drawing("province")
    newest = catalogue_rows(home_queries.newest(records), user=request.user, lists=lists())
    context = {
        "readings": [(figures.get(key), figures.read(key)) for key in home_queries.FIGURES],
        "life": home_queries.life(),
        "questions": home_queries.starting_questions(),
        "cloth": home_queries.cloth(records),
        "finding": wording.finding(area_map),
        "areas": area_map.areas(drawn, url_name="portal:map_province"),
        "drawing": drawn,
        "limits": maps.limits(),
        "highest": area_map.highest,
        "leaders": area_map.bars(LEADERS, url_name="portal:map_province"),
        "newest": record_rows(newest),
        "sectors": home_queries.busiest_sectors(records),
        "goals": home_queries.goal_tiles(records),
        "hub_years": home_queries.hub_years(),
        "roles": ROLES,
    }
    return render(request, "portal/home.html", context)


@require_safe
def map_of_provinces(request: HttpRequest) -> HttpResponse:
    form = MapFilterForm(request.GET)
    records = innovations_for(request.user)
    area_map = maps.provinces_map(records, form.chosen())
    cloth = None if form.chosen() else home_queries.cloth(records)
    return _map(request, form, area_map, drawing("province"), cloth=cloth)


@require_safe
def map_of_province(request: HttpRequest, code: str) -> HttpResponse:
    province = get_object_or_404(Region, code=code, kind="province")
    form = MapFilterForm(request.GET)
    area_map = maps.province_map(innovations_for(request.user), province, form.chosen())
    return _map(request, form, area_map, drawing("regency", province.code), province=province)


def _map(request, form, area_map, drawn, *, province=None, cloth=None) -> HttpResponse:
    url_name = "geography:region" if province else "portal:map_province"
    context = {
        "form": form,
        "chosen": form.chosen(),
        "province": province,
        "finding": wording.finding(area_map, province),
        "coverage": wording.coverage(area_map, province),
        "left_out": wording.left_out(area_map, province),
        "areas": area_map.areas(drawn, url_name=url_name),
        "drawing": drawn,
        "limits": maps.limits(),
        "highest": area_map.highest,
        "size": "tall" if province else "nation",
        "columns": wording.columns(),
        "rows": area_map.table(url_name=url_name),
        "foot": area_map.foot(),
        "cloth": cloth,
    }
    return render(request, "portal/map.html", context)


@require_safe
def near(request: HttpRequest) -> HttpResponse:
    form = NearForm(request.GET or None)
    here = form.here() if form.is_bound else None
    page = request.GET.get("page", "")
    number = int(page) if page.isdecimal() and len(page) < PAGE_DIGITS else 1
    found = near_page(request.user, here=here, page=number) if here else None
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "form": form,
        "found": found,
        "records": [(near, record_rows(near.rows)) for near in found.regions] if found else [],
        "query": kept.urlencode(),
    }
    return render(request, "portal/near.html", context)


@require_safe
def take_part(request: HttpRequest) -> HttpResponse:
    key = request.GET.get("who", "")
    chosen = role(key)
    if key and chosen is None:
        raise Http404
    return render(request, "portal/take_part.html", {"roles": ROLES, "chosen": chosen})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about.html")
