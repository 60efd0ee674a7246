"""Proposals on the desk of stewards: drafted, simulated, voted, reversed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from simpul.core.workflow import StepNotOpen
from simpul.innovations.views.quality import table_file
from simpul.organisations.queries import decisions
from simpul.sources.forms.joint import (
    CHANGE_FORMS,
    NewProposalForm,
    NoteForm,
    ProposalForm,
    VoteForm,
)
from simpul.sources.models import Proposal
from simpul.sources.queries.joint.pages import beside_lines, change_lines, proposals_for
from simpul.sources.queries.joint.parties import (
    ballots,
    joint_agreement,
    parties_of,
    voices_of,
)
from simpul.sources.queries.joint.sweeps import (
    application_of,
    effects_of,
    is_stale,
    lines,
    simulation_of,
)
from simpul.sources.services import joint
from simpul.sources.workflow import PROPOSALS, ProposalState

PAGE = 25
FIRST = 10
CHUNK = 500

NOT_NOW = gettext_lazy("Somebody was faster, or it is too late. This is how it stands now.")


@never_cache
@login_required
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """Every proposal one may see, and the way to a new one."""
    agreement = joint_agreement()
    page = Paginator(proposals_for(request.user), PAGE).get_page(request.GET.get("page"))
    may_add = request.user.has_perm("sources.add_proposal", agreement)
    if not may_add and not page.paginator.count and not _watches(request):
        raise PermissionDenied
    context = {
        "page": page,
        "agreement": agreement,
        "parties": parties_of(agreement),
        "may_add": may_add,
    }
    return render(request, "sources/joint/proposals.html", context)


def _watches(request: HttpRequest) -> bool:
    return request.user.has_perm("sources.watch_joint")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_new(request: HttpRequest) -> HttpResponse:
    """Begin a proposal; its changes are added on its own page."""
    agreement = joint_agreement()
    if agreement is None or not request.user.has_perm("sources.add_proposal", agreement):
        raise PermissionDenied
    form = NewProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(joint.draft(agreement, by=request.user, **form.cleaned_data))
        except ValidationError as refused:
            form.add_error(None, refused)
    return render(request, "sources/joint/new.html", {"form": form, "agreement": agreement})


@never_cache
@login_required
@require_safe
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal with its changes, its effect, its votes and what may be done now."""
    found = proposal_or_404(request, pk)
    return render(request, "sources/joint/proposal.html", _shown(request, found))


def proposal_or_404(request: HttpRequest, pk: int) -> Proposal:
    found = get_object_or_404(Proposal.objects.select_related("agreement", "by", "reverses"), pk=pk)
    if not request.user.has_perm("sources.view_proposal", found):
        raise Http404
    return found


def _shown(request: HttpRequest, found: Proposal, **forms: Any) -> dict[str, Any]:
    told = simulation_of(found)
    drafts = found.state == ProposalState.DRAFTED
    may_change = drafts and request.user.has_perm("sources.change_proposal", found)
    voices = voices_of(request.user, found.agreement) if _is_voting(found) else []
    votes = ballots(found)
    said = {ballot.party.pk for ballot in votes if ballot.vote}
    return {
        "proposal": found,
        "decided": decisions(found),
        "changes": change_lines(found),
        "ballots": votes,
        "told": told,
        "stale": told is not None and told.finished_at is not None and is_stale(told),
        "beside": beside_lines(told) if told else [],
        "first": list(lines(effects_of(told)[:FIRST])) if told else [],
        "applied": application_of(found),
        "steps": [step.name for step in PROPOSALS.open_steps(found, request.user)],
        "may_change": may_change,
        "may_simulate": request.user.has_perm("sources.simulate_proposal", found)
        and found.state in {ProposalState.DRAFTED, ProposalState.PROPOSED, ProposalState.VOTING},
        "voices": [party for party in voices if party.pk not in said],
        "may_counter": found.state == ProposalState.IN_FORCE
        and request.user.has_perm("sources.add_proposal", found.agreement),
        "vote_form": VoteForm(),
        "note_form": NoteForm(),
        "about_form": _about_form(found) if may_change else None,
        "change_form": CHANGE_FORMS[found.kind]() if may_change else None,
        **forms,
    }


def _is_voting(found: Proposal) -> bool:
    return found.state == ProposalState.VOTING


def _about_form(found: Proposal) -> ProposalForm:
    names = ("title", "reason", "effective_on")
    return ProposalForm(initial={name: getattr(found, name) for name in names})


# --- Acting ------------------------------------------------------------------------------------


@login_required
@require_POST
def proposal_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Do one thing with a proposal, and come back to it."""
    found = proposal_or_404(request, pk)
    if act not in ACTS:
        raise Http404
    try:
        return ACTS[act](request, found) or redirect(found)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    except StepNotOpen:
        messages.error(request, NOT_NOW)
    return redirect(found)


def _revise(request: HttpRequest, found: Proposal) -> HttpResponse | None:
    form = ProposalForm(request.POST)
    if not form.is_valid():
        context = _shown(request, found, about_form=form)
        return render(request, "sources/joint/proposal.html", context, status=422)
    joint.revise(found, by=request.user, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return None


def _add(request: HttpRequest, found: Proposal) -> HttpResponse | None:
    form = CHANGE_FORMS[found.kind](request.POST)
    if form.is_valid():
        try:
            joint.add_change(found, form.change, by=request.user)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Added. What it does is computed anew when you ask."))
            return None
    if not request.user.has_perm("sources.change_proposal", found):
        raise PermissionDenied
    context = _shown(request, found, change_form=form)
    return render(request, "sources/joint/proposal.html", context, status=422)


def _drop(request: HttpRequest, found: Proposal) -> None:
    joint.drop_change(found, request.POST.get("about", ""), by=request.user)
    messages.success(request, _("Taken out."))


def _simulate(request: HttpRequest, found: Proposal) -> None:
    told = joint.simulate(found, by=request.user)
    if told.finished_at is None:
        messages.success(request, _("The effect is being computed. Come back in a while."))


def _propose(request: HttpRequest, found: Proposal) -> None:
    joint.propose(found, by=request.user)
    messages.success(request, _("Proposed. The stewards of all parties see it now."))


def _redraft(request: HttpRequest, found: Proposal) -> None:
    joint.redraft(found, by=request.user)
    messages.success(request, _("You can change it again. Only you see it."))


def _open_vote(request: HttpRequest, found: Proposal) -> None:
    joint.open_vote(found, by=request.user)
    messages.success(request, _("The vote is open. It stands on the desk of every steward."))


def _vote(request: HttpRequest, found: Proposal) -> HttpResponse | None:
    form = VoteForm(request.POST)
    if form.is_valid():
        try:
            joint.vote(found, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Your institution has voted."))
            return None
    context = _shown(request, found, vote_form=form)
    return render(request, "sources/joint/proposal.html", context, status=422)


def _withdraw(request: HttpRequest, found: Proposal) -> None:
    joint.withdraw(found, by=request.user, note=request.POST.get("note", ""))
    messages.success(request, _("Withdrawn."))


def _counter(request: HttpRequest, found: Proposal) -> HttpResponse:
    made = joint.counter(found, by=request.user)
    messages.success(request, _("Drafted. It brings back what stood before; add why."))
    return redirect(made)


ACTS: dict[str, Callable[[HttpRequest, Proposal], HttpResponse | None]] = {
    "revise": _revise,
    "add": _add,
    "drop": _drop,
    "simulate": _simulate,
    "propose": _propose,
    "redraft": _redraft,
    "open_vote": _open_vote,
    "vote": _vote,
    "withdraw": _withdraw,
    "counter": _counter,
}


# --- The effect --------------------------------------------------------------------------------


@never_cache
@login_required
@require_safe
def effects(request: HttpRequest, pk: int) -> HttpResponse:
    """Every value that would change, page by page."""
    found = proposal_or_404(request, pk)
    told = simulation_of(found)
    if told is None:
        raise Http404
    page = Paginator(effects_of(told), PAGE).get_page(request.GET.get("page"))
    context = {
        "proposal": found,
        "told": told,
        "stale": is_stale(told),
        "page": page,
        "lines": list(lines(page)),
    }
    return render(request, "sources/joint/effects.html", context)


@login_required
@require_safe
def effects_file(request: HttpRequest, pk: int, form: str) -> HttpResponse | StreamingHttpResponse:
    """The same list as a file, row for row."""
    found = proposal_or_404(request, pk)
    told = simulation_of(found)
    if told is None:
        raise Http404
    heads = [_("Permanent number"), _("Innovation"), _("Field"), _("Language"), _("Now"), _("Then")]
    return table_file(form, f"effect-{found.pk}", heads, _cells(told))


def _cells(told):
    rows, after = effects_of(told), 0
    while page := list(rows.filter(pk__gt=after)[:CHUNK]):
        for line in lines(page):
            record = line.innovation
            yield [record.public_id, record.title, line.label, line.language, line.old, line.new]
        after = page[-1].pk
