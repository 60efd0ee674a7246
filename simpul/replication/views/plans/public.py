"""The plans everybody may read: the list, one plan, and its lines as a file."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from simpul.documents.views.answers import Answer, table_file
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
def plan_file(request: HttpRequest, slug: str, year: int, form: str) -> Answer:
    """The lines of a plan, one for one."""
    page = page_of(plan_or_404(request, slug, year))
    return table_file(
        form,
        f"plan-{slug}-{year}",
        page.file_header(),
        page.file_rows(),
        is_public=page.is_public,
    )
