"""The catalogue as data: one page of answers, or the whole list as a file."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice

from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from simpul.core import clock, exports
from simpul.exchange.queries import files
from simpul.exchange.queries.answers import page_as_data, query_as_data
from simpul.exchange.views.answers import fresh, streamed
from simpul.innovations.queries.catalogue import (
    CatalogueQuery,
    FacetLook,
    catalogue_page,
    every_row,
)
from simpul.innovations.queries.suggestions import suggestions_for

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A workbook cannot leave before it is whole; longer lists are CSV or JSON, which stream.
XLSX_ROWS = 50_000


@require_safe
def catalogue_json(request: HttpRequest) -> HttpResponse:
    """One page of the list with its counts, for programs."""
    query, problems = CatalogueQuery.from_params(request.GET)
    look, unknown = FacetLook.counting(request.GET)
    page = catalogue_page(query, user=request.user, problems=[*problems, *unknown], look=look)
    return fresh(request, _json(page_as_data(page)), "application/json")


@require_safe
def export_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The whole list as CSV."""
    pieces = exports.csv_stream(files.header(), files.cells(_rows(request)))
    return streamed(pieces, "text/csv; charset=utf-8", _name("csv"))


@require_safe
def export_xlsx(request: HttpRequest) -> FileResponse:
    """The list as a spreadsheet; one that was cut says so in its name."""
    rows = _rows(request)
    book = exports.xlsx_file(files.header(), files.cells(islice(rows, XLSX_ROWS)))
    cut = next(rows, None) is not None
    name = _name("xlsx", part=f"-first-{XLSX_ROWS}" if cut else "")
    response = FileResponse(book, as_attachment=True, filename=name, content_type=XLSX)
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def export_json(request: HttpRequest) -> StreamingHttpResponse:
    """The whole list as JSON."""
    query, _problems = CatalogueQuery.from_params(request.GET)
    head = {"query": query_as_data(query), "as_of": clock.now()}
    return streamed(_json_file(head, _rows(request)), "application/json", _name("json"))


@require_safe
def search_suggestions(request: HttpRequest) -> HttpResponse:
    """Suggestions in the shape in which browsers ask for them."""
    text = CatalogueQuery.from_params({"q": request.GET.get("q", "")})[0].text
    rows = suggestions_for(text, user=request.user)
    body = _json([text, [row["text"] for row in rows]])
    return fresh(request, body, "application/x-suggestions+json")


def _rows(request: HttpRequest) -> Iterator[files.FileRow]:
    query, _problems = CatalogueQuery.from_params(request.GET)
    return files.file_rows(every_row(query, user=request.user), as_of=clock.now())


def _json_file(head: dict, rows: Iterable[files.FileRow]) -> Iterator[bytes]:
    """An object whose ``rows`` are written one by one, so that no list is ever whole in memory."""
    yield f'{_json(head)[:-1]}, "rows": ['.encode()
    comma = "\n"
    for row in rows:
        yield f"{comma}{_json(files.as_data(row))}".encode()
        comma = ",\n"
    yield b"\n]}\n"


def _json(value) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def _name(ending: str, *, part: str = "") -> str:
    return f"simpul-{clock.today().isoformat()}{part}.{ending}"
