"""Handovers: who left, who goes on, and the kit of what was in hand."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from simpul.organisations.queries import decisions, offices
from simpul.organisations.views import attempt, desk_page, posted
from simpul.replication.forms.continuity import EmptyForm, SuccessorForm, WhyForm
from simpul.replication.models.continuity import Handover
from simpul.replication.queries.continuity.handovers import handovers_for
from simpul.replication.queries.continuity.kit import kit_of
from simpul.replication.services.continuity import handing
from simpul.replication.workflow.continuity import HANDOVER, HandoverState

PAGE = 25


@desk_page
@require_safe
def handovers(request: HttpRequest) -> HttpResponse:
    """Every handover that concerns somebody, those that wait first."""
    state = request.GET.get("state", "")
    rows = handovers_for(request.user)
    if state in HandoverState.values:
        rows = rows.filter(state=state)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "states": HandoverState.choices, "state": state}
    return render(request, "replication/continuity/handovers.html", context)


def _handover_or_404(request: HttpRequest, pk: int) -> Handover:
    return get_object_or_404(handovers_for(request.user), pk=pk)


@desk_page
@require_safe
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    """One handover with its kit, and what may be done."""
    found = _handover_or_404(request, pk)
    kit = kit_of(found)
    known = offices()
    context = {
        "found": found,
        "decided": decisions(found),
        "kit": kit,
        "parts": kit.parts(),
        "office": known[found.office].label if found.office in known else found.office,
        "steps": [step for step in HANDOVER.open_steps(found, request.user) if step.name in ACTS],
        "may_issue": request.user.has_perm("replication.issue_handover", found),
        "sees_letter": found.letter is not None
        and request.user.has_perm("documents.view_document", found.letter),
    }
    return render(request, "replication/continuity/handover.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Name a successor, accept, refuse, ask somebody else, close; or issue the kit."""
    found = _handover_or_404(request, pk)
    if act not in ACTS:
        raise Http404
    label = _label(request, found, act)
    form_class, verb, told = ACTS[act]
    form = form_class(posted(request))
    typed = form.cleaned_data if form.is_valid() else None
    if typed is not None and _do(form, verb, found, typed, request.user):
        messages.success(request, told())
        return redirect(found)
    context = {"form": form, "heading": label, "found": found}
    status = 422 if form.errors else 200
    return render(request, "replication/continuity/act.html", context, status=status)


def _label(request: HttpRequest, found: Handover, act: str) -> Any:
    """How the act is called; raises where it is not open to them now."""
    if act == "issue":
        if not request.user.has_perm("replication.issue_handover", found):
            raise PermissionDenied
        return _("Issue the kit as a letter")
    steps = {step.name: step for step in HANDOVER.open_steps(found, request.user)}
    if act not in steps:
        raise PermissionDenied
    return steps[act].label


def _do(form, verb: Callable[..., Any], found: Handover, typed: dict[str, Any], user) -> Any:
    if "successor" in typed:
        return attempt(form, verb, found, typed["successor"], by=user)
    words = {"note": typed["why"]} if "why" in typed else {}
    return attempt(form, verb, found, by=user, **words)


ACTS: dict[str, tuple[Any, Callable[..., Handover], Callable[[], str]]] = {
    "name": (SuccessorForm, handing.name, lambda: _("Asked. They accept or refuse.")),
    "accept": (EmptyForm, handing.accept, lambda: _("Taken over. The duties are on your desk.")),
    "refuse": (WhyForm, handing.refuse, lambda: _("Refused. Somebody else will be named.")),
    "take_back": (EmptyForm, handing.take_back, lambda: _("Taken back. Name somebody else.")),
    "close": (WhyForm, handing.close, lambda: _("Closed. The duties stay where they are.")),
    "issue": (EmptyForm, handing.issue_kit, lambda: _("Issued. Its files are ready in a moment.")),
}
