"""How far the records of a hub or an institution are for each form."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from simpul.core import clock, exports
from simpul.innovations.queries.quality import Scope, scope_at, scopes_of
from simpul.profiles.queries import readiness as queries


def _scope_or_404(request: HttpRequest) -> Scope:
    scope = scope_at(request.user, request.GET.dict())
    if scope is None:
        raise Http404
    return scope


@never_cache
@login_required
@require_safe
def readiness(request: HttpRequest) -> HttpResponse:
    """Every record with a meter for each form in force, the readiest first."""
    scope = _scope_or_404(request)
    sort = request.GET.get("sort", "")
    found = queries.readiness(scope, sort)
    page = Paginator(found.order, queries.PAGE).get_page(request.GET.get("page"))
    records = queries.records_in(list(page.object_list))
    context = {
        "scope": scope,
        "scopes": scopes_of(request.user),
        "found": found,
        "sort": sort,
        "page": page,
        "rows": [(record, found.meters[record.pk]) for record in records],
        "query": scope.query + (f"&sort={sort}" if sort in {f.key for f in found.forms} else ""),
    }
    return render(request, "profiles/readiness.html", context)


@never_cache
@login_required
@require_safe
def readiness_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same list as a file, row for row."""
    if kind not in {"csv", "xlsx"}:
        raise Http404
    scope = _scope_or_404(request)
    found = queries.readiness(scope, request.GET.get("sort", ""))
    labels = [form.label for form in found.forms]
    header = [_("Permanent number"), _("Innovation"), _("Institution"), *labels]
    name = f"kesiapan-{scope.code}-{clock.today().isoformat()}.{kind}"
    if kind == "xlsx":
        file = exports.xlsx_file(header, queries.table(found))
        return FileResponse(file, as_attachment=True, filename=name)
    response = StreamingHttpResponse(
        exports.csv_stream(header, queries.table(found)), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
