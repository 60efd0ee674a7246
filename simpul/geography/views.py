"""The list of regions and the page of each."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from simpul.geography import queries
from simpul.geography.forms import RegionSearchForm
from simpul.geography.hooks import REGION_PANELS


@require_safe
def regions(request):
    form = RegionSearchForm(request.GET)
    text = form.text()
    context = {"form": form, "text": text}
    if text:
        found = list(queries.search(text))
        context |= {
            "found": found,
            "columns": queries.found_columns(),
            "rows": queries.found_rows(found),
        }
    else:
        context |= {
            "map": queries.nation_map(),
            "columns": queries.province_columns(),
            "rows": queries.province_rows(),
            "foot": queries.province_total(),
        }
    return render(request, "geography/regions.html", context)


@require_safe
def region(request, code):
    found = queries.region_page(code)
    if found is None:
        raise Http404
    return render(
        request,
        "geography/region.html",
        {
            "region": found,
            "map": queries.region_map(found),
            "facts": queries.facts_of(found),
            "names": queries.other_names(found),
            "sources": queries.sources_of(found),
            "columns": queries.inside_columns() if found.is_province else queries.near_columns(),
            "rows": queries.inside_rows(found) if found.is_province else queries.near_rows(found),
            "panels": REGION_PANELS.for_object(request, found),
        },
    )
