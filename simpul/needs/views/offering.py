"""Offering an idea, changing it, supporting one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from simpul.needs import services
from simpul.needs.forms import IdeaForm, IdeaWordsForm, SupportForm
from simpul.needs.models import Challenge, Need
from simpul.needs.queries import ideas as questions
from simpul.needs.queries import lists, reading
from simpul.needs.views.doors import (
    allowed_or_404,
    challenge_or_404,
    form_page,
    idea_or_404,
    need_or_404,
    trail_of,
)
from simpul.organisations.views import attempt, desk_page, posted

PAGE_SIZE = 20
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@desk_page
def mine(request: HttpRequest) -> HttpResponse:
    """What the visitor offered, and what became of it."""
    found = questions.own_ideas(request.user)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [reading.idea_row(idea) for idea in page],
        "waits": questions.decides_somewhere(request.user),
    }
    return render(request, "needs/ideas/mine.html", context)


@form_methods
@desk_page
def offer(request: HttpRequest) -> HttpResponse:
    """Offer an idea to a need, to a challenge, or to anybody."""
    need, challenge = _target(request)
    target = need or challenge
    if challenge is not None and not challenge.is_welcoming:
        raise Http404
    if need is not None:
        allowed_or_404(request, "needs.offer_idea_need", need)
    form = IdeaForm(posted(request), user=request.user, target=target)
    alike = []
    if form.is_valid():
        words = f"{form.cleaned_data['title']} {form.cleaned_data['body']}"
        if "anyway" not in request.POST:
            alike = questions.alike_words(words, request.user, need=need, challenge=challenge)
        if not alike:
            idea = attempt(
                form,
                services.offer,
                by=request.user,
                need=need,
                challenge=challenge,
                **form.cleaned_data,
            )
            if idea:
                messages.success(
                    request, _("Thank you. You are told when it is decided about your idea.")
                )
                return redirect(idea)
    context = {
        "form": form,
        "target": target,
        "alike": alike,
        "trail": trail_of(target, (_("Offer an idea"), "")) if target else _free_trail(),
        "back": target.get_absolute_url() if target else None,
    }
    return render(request, "needs/ideas/offer.html", context)


@form_methods
@desk_page
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the words of one's own idea, or take it back."""
    idea = idea_or_404(request, slug)
    allowed_or_404(request, "needs.change_idea", idea)
    if request.method == "POST" and "take_back" in request.POST:
        services.take_back(idea, by=request.user)
        messages.success(request, _("Your idea is taken back. Nobody else reads it any more."))
        return redirect("needs:my_ideas")
    initial = {"title": idea.title, "body": idea.body}
    form = IdeaWordsForm(posted(request), initial=initial)
    if form.is_valid() and attempt(
        form, services.change_idea, idea, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("Your idea is changed."))
        return redirect(idea)
    return form_page(
        request,
        form,
        about=idea,
        title=_("Change your idea"),
        send=_("Keep the change"),
        second=("take_back", _("Take it back")),
    )


@form_methods
@desk_page
def support(request: HttpRequest, slug: str) -> HttpResponse:
    """Support an idea, or not any more."""
    idea = idea_or_404(request, slug)
    kept = idea.canonical or idea
    if not lists.supports(request.user, idea):
        allowed_or_404(request, "needs.support_idea", idea)
    form = SupportForm(posted(request))
    if form.is_valid():
        if "stop" in request.POST:
            services.unsupport(idea, by=request.user)
            messages.success(request, _("You do not support this idea any more."))
            return redirect(kept)
        if attempt(form, services.support, kept, by=request.user):
            messages.success(request, _("Your support counts. You are told what is decided."))
            return redirect(kept)
    supporting = lists.supports(request.user, idea)
    return form_page(
        request,
        form,
        about=kept,
        title=_("You support this idea") if supporting else _("Support this idea"),
        lead=_("Everybody counts once, whatever ideas are joined later. No names are shown."),
        send="" if supporting else _("Support it"),
        second=("stop", _("Support it no longer")) if supporting else None,
    )


def _target(request: HttpRequest) -> tuple[Need | None, Challenge | None]:
    """What the idea answers, as the address says."""
    if slug := request.GET.get("need"):
        return need_or_404(request, slug), None
    if slug := request.GET.get("challenge"):
        return None, challenge_or_404(request, slug)
    return None, None


def _free_trail():
    return [(_("Ideas"), reverse("needs:ideas")), (_("Offer an idea"), "")]
