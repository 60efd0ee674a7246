"""What a sponsor does about ideas: the queue, the decision, equal ones, and what grows from one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from simpul.needs import services
from simpul.needs.forms import (
    DecisionForm,
    HubSponsorForm,
    MergeForm,
    NoteForm,
    PromoteForm,
    SponsorForm,
    SupportForm,
)
from simpul.needs.queries import ideas as questions
from simpul.needs.queries import lists, reading
from simpul.needs.views.doors import (
    allowed_or_404,
    form_page,
    idea_or_404,
    readable_need,
    trail_of,
)
from simpul.needs.workflow import IDEAS
from simpul.organisations.queries import decisions
from simpul.organisations.views import attempt, desk_page, posted

PAGE_SIZE = 20
form_methods = require_http_methods(["GET", "HEAD", "POST"])
DECISIONS = {"take_up", "park", "decline"}


@require_safe
@desk_page
def queue(request: HttpRequest) -> HttpResponse:
    """The ideas that wait for a decision of the visitor's, the oldest first."""
    if not questions.decides_somewhere(request.user):
        raise Http404
    show = request.GET.get("show", "")
    found = questions.waiting_ideas(request.user, show=show)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(reading.idea_status(idea), idea, reading.author_of(idea)) for idea in page]
    context = {"page": page, "rows": rows, "show": show}
    return render(request, "needs/ideas/queue.html", context)


@form_methods
@desk_page
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Decide about an idea; what else can be done about it stands beside."""
    idea = idea_or_404(request, slug)
    allowed_or_404(request, "needs.sponsor_idea", idea)
    steps = {step.name for step in IDEAS.open_steps(idea, request.user)}
    form = DecisionForm(posted(request)) if steps & DECISIONS and idea.is_kept else None
    if (
        form is not None
        and form.is_valid()
        and attempt(form, services.decide, idea, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Decided. Its author and its supporters are told."))
        return redirect(idea)
    context = {
        "idea": idea,
        "decided": decisions(idea),
        "need": readable_need(request, idea),
        "form": form,
        "status": reading.idea_status(idea),
        "facts": reading.idea_facts(idea),
        "supporters": lists.supporters_of(idea),
        "decisions": idea.decisions.all(),
        "alike": questions.alike(idea, request.user) if idea.is_kept else [],
        "merged": questions.merged_into(idea),
        "may": {
            "sponsor": idea.target is None and idea.is_shown,
            "merge": request.user.has_perm("needs.merge_idea", idea),
            "promote": "promote" in steps,
            "hide": "hide" in steps,
        },
        "trail": [
            (_("Ideas that wait"), reverse("needs:queue")),
            (idea.title, ""),
        ],
    }
    return render(request, "needs/ideas/decide.html", context)


@form_methods
@desk_page
def sponsor(request: HttpRequest, slug: str) -> HttpResponse:
    """Say which body decides about a free idea."""
    idea = idea_or_404(request, slug)
    allowed_or_404(request, "needs.sponsor_idea", idea)
    if idea.target is not None:
        raise Http404
    form: Any
    if request.user.has_perm("needs.merge_idea", idea) and not idea.sponsor_id:
        form = HubSponsorForm(posted(request))
    else:
        form = SponsorForm(posted(request), user=request.user)
    if form.is_valid():
        body = form.cleaned_data["organisation"]
        if attempt(form, services.sponsor, idea, body, by=request.user):
            messages.success(request, _("The idea waits on the desk of its sponsor."))
            return redirect(idea)
    return form_page(
        request,
        form,
        about=idea,
        title=_("Sponsor this idea"),
        lead=_("The sponsor decides about it, and answers with a reason."),
        send=_("Make it the sponsor"),
    )


@form_methods
@desk_page
def merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Join an equal idea with this one."""
    idea = idea_or_404(request, slug)
    allowed_or_404(request, "needs.merge_idea", idea)
    alike = questions.alike(idea, request.user)
    form = MergeForm(posted(request), ideas=alike)
    if form.is_valid():
        other, note = form.cleaned_data["other"], form.cleaned_data["note"]
        if attempt(form, services.merge_ideas, idea, absorbed=other, by=request.user, note=note):
            messages.success(request, _("Joined. Everybody who supports one of them counts once."))
            return redirect("needs:decide", slug=idea.slug)
    if not alike:
        messages.info(request, _("No idea to the same question says nearly the same."))
        return redirect("needs:decide", slug=idea.slug)
    return form_page(
        request,
        form,
        about=idea,
        title=_("Join an equal idea"),
        lead=_("Nothing is lost: this can be taken back, and each idea keeps what was said."),
        send=_("Join them"),
    )


@require_POST
@desk_page
def unmerge(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a joined idea stand for itself again."""
    idea = idea_or_404(request, slug)
    allowed_or_404(request, "needs.merge_idea", idea)
    if idea.is_kept:
        raise Http404
    kept = idea.canonical
    form = SupportForm(request.POST)
    if attempt(form, services.unmerge_idea, idea, by=request.user):
        messages.success(request, _("Both ideas stand for themselves again."))
    else:
        messages.error(request, " ".join(map(str, form.non_field_errors())))
    return redirect("needs:decide", slug=kept.slug if kept else idea.slug)


@form_methods
@desk_page
def promote(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin an innovation from an idea that was taken up."""
    idea = idea_or_404(request, slug)
    steps = {step.name for step in IDEAS.open_steps(idea, request.user)}
    if "promote" not in steps or idea.sponsor is None:
        raise Http404
    form = PromoteForm(posted(request), user=request.user, sponsor=idea.sponsor)
    if form.is_valid():
        body = form.cleaned_data["organisation"]
        draft = attempt(form, services.promote, idea, by=request.user, organisation=body)
        if draft:
            messages.success(
                request, _("The draft is begun with what the idea says. The talk stays with it.")
            )
            return redirect(draft)
    return form_page(
        request,
        form,
        about=idea,
        title=_("Begin an innovation from it"),
        lead=_("A draft begins at the stage “idea”; it is public once your hub has verified it."),
        send=_("Begin the draft"),
    )


@form_methods
@desk_page
def hide(request: HttpRequest, slug: str) -> HttpResponse:
    """Hide an idea from readers, or show it again."""
    idea = idea_or_404(request, slug)
    steps = {step.name for step in IDEAS.open_steps(idea, request.user)}
    if not steps & {"hide", "show"}:
        raise Http404
    again = "show" in steps
    form = NoteForm(posted(request))
    if form.is_valid():
        verb = services.show if again else services.hide
        if attempt(form, verb, idea, by=request.user, note=form.cleaned_data["note"]):
            said = _("The idea is shown again.") if again else _("The idea is hidden.")
            messages.success(request, said)
            return redirect(idea)
    title = _("Show the idea again") if again else _("Hide the idea")
    return form_page(
        request,
        form,
        about=idea,
        title=title,
        lead=_("Its author is told why.") if not again else "",
        send=title,
        trail=trail_of(idea, (title, "")),
    )
