"""The desk of sponsors: challenges that are written, announced and concluded."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from simpul.needs import services
from simpul.needs.forms import ChallengeForm, NoteForm, OutcomeForm, SupportForm
from simpul.needs.models import Challenge
from simpul.needs.policies import bodies_of
from simpul.needs.queries import ideas as questions
from simpul.needs.queries import reading
from simpul.needs.queries.needs import need_at
from simpul.needs.views.doors import allowed_or_404, challenge_or_404, form_page
from simpul.needs.workflow import CHALLENGES
from simpul.organisations.queries import decisions
from simpul.organisations.views import attempt, desk_page, posted

PAGE_SIZE = 20
form_methods = require_http_methods(["GET", "HEAD", "POST"])
FIELDS = (
    "title", "question", "looks_for", "support", "audience", "opens_on", "closes_on", "decides_on",
)  # fmt: skip


@require_safe
@desk_page
def mine(request: HttpRequest) -> HttpResponse:
    """The challenges of the visitor's institutions."""
    found = questions.own_challenges(request.user).order_by("state", "-closes_on")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(reading.challenge_status(one), one) for one in page],
        "speaks": bodies_of(request.user).exists(),
    }
    return render(request, "needs/challenges/mine.html", context)


@form_methods
@desk_page
def write(request: HttpRequest) -> HttpResponse:
    """A new challenge, perhaps about a need."""
    if not bodies_of(request.user).exists():
        return render(request, "needs/needs/no_body.html")
    form = ChallengeForm(posted(request), user=request.user, initial=_about(request))
    if form.is_valid():
        fields = dict(form.cleaned_data)
        sponsor = fields.pop("sponsor")
        challenge = attempt(form, services.begin_challenge, sponsor, by=request.user, **fields)
        if challenge:
            messages.success(request, _("Kept. Nobody reads it before it is announced."))
            return redirect("needs:challenge_desk", slug=challenge.slug)
    return _page(request, form, _("Write a challenge"), [(_("Write a challenge"), "")])


@form_methods
@desk_page
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a challenge asks."""
    challenge = _own(request, slug)
    form = ChallengeForm(
        posted(request), user=request.user, challenge=challenge, initial=_said(challenge)
    )
    if form.is_valid():
        changed = attempt(
            form, services.change_challenge, challenge, by=request.user, **form.cleaned_data
        )
        if changed:
            messages.success(request, _("Your changes are kept."))
            return redirect("needs:challenge_desk", slug=challenge.slug)
    return _page(request, form, _("Change the challenge"), [(challenge.title, "")])


@require_safe
@desk_page
def challenge(request: HttpRequest, slug: str) -> HttpResponse:
    """What can be done about one's own challenge."""
    found = _own(request, slug)
    page = Paginator(questions.ideas_about(found), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "challenge": found,
        "decided": decisions(found),
        "status": reading.challenge_status(found),
        "facts": reading.challenge_facts(found),
        "steps": CHALLENGES.open_steps(found, request.user),
        "page": page,
        "rows": [reading.idea_row(idea, bare=True) for idea in page],
    }
    return render(request, "needs/challenges/desk.html", context)


@form_methods
@desk_page
def step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Announce, conclude or withdraw a challenge."""
    found = challenge_or_404(request, slug)
    known = {one.name: one for one in CHALLENGES.open_steps(found, request.user)}
    if step not in known:
        raise Http404
    form_class, verb, lead = _STEPS[step]
    form = form_class(posted(request))
    if form.is_valid() and attempt(form, verb, found, by=request.user, **form.cleaned_data):
        messages.success(request, _("Done: %(step)s.") % {"step": known[step].label})
        return redirect("needs:challenge_desk", slug=found.slug)
    return form_page(
        request, form, about=found, title=known[step].label, lead=lead, send=known[step].label
    )


_STEPS: dict[str, Any] = {
    "announce": (
        SupportForm,
        services.announce,
        gettext_lazy("From now on everybody reads it, and its question stays as it is."),
    ),
    "conclude": (
        OutcomeForm,
        services.conclude,
        gettext_lazy("Every idea needs a decision first. Whoever offered one is told."),
    ),
    "withdraw": (
        NoteForm,
        services.withdraw_challenge,
        gettext_lazy("It leaves the list. Whoever offered an idea is told why."),
    ),
}


def _own(request: HttpRequest, slug: str) -> Challenge:
    found = challenge_or_404(request, slug)
    allowed_or_404(request, "needs.change_challenge", found)
    return found


def _about(request: HttpRequest) -> dict[str, Any]:
    """What the need named in the address begins the form with."""
    need = need_at(request.GET.get("need", ""), request.user)
    if need is None or not request.user.has_perm("needs.change_need", need):
        return {}
    return {
        "sponsor": need.organisation.code,
        "need": need.public_id,
        "title": need.title,
        "question": need.problem,
        "region": need.region.code if need.region else "",
        "sector": need.sector.key if need.sector else "",
    }


def _said(challenge: Challenge) -> dict[str, Any]:
    said = {name: getattr(challenge, name) for name in FIELDS}
    return said | {
        "need": challenge.need.public_id if challenge.need else "",
        "region": challenge.region.code if challenge.region else "",
        "sector": challenge.sector.key if challenge.sector else "",
    }


def _page(request: HttpRequest, form, title: str, trail) -> HttpResponse:
    lists = (_("My desk: challenges"), reverse("needs:my_challenges"))
    return form_page(
        request, form, title=title, send=_("Keep"), back=lists[1], trail=[lists, *trail]
    )
