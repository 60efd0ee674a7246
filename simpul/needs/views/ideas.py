"""The lists of ideas and challenges, and the page of each."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from simpul.needs.forms import ChallengeFilterForm, IdeaFilterForm
from simpul.needs.hooks import CHALLENGE_PANELS, IDEA_PANELS
from simpul.needs.queries import ideas as questions
from simpul.needs.queries import lists, reading
from simpul.needs.queries.talk import talk_about
from simpul.needs.views.doors import challenge_or_404, idea_or_404, readable_need

PAGE_SIZE = 20


@require_safe
def ideas(request: HttpRequest) -> HttpResponse:
    form = IdeaFilterForm(request.GET)
    found = lists.idea_list(form.chosen(), request.user)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [reading.idea_row(idea) for idea in page],
        "filtered": any(request.GET.get(name) for name in form.fields),
        "welcoming": lists.challenge_list(request.user, phase="welcoming")[:3],
    }
    return render(request, "needs/ideas/list.html", context)


@require_safe
def idea(request: HttpRequest, slug: str) -> HttpResponse:
    found = idea_or_404(request, slug)
    if found.slug != slug:
        return redirect(found, permanent=True)
    became = found.became and (found.became.canonical or found.became)
    context = {
        "idea": found,
        "need": readable_need(request, found),
        "status": reading.idea_status(found),
        "facts": reading.idea_facts(found),
        "decisions": found.decisions.select_related("sponsor"),
        "supporters": lists.supporters_of(found),
        "talk": talk_about(found),
        "merged": questions.merged_into(found),
        "became": became if became and request.user.has_perm(VIEW_RECORD, became) else None,
        "panels": IDEA_PANELS.for_object(request, found),
        "may": _may(request.user, found),
    }
    return render(request, "needs/ideas/detail.html", context)


@require_safe
def challenges(request: HttpRequest) -> HttpResponse:
    form = ChallengeFilterForm(request.GET)
    found = lists.challenge_list(request.user, **form.said())
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [reading.challenge_row(challenge) for challenge in page],
        "filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "needs/challenges/list.html", context)


@require_safe
def challenge(request: HttpRequest, slug: str) -> HttpResponse:
    found = challenge_or_404(request, slug)
    if found.slug != slug:
        return redirect(found, permanent=True)
    page = Paginator(questions.ideas_about(found), PAGE_SIZE).get_page(request.GET.get("page"))
    need = found.need
    context = {
        "challenge": found,
        "need": need if need and request.user.has_perm("needs.view_need", need) else None,
        "status": reading.challenge_status(found),
        "facts": reading.challenge_facts(found),
        "page": page,
        "rows": [reading.idea_row(idea, bare=True) for idea in page],
        "panels": CHALLENGE_PANELS.for_object(request, found),
        "may_change": request.user.has_perm("needs.change_challenge", found),
    }
    return render(request, "needs/challenges/detail.html", context)


VIEW_RECORD = "innovations.view_innovation"


def _may(user, found) -> dict[str, bool]:
    """What a signed-in reader may do here beside what everybody may try."""
    if not user.is_authenticated:
        return {}
    return {
        "change": user.has_perm("needs.change_idea", found),
        "decide": user.has_perm("needs.merge_idea", found),
        "hide": user.has_perm("needs.hide_idea", found),
    }
