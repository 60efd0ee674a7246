"""The hubs of the network by status, and the page of each."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from simpul.core.hooks import Panel
from simpul.hubs import queries
from simpul.hubs.hooks import HUB_PANELS
from simpul.hubs.models import Hub
from simpul.ui.theme import theme as theme_of


@require_safe
def hubs(request):
    known = list(queries.hubs())
    provinces = queries.province_lines(known)
    bodies = queries.body_lines(known)
    drawing, areas = queries.map_of(provinces)
    return render(
        request,
        "hubs/list.html",
        {
            "provinces": provinces,
            "province_counts": queries.stage_counts(provinces),
            "bodies": bodies,
            "body_counts": queries.stage_counts(bodies),
            "national": queries.national_hub(known),
            "drawing": drawing,
            "areas": areas,
            "years": queries.hubs_by_year(known),
            "said_of_provinces": queries.said_about("hubs"),
            "said_of_bodies": queries.said_about("hubs-bodies"),
            "agreements": queries.agreements(),
        },
    )


@require_safe
def hub(request, slug):
    found = queries.hub_page(slug)
    if found is None:
        raise Http404
    if found.slug != slug:
        return redirect(found, permanent=True)
    status = queries.hub_status(found)
    drawing, areas = queries.area_of(found) or (None, [])
    return render(
        request,
        "hubs/detail.html",
        {
            "hub": found,
            "status": status,
            "facts": queries.facts_of(found, status),
            "history": queries.history_of(found),
            "drawing": drawing,
            "areas": areas,
            "served": queries.institutions_served(found),
            "team": queries.public_team(found),
            "panels": HUB_PANELS.for_object(request, found),
        },
    )


@require_safe
def theme(request, slug):
    found = get_object_or_404(Hub, slug=slug, hue__isnull=False)
    return HttpResponse(theme_of(found.hue or 0), content_type="text/css; charset=utf-8")


def responsible_hub_panel(request, organisation):
    """The part of an institution's page that names the hub answering for it."""
    found, reason = queries.responsible_hub(organisation)
    if found is None:
        return None
    html = render_to_string(
        "hubs/_responsible.html",
        {"hub": found, "reason": reason, "status": queries.hub_status(found)},
    )
    return Panel("responsible-hub", _("The hub that answers for it"), html)


def region_hub_panel(request, region):
    """The part of a region's page that says how far the hub of its province has come."""
    found = queries.hub_of_province(region.province_code)
    html = render_to_string(
        "hubs/_of_region.html", {"hub": found, "status": found and queries.hub_status(found)}
    )
    return Panel("hub", _("Hub"), html)
