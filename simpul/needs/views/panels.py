"""What needs and ideas add to the pages of lower rooms, and to a person's desk.

The pages of lower rooms are public and kept in memory: nothing here depends on who reads.
"""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from simpul.core.hooks import Panel
from simpul.needs.models import Need
from simpul.needs.models.needs import NeedQuerySet
from simpul.needs.queries import ideas as questions
from simpul.needs.queries import reading
from simpul.needs.queries.needs import of_institution

SHOWN = 5


def of_region(request: HttpRequest, region) -> Panel | None:
    """The public needs of a region, and the way to its gaps."""
    inside = Q(region=region) | Q(region__parent=region)
    name = "province" if region.is_province else "regency"
    gaps = f"{reverse('needs:gaps')}?{urlencode({'region': region.code})}"
    return _panel(request, _running().filter(inside), {name: region.code}, gaps=gaps, always=True)


def of_organisation(request: HttpRequest, organisation) -> Panel | None:
    """The public needs of an institution and its units."""
    return _panel(request, of_institution(organisation), {"owner": organisation.code})


def of_hub(request: HttpRequest, hub) -> Panel | None:
    """The public needs that a hub looks after."""
    return _panel(request, _running().filter(hub=hub), {})


def of_sector(request: HttpRequest, sector) -> Panel | None:
    """The public needs of a sector."""
    return _panel(request, _running().filter(sector=sector), {"sector": sector.key})


def of_goal(request: HttpRequest, goal) -> Panel | None:
    """The public needs that serve a goal."""
    return _panel(request, _running().filter(goals=goal), {"goal": str(goal.number)})


def of_record(request: HttpRequest, record) -> Panel | None:
    """The public needs a record solved, and the ideas it grew from with what was said."""
    solved = Need.objects.public().filter(solved_by__canonical=record.pk)
    context = {
        "ideas": [idea for idea in questions.grown_from(record) if _is_public(idea)],
        "solved": list(solved.select_related("organisation")[:SHOWN]),
    }
    if not any(context.values()):
        return None
    html = render_to_string("needs/panels/record.html", context, request=request)
    return Panel("kebutuhan", _("The need and the idea behind it"), html)


def of_draft(request: HttpRequest, draft) -> Panel | None:
    """The idea a draft began from, with what was said about it."""
    ideas = questions.ideas_for(request.user).filter(became=draft.innovation_id)
    if not ideas:
        return None
    html = render_to_string("needs/panels/record.html", {"ideas": ideas}, request=request)
    return Panel("gagasan", _("The idea it grew from"), html)


def of_person(request: HttpRequest, person) -> Panel | None:
    """The needs and ideas of a person, and the ways to state one."""
    own = questions.own_needs(person).needs
    context = {
        "needs": [(reading.need_status(need), need) for need in own.running()[:SHOWN]],
        "ideas": [
            (reading.idea_status(idea), idea) for idea in questions.own_ideas(person)[:SHOWN]
        ],
        "waits": questions.decides_somewhere(person),
    }
    html = render_to_string("needs/panels/desk.html", context, request=request)
    return Panel("kebutuhan", _("Needs and ideas"), html)


def _panel(
    request: HttpRequest,
    needs: QuerySet[Need],
    query: Mapping[str, str],
    *,
    gaps: str = "",
    always: bool = False,
) -> Panel | None:
    """The newest of some needs; nothing where there is none, unless there is more to say."""
    found = needs.select_related("organisation", "region", "sector").order_by("-stated_at", "-pk")
    shown = list(found[: SHOWN + 1])
    if not shown and not always:
        return None
    context = {
        "needs": shown[:SHOWN],
        "more": len(shown) > SHOWN,
        "all": f"{reverse('needs:list')}?{urlencode(query)}" if query else reverse("needs:list"),
        "gaps": gaps,
    }
    html = render_to_string("needs/panels/needs.html", context, request=request)
    return Panel("kebutuhan", _("Needs without an answer"), html)


def _running() -> NeedQuerySet:
    return Need.objects.public().running()


def _is_public(idea) -> bool:
    return idea.need is None or idea.need.is_public
