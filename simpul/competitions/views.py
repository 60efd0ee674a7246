"""Competitions, the editions of each, and what is known of one edition."""

from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simpul.competitions import queries
from simpul.core.hooks import Panel


@require_safe
def competitions(request):
    groups = queries.competition_lines()
    return render(request, "competitions/list.html", {"groups": groups})


@require_safe
def competition(request, slug):
    found = queries.competition_page(slug)
    if found is None:
        raise Http404
    lines = queries.edition_lines(found)
    return render(
        request,
        "competitions/competition.html",
        {
            "competition": found,
            "lines": lines,
            "for_regions": any(line.regions for line in lines),
        },
    )


@require_safe
def edition(request, slug, year):
    found = queries.edition_page(slug, year)
    if found is None:
        raise Http404
    levels = queries.levels_of(found, user=request.user)
    before, after = queries.neighbours(found)
    return render(
        request,
        "competitions/edition.html",
        {
            "edition": found,
            "levels": levels,
            "provinces": queries.provinces_of(found),
            "categories": queries.categories_of(found),
            "said": queries.statements_of(found),
            "before": before,
            "after": after,
        },
    )


def region_awards_panel(request, place):
    """The part of a government's or a region's page that lists what the region was awarded."""
    awards = list(queries.region_awards_of(place))
    if not awards:
        return None
    html = render_to_string("competitions/_region_awards_panel.html", {"awards": awards})
    return Panel("region-awards", _("Awards to the region"), html)
