"""The catalogue year by year."""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from simpul.innovations.queries.digest import digest
from simpul.innovations.queries.shown import record_rows
from simpul.innovations.queries.years import without_year, year_lines
from simpul.ui.parts import Bar


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    """Every year with its records."""
    lines = year_lines()
    bars = [Bar(str(line.year), line.total) for line in reversed(lines)]
    context = {"lines": lines, "bars": bars, "without": without_year()}
    return render(request, "innovations/years.html", context)


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The records of one year in few figures, and the newest of them."""
    found = digest(Q(year=year), user=request.user, newest=20)
    if not found.total:
        raise Http404
    known = [line.year for line in year_lines()]
    place = known.index(year)
    context = {
        "year": year,
        "digest": found,
        "rows": record_rows(found.newest),
        "sectors": [Bar(label, count) for _key, label, count in found.sectors],
        "later": known[place - 1] if place else None,
        "earlier": known[place + 1] if place + 1 < len(known) else None,
    }
    return render(request, "innovations/year.html", context)
