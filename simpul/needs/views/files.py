"""The lists as files: the rows of the page, all of them, with the same filters."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    StreamingHttpResponse,
)
from django.views.decorators.http import require_safe

from simpul.core import exports
from simpul.needs.forms import IdeaFilterForm, NeedFilterForm
from simpul.needs.queries import lists, tables

Answer = HttpResponse | StreamingHttpResponse | FileResponse
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def needs(request: HttpRequest, form: str) -> Answer:
    found = lists.need_list(NeedFilterForm(request.GET).chosen(), request.user)
    return _file(form, "needs", tables.NEED_HEADER, tables.need_rows(found))


@require_safe
def ideas(request: HttpRequest, form: str) -> Answer:
    found = lists.idea_list(IdeaFilterForm(request.GET).chosen(), request.user)
    return _file(form, "ideas", tables.IDEA_HEADER, tables.idea_rows(found))


def _file(form: str, name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Answer:
    write = FORMS.get(form)
    if write is None:
        raise Http404
    answer = write(header, rows)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


def _csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Answer:
    pieces = exports.csv_stream(header, rows)
    return StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")


def _xlsx(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Answer:
    return FileResponse(exports.xlsx_file(header, rows), content_type=XLSX)


def _json(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Answer:
    found = [dict(zip(header, row, strict=True)) for row in rows]
    return JsonResponse({"count": len(found), "results": found}, encoder=DjangoJSONEncoder)


FORMS: dict[str, Callable[..., Answer]] = {"csv": _csv, "xlsx": _xlsx, "json": _json}
