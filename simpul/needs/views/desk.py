"""The desk of those who speak for an institution: its needs, their steps, and whom they join."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from simpul.needs import services
from simpul.needs.forms import CloseForm, FollowForm, NoteForm
from simpul.needs.hooks import NEED_ACTS
from simpul.needs.models import Need, NeedFollower
from simpul.needs.policies import bodies_of
from simpul.needs.queries import reading
from simpul.needs.queries.hints import Said, hints_for
from simpul.needs.queries.ideas import ideas_about, own_needs
from simpul.needs.views.doors import allowed_or_404, form_page, need_or_404
from simpul.needs.workflow import NEEDS
from simpul.organisations.queries import decisions
from simpul.organisations.views import attempt, desk_page, posted

PAGE_SIZE = 20
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@desk_page
def mine(request: HttpRequest) -> HttpResponse:
    """The needs of the visitor's institutions, and those they have too."""
    own = own_needs(request.user)
    page = Paginator(own.needs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(reading.need_status(need), need) for need in page],
        "followed": Paginator(own.followed, PAGE_SIZE).get_page(request.GET.get("shared")),
        "speaks": bodies_of(request.user).exists(),
    }
    return render(request, "needs/needs/mine.html", context)


@require_safe
@desk_page
def need(request: HttpRequest, slug: str) -> HttpResponse:
    """What can be done about one's own need: hints, steps, ideas, those who have it too."""
    found = _own(request, slug)
    page = Paginator(ideas_about(found), PAGE_SIZE).get_page(request.GET.get("page"))
    acts = sorted((act for act in NEED_ACTS if act.on_desk), key=lambda act: act.order)
    context = {
        "need": found,
        "decided": decisions(found),
        "status": reading.need_status(found),
        "facts": reading.facts_of(found),
        "hints": hints_for(Said.of(found)) if found.is_running else [],
        "steps": [step for step in NEEDS.open_steps(found, request.user) if step.name != "close"],
        "may_close": found.is_running,
        "page": page,
        "ideas": [reading.idea_row(idea, bare=True) for idea in page],
        "acts": [(act, url) for act in acts if (url := act.url(request, found))],
    }
    return render(request, "needs/needs/desk.html", context)


@form_methods
@desk_page
def step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Say that an answer is tried, withdraw, or open again."""
    found = need_or_404(request, slug)
    known = {one.name: one for one in NEEDS.open_steps(found, request.user)}
    verbs = {
        "answer": services.answer,
        "withdraw": services.withdraw,
        "reopen": services.reopen,
    }
    if step not in verbs or step not in known:
        raise Http404
    form = NoteForm(posted(request))
    if form.is_valid():
        taken = attempt(form, verbs[step], found, by=request.user, note=form.cleaned_data["note"])
        if taken:
            messages.success(request, _("Done: %(step)s.") % {"step": known[step].label})
            return _after(request, found)
    return form_page(
        request,
        form,
        about=found,
        title=known[step].label,
        lead=_LEADS[step],
        send=known[step].label,
    )


@form_methods
@desk_page
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close a need with what solved it."""
    found = _own(request, slug)
    if not found.is_running:
        raise Http404
    form = CloseForm(posted(request), initial={"solved_by": request.GET.get("solved_by", "")[:300]})
    if form.is_valid():
        closed = attempt(form, services.close, found, by=request.user, **form.cleaned_data)
        if closed:
            messages.success(request, _("The need is closed. Those who have it too are told."))
            return redirect(found)
    return form_page(
        request,
        form,
        about=found,
        title=_("What solved it?"),
        lead=_("The next one with this problem begins where you ended."),
        send=_("Close as solved"),
    )


@form_methods
@desk_page
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that another institution has the same need, or has it no longer."""
    found = need_or_404(request, slug)
    allowed_or_404(request, "needs.ask_need", found)
    if not request.user.has_perm("needs.follow_need", found):
        return render(request, "needs/needs/no_body.html", {"need": found})
    form = FollowForm(posted(request), user=request.user, need=found)
    if form.is_valid():
        organisation = form.cleaned_data["organisation"]
        if "stop" in request.POST:
            services.unfollow(found, organisation, by=request.user)
            messages.success(request, _("Your institution does not follow this need any more."))
            return redirect(found)
        words = form.cleaned_data
        if attempt(form, services.follow, found, by=request.user, **words):
            messages.success(request, _("Noted. You are told what becomes of this need."))
            return redirect(found)
    theirs = bodies_of(request.user).values("pk")
    followed = NeedFollower.objects.filter(need=found, organisation__in=theirs).exists()
    return form_page(
        request,
        form,
        about=found,
        title=_("We have this need too"),
        lead=_("The institution that stated it is told, and you are told what becomes of it."),
        send=_("We have it too"),
        second=("stop", _("We have it no longer")) if followed else None,
    )


_LEADS = {
    "answer": gettext_lazy("Say what you try. Those who have the need too are told."),
    "withdraw": gettext_lazy("It leaves the list; you and your hub still read it. Say why."),
    "reopen": gettext_lazy("It looks for an answer again. Say why."),
}


def _own(request: HttpRequest, slug: str) -> Need:
    found = need_or_404(request, slug)
    allowed_or_404(request, "needs.change_need", found)
    return found


def _after(request: HttpRequest, need: Need) -> HttpResponse:
    if request.user.has_perm("needs.change_need", need):
        return redirect("needs:desk", slug=need.slug)
    return redirect("needs:list")
