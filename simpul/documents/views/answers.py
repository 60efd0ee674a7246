"""Tables as files."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse

from simpul.core import clock, exports

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table_file(
    form: str, name: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]
) -> HttpResponse | StreamingHttpResponse:
    """A table as CSV or as a spreadsheet, named after the day."""
    file = f"{name}-{date.isoformat(clock.today())}.{form}"
    answer: Any
    if form == "csv":
        answer = StreamingHttpResponse(
            exports.csv_stream(header, rows), content_type="text/csv; charset=utf-8"
        )
        answer["Content-Disposition"] = f'attachment; filename="{file}"'
    elif form == "xlsx":
        book = exports.xlsx_file(header, rows)
        answer = FileResponse(book, as_attachment=True, filename=file, content_type=XLSX)
    else:
        raise Http404
    answer["Cache-Control"] = "no-store"
    return answer
