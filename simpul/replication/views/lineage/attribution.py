"""The page of what an origin's work became."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from simpul.replication.queries.lineage.attribution import attribution_of
from simpul.replication.views.lineage.tree import record_or_404


@require_safe
def attribution(request: HttpRequest, slug: str) -> HttpResponse:
    record = record_or_404(slug)
    if record.slug != slug:
        return redirect("replication:attribution", record.slug, permanent=True)
    context = {"innovation": record, "found": attribution_of(record)}
    return render(request, "replication/lineage/attribution.html", context)
