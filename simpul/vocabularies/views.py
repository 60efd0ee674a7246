"""Sectors and goals: the list of each and the page of one."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from simpul.vocabularies import queries
from simpul.vocabularies.hooks import GOAL_PANELS, SECTOR_PANELS


@require_safe
def sectors(request):
    return render(request, "vocabularies/sectors.html", {"families": queries.families()})


@require_safe
def sector(request, key):
    found = queries.sectors().filter(key=key).first()
    if found is None:
        raise Http404
    context = {
        "sector": found,
        "facts": queries.facts_of(found),
        "words": queries.words_of(found),
        "panels": SECTOR_PANELS.for_object(request, found),
    }
    return render(request, "vocabularies/sector.html", context)


@require_safe
def goals(request):
    return render(request, "vocabularies/goals.html", {"goals": queries.goals()})


@require_safe
def goal(request, number):
    found = queries.goal_numbered(number)
    if found is None:
        raise Http404
    context = {"goal": found, "panels": GOAL_PANELS.for_object(request, found)}
    return render(request, "vocabularies/goal.html", context)
