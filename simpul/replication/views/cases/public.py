"""Cases as everybody reads them."""

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from simpul.documents.views.answers import Answer, table_file
from simpul.replication.hooks import CASE_PANELS
from simpul.replication.models import Mode
from simpul.replication.queries.cases.lists import CaseQuery, case_cells, case_header, public_cases
from simpul.replication.queries.cases.page import case_rows, page_of
from simpul.replication.views.cases.finding import papers_of
from simpul.replication.workflow import CaseState

PAGE = 25
# States in which a case is public.
SHOWN = [
    choice
    for choice in CaseState.choices
    if choice[0] not in {CaseState.INTEREST, CaseState.RETURNED, CaseState.NOT_VALID}
]


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Every public case, the newest first."""
    query = CaseQuery.of(request.GET, sort="newest")
    page = Paginator(public_cases(request.user, query), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "query": query, "states": SHOWN, "modes": Mode.choices}
    return render(request, "replication/cases/cases.html", context)


@require_safe
def cases_file(request: HttpRequest, form: str) -> Answer:
    """The same list as a file, narrowed the same way."""
    query = CaseQuery.of(request.GET, sort="newest")
    # The same for all: what only its parties know is not in it.
    rows = case_cells(public_cases(AnonymousUser(), query), inside=False)
    return table_file(form, "replication-cases", case_header(), rows, is_public=True)


@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case: what its parties let everybody know."""
    found = get_object_or_404(case_rows().public(), number=number)
    # The same for all: those who have a part in it work on its desk page.
    page = page_of(found, AnonymousUser())
    context = {
        "page": page,
        "papers": papers_of(request, page),
        "case": found,
        "panels": CASE_PANELS.for_object(request, found),
        "on_desk": False,
        "follows": request.user.has_perm("replication.follow_case", found),
    }
    return render(request, "replication/cases/case.html", context)
