"""Read innovations: the list as on screen, one whole, its versions, and what changed."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from simpul.core import journal
from simpul.exchange.api import cursors
from simpul.exchange.api.describing import public
from simpul.exchange.api.door import ApiRequest
from simpul.exchange.api.names import (
    Affairs,
    Codes,
    Cursor,
    Goals,
    Id,
    Moment,
    Provinces,
    Regencies,
    Size,
    States,
    Years,
)
from simpul.exchange.api.problems import Trouble
from simpul.exchange.api.shapes import innovations as shapes
from simpul.exchange.queries.resources import changes as changing
from simpul.exchange.queries.resources import innovations as told
from simpul.exchange.queries.resources.links import api
from simpul.innovations.queries.catalogue import CatalogueQuery, FacetLook
from simpul.innovations.queries.detail import innovation_page, record_at, withdrawal
from simpul.innovations.queries.history import history_of
from simpul.innovations.queries.paging import Piece, piece_of
from simpul.innovations.queries.url_state import FILTERS

router = Router(tags=["Innovations"])
ANYBODY = AnonymousUser()
FIRST, LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


class Asked(BaseModel):
    """The same names as in the address of the list on screen."""

    q: str = Field("", max_length=1000)
    exact: bool = False
    province: Provinces = []
    regency: Regencies = []
    owner: Codes = []
    kind: Codes = []
    sector: Codes = []
    affair: Affairs = []
    goal: Goals = []
    year: Years = []
    award: Codes = []
    source: Codes = []
    stage: Codes = []
    state: States = []
    hub: Codes = []
    sort: Literal["relevance", "newest", "title", "year", "evidence", "distance"] | None = Field(
        None
    )
    lat: float | None = Field(None, ge=-90, le=90)
    lng: float | None = Field(None, ge=-180, le=180)
    facets: str = Field(
        "",
        pattern=r"^[a-z,]{0,200}$",
    )
    updated_since: Moment | None = Field(
        None,
    )
    size: Size = 20
    cursor: Cursor = ""


@router.get(
    "/innovations",
    **public(
        "innovations",
        shapes.Innovations,
    ),
)
def innovations(request: ApiRequest, response: HttpResponse, asked: Annotated[Asked, Query(...)]):
    response["Simpul-Seq"] = str(journal.head_seq())
    query, problems = CatalogueQuery.from_params(_on_screen(asked))
    look, unknown = _facets(asked.facets)
    piece = piece_of(
        replace(query, size=asked.size),
        user=ANYBODY,
        after=cursors.mark_of(request, asked.cursor),
        since=_within_reach(asked.updated_since),
        look=look,
        problems=[*problems, *unknown],
    )
    return _list(request, response, piece, since=asked.updated_since is not None)


def _within_reach(since: datetime | None) -> datetime | None:
    """A time that every database and zone can hold; nothing changed outside these anyway."""
    if since is None or FIRST.year <= since.year < LAST.year:
        return since
    return FIRST if since.year < FIRST.year else LAST


def _on_screen(asked: Asked) -> dict[str, Any]:
    """What was asked, as the list on screen reads it."""
    said: dict[str, Any] = {name: getattr(asked, name) for name in FILTERS}
    singles = ("q", "sort", "lat", "lng")
    said |= {name: str(value) for name in singles if (value := getattr(asked, name)) is not None}
    return {**said, "exact": "1" if asked.exact else ""}


def _facets(names: str):
    if names == "all":
        return FacetLook(), []
    return FacetLook.counting({"facets": names})


def _list(request: ApiRequest, response: HttpResponse, piece: Piece, *, since: bool):
    following = None
    if piece.next is not None:
        mark = piece.next
        cursor = cursors.written(request, mark.pk, mark.seen, *mark.values)
        following = cursors.address(request, cursor)
        response["Link"] = f'<{following}>; rel="next"'
    return {
        "total": piece.found.total,
        "sort": "changed" if since else piece.query.order,
        "corrected": piece.found.corrected,
        "also_searched": list(piece.found.also),
        "innovations": [told.row(row, piece.kilometres.get(row.pk)) for row in piece.rows],
        "facets": [told.facet(facet) for facet in piece.facets],
        "problems": [told.problem(problem) for problem in piece.problems],
        "next": following,
    }


@router.get(
    "/innovations/{id}",
    **public(
        "innovation",
        shapes.Innovation,
        308,
        410,
    ),
)
def innovation(request: ApiRequest, id: Id):  # noqa: A002 -- the name readers see in the address
    page = innovation_page(id, ANYBODY)
    if page is None:
        raise _not_to_be_read(id)
    if page.innovation.public_id != id:
        return _moved(page.innovation.public_id)
    return told.record(page)


@router.get("/innovations/{id}/history", **public("history", shapes.History, 308, 410))
def history(request: ApiRequest, id: Id):  # noqa: A002
    page = innovation_page(id, ANYBODY)
    if page is None:
        raise _not_to_be_read(id)
    if page.innovation.public_id != id:
        return _moved(page.innovation.public_id, "history")
    return {"id": id, "versions": [told.version(step) for step in history_of(page.innovation)]}


def _not_to_be_read(public_id: str) -> Trouble:
    found = record_at(public_id)
    gone = withdrawal(found) if found else None
    return Trouble("withdrawn", gone.reason) if gone else Trouble("missing")


def _moved(*place: str) -> HttpResponse:
    response = HttpResponse(status=308)
    response["Location"] = api("innovations", *place)
    return response


class After(BaseModel):
    """Where a reader stands in the journal."""

    after: int = Field(0, ge=0, le=2**62)
    told: int = Field(0, ge=0, le=2**31)
    size: Size = 100


@router.get(
    "/changes",
    **public(
        "changes",
        shapes.Changes,
    ),
)
def changes(request: ApiRequest, response: HttpResponse, asked: Annotated[After, Query(...)]):
    place = changing.Place(asked.after, asked.told)
    found = changing.changes_after(place, user=ANYBODY, limit=asked.size)
    query: dict[str, int | str] = {
        "after": found.next.seq,
        "told": found.next.told,
        "size": asked.size,
    }
    if lang := request.GET.get("lang"):
        query["lang"] = lang
    following = f"{api('changes')}?{urlencode(query)}"
    response["Link"] = f'<{following}>; rel="next"'
    return {
        "changes": [_change(change) for change in found.changes],
        "next": following,
        "more": found.more,
    }


def _change(change: changing.Change) -> dict[str, Any]:
    return {
        "seq": change.seq,
        "id": change.public_id,
        "state": change.state,
        "into": change.into,
        "innovation": told.row(change.row) if change.row else None,
    }
