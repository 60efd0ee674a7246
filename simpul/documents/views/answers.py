"""Tables as files."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, Http404, HttpResponse, JsonResponse, StreamingHttpResponse

from simpul.core import clock, exports

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Answer = HttpResponse | StreamingHttpResponse | FileResponse
FORMS = ("csv", "xlsx", "json")


def table_file(
    form: str,
    name: str,
    header: Sequence[Any],
    rows: Iterable[Sequence[Any]],
    *,
    is_public: bool = False,
) -> Answer:
    """A table as CSV, as a spreadsheet or as JSON, named after the day.

    Nobody keeps a copy on the way, unless it is the same for everybody.
    """
    if form not in FORMS:
        raise Http404
    file = f"{name}-{date.isoformat(clock.today())}.{form}"
    answer: Any
    if form == "csv":
        pieces = exports.csv_stream(header, rows)
        answer = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    elif form == "xlsx":
        answer = FileResponse(exports.xlsx_file(header, rows), content_type=XLSX)
    else:
        names = [str(name) for name in header]
        found = [dict(zip(names, map(_value, row), strict=True)) for row in rows]
        answer = JsonResponse({"count": len(found), "results": found}, encoder=DjangoJSONEncoder)
    answer["Content-Disposition"] = f'attachment; filename="{file}"'
    if not is_public:
        answer["Cache-Control"] = "no-store"
    return answer


def _value(cell: Any) -> Any:
    """A cell as JSON holds it: numbers, truths and nothing stay what they are."""
    return cell if cell is None or isinstance(cell, bool) else exports.plain(cell)
