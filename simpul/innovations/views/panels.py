"""What the catalogue adds to the pages of regions, institutions, sectors, goals and hubs."""

from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.core.hooks import Panel
from simpul.geography.hooks import REGION_PANELS
from simpul.hubs.hooks import HUB_PANELS
from simpul.innovations.queries.digest import digest
from simpul.innovations.queries.shown import record_rows
from simpul.organisations.hooks import ORGANISATION_PANELS
from simpul.organisations.queries import family
from simpul.ui.parts import Bar
from simpul.vocabularies.hooks import GOAL_PANELS, SECTOR_PANELS


def of_region(request: HttpRequest, region) -> Panel:
    """The records of a province, or of one regency or city."""
    if region.is_province:
        return _panel(request, Q(province=region), {"province": region.code})
    return _panel(request, Q(region=region), {"regency": region.code})


def of_organisation(request: HttpRequest, organisation) -> Panel:
    """The records of a body and of those whose works it inherited."""
    kin = list(family(organisation).values_list("pk", flat=True))
    note = ""
    if len(kin) > 1:
        note = _("Works of the bodies it took over from, or that took over, are counted in.")
    return _panel(request, Q(owner__in=kin), {"owner": organisation.code}, note=note)


def of_sector(request: HttpRequest, sector) -> Panel:
    """The records of a sector."""
    return _panel(request, Q(sector=sector), {"sector": sector.key}, sectors=False)


def of_goal(request: HttpRequest, goal) -> Panel:
    """The records that serve a goal."""
    return _panel(request, Q(goals=goal), {"goal": goal.number})


def of_hub(request: HttpRequest, hub) -> Panel:
    """The records that a hub answers for."""
    return _panel(request, Q(hub=hub), {"hub": hub.code})


def _panel(
    request: HttpRequest, about: Q, filters: dict, *, sectors: bool = True, note: str = ""
) -> Panel:
    found = digest(about, user=request.user)
    context = {
        "digest": found,
        "rows": record_rows(found.newest),
        "years": [Bar(str(year), count) for year, count in found.years],
        "sectors": [Bar(label, count) for _key, label, count in found.sectors] if sectors else [],
        "catalogue": f"{reverse('innovations:catalogue')}?{urlencode(filters)}" if filters else "",
        "note": note,
    }
    html = render_to_string("innovations/digest.html", context, request=request)
    return Panel("innovations", _("Innovations"), html)


def register() -> None:
    """Let the pages of lower rooms show their records."""
    REGION_PANELS.add(of_region, order=20)
    ORGANISATION_PANELS.add(of_organisation, order=20)
    SECTOR_PANELS.add(of_sector, order=20)
    GOAL_PANELS.add(of_goal, order=20)
    HUB_PANELS.add(of_hub, order=20)
