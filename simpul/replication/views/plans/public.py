"""The plans everybody may read: the list, one plan, and its lines as a file."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from simpul.core import exports
from simpul.replication.queries.plans import page_of, plans_for
from simpul.replication.queries.plans.lists import PER_PAGE
from simpul.replication.views.plans.doors import plan_or_404
from simpul.replication.workflow.plans import PUBLIC_PLANS


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """The plans that were committed to, newest first; the same for all readers."""
    rows = plans_for(request.user).filter(state__in=PUBLIC_PLANS)
    years = sorted(set(rows.order_by().values_list("year", flat=True)), reverse=True)
    year = request.GET.get("year", "")
    if year.isdecimal() and int(year) in years:
        rows = rows.filter(year=year)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    query = f"year={year}" if year else ""
    context = {"page": page, "years": years, "year": year, "query": query}
    return render(request, "replication/plans/list.html", context)


@require_safe
def plan(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    found = plan_or_404(request, slug, year)
    return render(request, "replication/plans/plan.html", {"plan": found, "page": page_of(found)})


@require_safe
def plan_csv(request: HttpRequest, slug: str, year: int) -> StreamingHttpResponse:
    page = page_of(plan_or_404(request, slug, year))
    answer = StreamingHttpResponse(
        exports.csv_stream(page.file_header(), page.file_rows()),
        content_type="text/csv; charset=utf-8",
    )
    answer["Content-Disposition"] = f'attachment; filename="plan-{slug}-{year}.csv"'
    return answer
