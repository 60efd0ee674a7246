"""Up to four innovations side by side; the choice stands in the address."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simpul.core import exports
from simpul.replication.queries.matching.compare import MOST, chosen, lines_of


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    numbers = request.GET.getlist("i")
    records = chosen(numbers, request.user)
    context = {
        "records": records,
        "lines": lines_of(records, request.user) if records else [],
        "too_many": len(set(numbers)) > MOST,
        "most": MOST,
        "without": [(one, _without(numbers, one.public_id)) for one in records],
    }
    return render(request, "replication/matching/compare.html", context)


@require_safe
def compare_csv(request: HttpRequest) -> StreamingHttpResponse:
    records = chosen(request.GET.getlist("i"), request.user)
    header = [_("Question"), *[record.title for record in records]]
    lines = lines_of(records, request.user) if records else []
    rows = ([str(line.label), *line.answers] for line in lines)
    answer = StreamingHttpResponse(
        exports.csv_stream(header, rows), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="comparison.csv"'
    return answer


def _without(numbers: list[str], number: str) -> str:
    """The query of the page without one of the records."""
    return "&".join(f"i={one}" for one in dict.fromkeys(numbers) if one != number)
