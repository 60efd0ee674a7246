"""The desk of a plan: its list, its page, and what the hub does with it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from simpul.core import clock
from simpul.core.workflow import StepNotOpen
from simpul.documents.models import State as LetterState
from simpul.hubs.models import Hub
from simpul.hubs.policies import COORDINATOR
from simpul.hubs.queries.people import hubs_of
from simpul.organisations.policies import runs_the_network
from simpul.organisations.queries import decisions
from simpul.replication.forms.plans import (
    BodyForm,
    DetermineForm,
    MeetingForm,
    NoteForm,
    OpenForm,
    PlainForm,
)
from simpul.replication.models import Plan, PlanLine
from simpul.replication.policies.plans import plans_somewhere
from simpul.replication.queries.plans import page_of, plans_of_user
from simpul.replication.queries.plans.lists import PER_PAGE
from simpul.replication.services import plans as services
from simpul.replication.views.plans.doors import (
    FASTER,
    ask,
    desk_plan_or_404,
    form_page,
    members_page,
    tried,
)
from simpul.replication.workflow.plans import PLAN


def hubs_for(user):
    """The hubs whose plans ``user`` may open."""
    if runs_the_network(user):
        return Hub.objects.order_by("name")
    return hubs_of(user, COORDINATOR).order_by("name")


@members_page
def mine(request: HttpRequest) -> HttpResponse:
    """The plans somebody conducts or writes."""
    if not plans_somewhere(request.user):
        raise PermissionDenied
    page = Paginator(plans_of_user(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "may_open": hubs_for(request.user).exists(),
    }
    return render(request, "replication/plans/desk_list.html", context)


@members_page
def new(request: HttpRequest) -> HttpResponse:
    hubs = hubs_for(request.user)
    if not hubs.exists():
        raise PermissionDenied
    form = OpenForm(request.POST or None, hubs=hubs, initial={"year": clock.today().year + 1})
    plan = tried(form, lambda: services.open_plan(by=request.user, **form.cleaned_data))
    if plan:
        messages.success(request, _("The plan is open. Every regency and city is asked for lines."))
        return _to(plan)
    return form_page(
        request,
        form,
        title=_("Open a regional replication plan"),
        lead=_("Every regency and city that the hub serves gets its own part to write."),
        send=_("Open the plan"),
        back=reverse("replication:plans_desk"),
    )


@members_page
def plan(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """One plan at the desk: how far every regency is, what is open to do."""
    found = desk_plan_or_404(request, slug, year)
    page = page_of(found)
    context = {
        "plan": found,
        "page": page,
        "decided": decisions(found),
        "steps": PLAN.open_steps(found, request.user),
        "signed": found.commitment is not None and found.commitment.state == LetterState.IN_FORCE,
        "conducts": request.user.has_perm("replication.change_plan", found),
        "determines": bool(
            page.proposed and request.user.has_perm("replication.keep_planline", page.proposed[0])
        ),
    }
    return render(request, "replication/plans/desk.html", context)


# --- Steps -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Act:
    """One step of a plan as a page: its form and what is said before and after."""

    form: Callable[..., forms.Form]
    do: Callable[..., Any]
    lead: str | Promise
    said: str | Promise


def _with(verb: Callable[..., Any]) -> Callable[..., Any]:
    return lambda plan, form, by: verb(plan, by=by, **form.cleaned_data)


def _determine(plan: Plan, form: Any, by) -> Plan:
    words = {"course": form.cleaned_data["course"]}
    return services.determine(plan, by=by, words=words, signers=form.signers)


ACTS = {
    "call_meeting": Act(
        MeetingForm,
        _with(services.call_meeting),
        gettext_lazy("Drafting ends. What stands now is determined at the meeting, line by line."),
        gettext_lazy("The meeting is called. Decide each line there."),
    ),
    "draft_again": Act(
        NoteForm,
        _with(services.draft_again),
        gettext_lazy("Regencies and cities may write again. Letters of the plan are taken back."),
        gettext_lazy("Back to drafting. Everybody may write again."),
    ),
    "determine": Act(
        DetermineForm,
        _determine,
        gettext_lazy("Minutes and commitment are drafted as letters of the hub, to be signed."),
        gettext_lazy("Determined. Number both letters next, then let everybody sign."),
    ),
    "commit": Act(
        PlainForm,
        _with(services.commit),
        gettext_lazy("The plan becomes public, and its lines can become cases."),
        gettext_lazy("Committed. The plan is public; regencies can open cases by one click."),
    ),
    "close": Act(
        NoteForm,
        _with(services.close),
        gettext_lazy("No further line becomes a case; what runs goes on."),
        gettext_lazy("The plan is closed. What its lines became stays readable."),
    ),
    "withdraw": Act(
        NoteForm,
        _with(services.withdraw),
        gettext_lazy("The plan is given up. A new one for the same year can be opened."),
        gettext_lazy("The plan is withdrawn."),
    ),
}


@members_page
def step(request: HttpRequest, slug: str, year: int, step: str) -> HttpResponse:
    found = desk_plan_or_404(request, slug, year)
    act, known = ACTS.get(step), PLAN.steps.get(step)
    if act is None or known is None:
        raise Http404
    ask(request, f"{step}_plan", found)
    if found.state not in known.sources:
        messages.info(request, str(FASTER))
        return _to(found)
    make = partial(act.form, plan=found) if step == "determine" else act.form
    form = make(request.POST if request.method == "POST" else None)
    if tried(form, lambda: act.do(found, form, request.user)):
        messages.success(request, str(act.said))
        gone = step == "withdraw"
        return redirect("replication:plans_desk") if gone else _to(found)
    return form_page(
        request,
        form,
        found,
        title=str(known.label),
        lead=str(act.lead),
        send=str(known.label),
        danger=step == "withdraw",
    )


@members_page
def add_body(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    found = desk_plan_or_404(request, slug, year)
    ask(request, "change_plan", found)
    form = BodyForm(request.POST or None)
    if tried(form, lambda: services.add_body(found, by=request.user, **form.cleaned_data)):
        messages.success(request, _("They are asked for their part, too."))
        return _to(found)
    return form_page(request, form, found, title=_("Let one more take part"), send=_("Add"))


@require_POST
@members_page
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Determine or drop a line at the meeting; dropping needs its reason."""
    rows = PlanLine.objects.select_related("part__plan__hub", "part__organisation")
    line = get_object_or_404(rows, pk=pk)
    found = desk_plan_or_404(request, line.part.plan.hub.slug, line.part.plan.year)
    keep = "keep" in request.POST
    note = request.POST.get("note", "")[:300]
    try:
        services.decide(line, keep=keep, by=request.user, note=note)
    except ValidationError as refused:
        messages.error(request, f"{line}: {' '.join(refused.messages)}")
    except StepNotOpen:
        messages.error(request, str(FASTER))
    else:
        said = _("Determined: %(line)s") if keep else _("Dropped: %(line)s")
        messages.success(request, said % {"line": line})
    return redirect(f"{_address(found)}#line-{line.pk}")


def _address(plan: Plan) -> str:
    return reverse("replication:plan_desk", args=[plan.hub.slug, plan.year])


def _to(plan: Plan) -> HttpResponse:
    return redirect(_address(plan))
