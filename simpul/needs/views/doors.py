"""What every page here does: find the thing, try the act, say what stood in the way."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from simpul.needs.models import Challenge, Idea, Need
from simpul.needs.queries.ideas import challenge_at, idea_at
from simpul.needs.queries.needs import need_at

Trail = Sequence[tuple[Any, str]]


def need_or_404(request: HttpRequest, slug: str) -> Need:
    found = need_at(slug, request.user)
    if found is None:
        raise Http404
    return found


def idea_or_404(request: HttpRequest, slug: str) -> Idea:
    found = idea_at(slug, request.user)
    if found is None:
        raise Http404
    return found


def challenge_or_404(request: HttpRequest, slug: str) -> Challenge:
    found = challenge_at(slug, request.user)
    if found is None:
        raise Http404
    return found


def allowed_or_404(request: HttpRequest, permission: str, thing) -> None:
    """A page of an act that the visitor may not do is not found."""
    if not request.user.has_perm(permission, thing):
        raise Http404


def readable_need(request: HttpRequest, idea: Idea) -> Need | None:
    """The need an idea answers, if the visitor may still read it."""
    need = idea.need
    return need if need is not None and request.user.has_perm("needs.view_need", need) else None


def trail_of(thing: Need | Idea | Challenge, *then: tuple[Any, str]) -> Trail:
    """The way from the list to a thing and on."""
    lists = {
        Need: (_("Needs"), reverse("needs:list")),
        Idea: (_("Ideas"), reverse("needs:ideas")),
        Challenge: (_("Challenges"), reverse("needs:challenges")),
    }
    return [lists[type(thing)], (thing.title, thing.get_absolute_url()), *then]


def form_page(request: HttpRequest, form: forms.BaseForm, **context: Any) -> HttpResponse:
    """A page with one form; ``title``, ``lead``, ``send``, ``about`` or ``back``."""
    about = context.get("about")
    if about is not None:
        context.setdefault("back", about.get_absolute_url())
        context.setdefault("trail", trail_of(about, (context["title"], "")))
    return render(request, "needs/form.html", {"form": form, **context})
