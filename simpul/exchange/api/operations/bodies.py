"""Read institutions, hubs and regions."""

from typing import Annotated, Literal

from django.db.models import QuerySet
from django.http import HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from simpul.exchange.api import cursors
from simpul.exchange.api.describing import public
from simpul.exchange.api.door import ApiRequest
from simpul.exchange.api.names import AnyCode, CodeInPath, Cursor, Size, Text
from simpul.exchange.api.problems import Trouble
from simpul.exchange.api.shapes import bodies as shapes
from simpul.exchange.queries.resources import bodies as told
from simpul.geography.models import Region
from simpul.geography.queries.regions import region_page, search
from simpul.hubs.queries.pages import hub_page
from simpul.hubs.queries.responsible import hubs as every_hub
from simpul.organisations.models import Organisation
from simpul.organisations.queries.pages import InstitutionFilter
from simpul.organisations.queries.pages import institutions as institutions_of

router = Router()
INSTITUTIONS, HUBS, REGIONS = ["Institutions"], ["Hubs"], ["Regions"]
ProvinceCode = Annotated[str, Field(pattern=r"^[0-9]{2}$")]


class AskedBodies(BaseModel):
    """What a list of institutions is narrowed by, as on screen."""

    q: Text = ""
    kind: AnyCode | None = None
    province: ProvinceCode | None = None
    state: Literal["active", "ended"] | None = None
    size: Size = 50
    cursor: Cursor = ""


@router.get(
    "/institutions",
    **public(
        "institutions",
        shapes.Institutions,
    ),
    tags=INSTITUTIONS,
)
def institutions(
    request: ApiRequest, response: HttpResponse, asked: Annotated[AskedBodies, Query(...)]
):
    wanted = InstitutionFilter(asked.q, asked.kind or "", asked.province or "", asked.state or "")
    found = institutions_of(wanted).order_by("code")
    rows, following = _behind(request, response, found, asked)
    return {"institutions": [told.institution(row) for row in rows], "next": following}


@router.get(
    "/institutions/{code}",
    **public(
        "institution",
        shapes.InstitutionWhole,
    ),
    tags=INSTITUTIONS,
)
def institution(request: ApiRequest, code: CodeInPath):
    rows = Organisation.objects.select_related("region", "parent").prefetch_related("names")
    found = rows.filter(code=code).first()
    if found is None:
        raise Trouble("missing")
    return told.institution_whole(found)


@router.get(
    "/hubs",
    **public(
        "hubs",
        shapes.Hubs,
    ),
    tags=HUBS,
)
def hubs(request: ApiRequest):
    return {"hubs": [told.hub(row) for row in every_hub().order_by("code")]}


@router.get(
    "/hubs/{code}",
    **public(
        "hub",
        shapes.HubWhole,
    ),
    tags=HUBS,
)
def hub(request: ApiRequest, code: CodeInPath):
    found = hub_page(code)
    if found is None or found.code != code:
        raise Trouble("missing")
    return told.hub_whole(found)


class AskedRegions(BaseModel):
    """What a list of regions is narrowed by."""

    q: Text = ""
    kind: Literal["province", "regency", "city"] | None = None
    province: ProvinceCode | None = None
    size: Size = 100
    cursor: Cursor = ""


@router.get(
    "/regions",
    **public(
        "regions",
        shapes.Regions,
    ),
    tags=REGIONS,
)
def regions(
    request: ApiRequest, response: HttpResponse, asked: Annotated[AskedRegions, Query(...)]
):
    found = search(asked.q) if asked.q else Region.objects.select_related("parent")
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.province:
        found = found.filter(parent__code=asked.province)
    rows, following = _behind(request, response, found.order_by("code"), asked)
    return {"regions": [told.place(row) for row in rows], "next": following}


@router.get(
    "/regions/{code}",
    **public(
        "region",
        shapes.RegionWhole,
    ),
    tags=REGIONS,
)
def region(request: ApiRequest, code: CodeInPath):
    found = region_page(code)
    if found is None:
        raise Trouble("missing")
    return told.place_whole(found)


def _behind(
    request: ApiRequest, response: HttpResponse, found: QuerySet, asked: AskedBodies | AskedRegions
):
    """The rows whose code follows the one a cursor names, and the address of those behind them."""
    if asked.cursor:
        (code,) = _one(cursors.read(request, asked.cursor))
        found = found.filter(code__gt=code)
    rows = list(found[: asked.size + 1])
    if len(rows) <= asked.size:
        return rows, None
    rows = rows[: asked.size]
    following = cursors.address(request, cursors.written(request, rows[-1].code))
    response["Link"] = f'<{following}>; rel="next"'
    return rows, following


def _one(place: list) -> list[str]:
    return [str(place[0])] if place else [""]
