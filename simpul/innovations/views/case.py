"""One submission on the desk of a hub: reading it, checking it, deciding about it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from simpul.core.workflow import StepNotOpen
from simpul.innovations.forms.verification import findings
from simpul.innovations.models import Draft
from simpul.innovations.policies import on_desks_of
from simpul.innovations.queries import chain
from simpul.innovations.queries.audience import acting_for_draft, authors_of
from simpul.innovations.queries.case import Case, case_of
from simpul.innovations.queries.case_page import case_page
from simpul.innovations.services import verifying
from simpul.innovations.workflow import VERIFICATION

PARTS = ("innovation__owner", "innovation__hub", "organisation", "hub", "verifier", "author")
TAKEN = gettext_lazy("%(name)s has taken it up just before you.")
MOVED = gettext_lazy("Somebody else was first. This is how it stands now.")

STEPS: dict[str, Callable[..., Any]] = {
    "release": verifying.release,
    "return": verifying.return_draft,
    "pass_on": verifying.pass_on,
    "verify": verifying.verify_draft,
    "refuse": verifying.refuse,
}
DONE = {
    "release": gettext_lazy("Let go. Somebody else of the office can take it up."),
    "return": gettext_lazy("Returned to its authors. The clock stands until they submit it again."),
    "pass_on": gettext_lazy("Passed on to the next office."),
    "verify": gettext_lazy("Verified and published. Readers see it now."),
    "refuse": gettext_lazy("Refused. The authors read your reason."),
    "step_back": gettext_lazy("You stepped back. Your reason is kept with the case."),
}
STEP_BACK = gettext_lazy("Declare a conflict of interest")


@never_cache
@login_required
@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one submission, one tab at a time."""
    return _page(request, _draft_or_404(request, pk))


@login_required
@require_POST
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin to check it; whoever comes second is told who has it."""
    draft = _draft_or_404(request, pk)
    try:
        verifying.take_up(draft, by=request.user)
    except StepNotOpen:
        now = Draft.objects.select_related("verifier").get(pk=pk)
        messages.warning(request, TAKEN % {"name": now.verifier} if now.verifier else MOVED)
    else:
        messages.success(request, _("It is with you now. The authors have been told."))
    return redirect("innovations:case", pk)


@login_required
@require_http_methods(["POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was found; what lacks its note is shown again with what was typed."""
    draft = _draft_or_404(request, pk)
    whole, lacking = findings(request.POST, case_of(draft).all_items)
    try:
        verifying.check(draft, whole, by=request.user)
        if lacking:
            return _page(request, draft, typed=lacking)
        _act(request, draft)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(f"{reverse('innovations:case', args=[pk])}?{_same_tab(request.POST)}")


@login_required
@require_POST
def talk(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to the authors about the whole."""
    draft = _draft_or_404(request, pk)
    try:
        verifying.talk(draft, by=request.user, body=request.POST.get("body", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(f"{reverse('innovations:case', args=[pk])}?show=talk")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Read once more what a decision does, then take it."""
    draft = _draft_or_404(request, pk)
    if step not in DONE:
        raise Http404
    if request.method != "POST":
        return _summary(request, draft, step)
    note = request.POST.get("note", "")
    try:
        _take(request, draft, step, note)
    except ValidationError as error:
        return _summary(request, draft, step, note=note, wrong=error.messages)
    except StepNotOpen:
        messages.warning(request, MOVED)
        return redirect("innovations:case", pk)
    messages.success(request, DONE[step])
    return redirect("innovations:verification")


def _take(request: HttpRequest, draft: Draft, step: str, note: str) -> None:
    if step == "step_back":
        verifying.step_back(draft, by=request.user, reason=note)
    else:
        STEPS[step](draft, by=request.user, note=note)


def _act(request: HttpRequest, draft: Draft) -> None:
    """What the pressed button asks for beside keeping."""
    act = request.POST.get("act", "")
    if act == "ask":
        sent = verifying.ask(draft, by=request.user)
        messages.success(request, _("Sent: %(n)d. The clock stands.") % {"n": len(sent)})
    elif act == "rest":
        rest = verifying.accept_rest(draft, by=request.user)
        messages.success(request, _("Kept. %(n)d more answers fit.") % {"n": len(rest)})
    else:
        messages.success(request, _("Kept."))


def _page(
    request: HttpRequest, draft: Draft, *, typed: Mapping[str, Mapping[str, str]] | None = None
) -> HttpResponse:
    found = case_of(draft)
    tab = request.POST.get("show") or request.GET.get("show", "")
    context = {
        "page": case_page(found, tab=tab, user=request.user, typed=typed),
        "case": found,
        "draft": draft,
        "lacking": typed or {},
        **_allowed(request, found),
    }
    status = 422 if typed else 200
    return render(request, "innovations/verification/case.html", context, status=status)


def _allowed(request: HttpRequest, found: Case) -> dict[str, Any]:
    """What the reader may do now, and why not yet."""
    draft, user = found.draft, request.user
    open_steps = {each.name for each in VERIFICATION.open_steps(draft, user)}
    further = chain.next_desk(draft) if {"verify", "pass_on"} & open_steps else None
    open_steps.discard("verify" if further else "pass_on")
    return {
        "open_steps": open_steps,
        "further": further,
        "may_check": user.has_perm("innovations.check_draft", draft),
        "may_step_back": user.has_perm("innovations.recuse_draft", draft),
    }


def _summary(
    request: HttpRequest, draft: Draft, step: str, *, note: str = "", wrong: Any = ()
) -> HttpResponse:
    permission = "recuse" if step == "step_back" else step
    if not request.user.has_perm(f"innovations.{permission}_draft", draft):
        raise PermissionDenied
    found = case_of(draft)
    asked = VERIFICATION.steps.get(step)
    context = {
        "draft": draft,
        "case": found,
        "step": step,
        "label": asked.label if asked else STEP_BACK,
        "needs_note": asked.needs_note if asked else True,
        "further": chain.next_desk(draft) if step == "pass_on" else None,
        "authors": authors_of(draft),
        "acting": acting_for_draft(request.user, draft),
        "blocked": step in {"verify", "pass_on"} and not found.is_ready,
        "note": note,
        "wrong": wrong,
    }
    status = 422 if wrong else 200
    return render(request, "innovations/verification/step.html", context, status=status)


def _draft_or_404(request: HttpRequest, pk: int) -> Draft:
    """A case the reader checks or checked, or leads those who do."""
    checked = Q(verifier=request.user) | on_desks_of(request.user)
    draft = (
        Draft.objects.filter(checked, pk=pk, submitted_at__isnull=False)
        .select_related(*PARTS)
        .first()
    )
    if draft is None or not request.user.has_perm("innovations.view_draft", draft):
        raise Http404
    return draft


def _same_tab(posted: QueryDict) -> str:
    return f"show={posted['show']}" if posted.get("show", "").isalpha() else ""
