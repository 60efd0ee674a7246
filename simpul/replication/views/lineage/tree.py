"""The tree of an innovation's copies, and the same as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from simpul.documents.views.answers import Answer, table_file
from simpul.innovations.models import Innovation
from simpul.replication.queries.lineage import outcomes, page
from simpul.replication.queries.lineage.reading import lineage_of, public_record


def record_or_404(slug: str) -> Innovation:
    """The public record an address leads to."""
    record = public_record(slug)
    if record is None:
        raise Http404
    return record


@require_safe
def lineage(request: HttpRequest, slug: str) -> HttpResponse:
    record = record_or_404(slug)
    if record.slug != slug:
        return redirect("replication:lineage", record.slug, permanent=True)
    found, asked = lineage_of(record), page.Asked.read(request.GET.dict())
    context = {
        "innovation": record,
        "lineage": found,
        "rows": page.drawn(found),
        "listing": page.listing(found, asked),
        "filters": page.Filters(found, asked),
        "where": page.where(found) if found.confirmed else None,
        "years": page.years(found),
        "tables": outcomes.comparison_of(found) if found.confirmed else [],
    }
    return render(request, "replication/lineage/tree.html", context)


@require_safe
def lineage_file(request: HttpRequest, slug: str, form: str) -> Answer:
    """The copies the list shows, one a row."""
    record = record_or_404(slug)
    rows = page.file_rows(lineage_of(record), page.Asked.read(request.GET.dict()))
    return table_file(form, f"lineage-{record.slug}", page.header(), rows, is_public=True)
