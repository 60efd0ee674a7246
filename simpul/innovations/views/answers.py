"""What a hub asks of the authors, and what the head of an institution signs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from simpul.core.workflow import StepNotOpen
from simpul.innovations.models import Draft
from simpul.innovations.policies import visible_drafts
from simpul.innovations.queries.audience import signing_as
from simpul.innovations.queries.case import case_of
from simpul.innovations.queries.case_page import rows_of
from simpul.innovations.services import submission, verifying
from simpul.innovations.workflow import DraftState

PARTS = ("innovation__owner", "organisation", "hub", "verifier", "author")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Every question of the hub with a box for its answer, and the conversation."""
    draft = _draft_or_404(request, pk)
    if not request.user.has_perm("innovations.submit_draft", draft):
        raise Http404
    case = case_of(draft)
    typed: dict[int, str] = {}
    if request.method == "POST":
        typed = _take(request, draft, case)
        if not typed:
            return redirect("innovations:answers", pk)
        case = case_of(draft)
    context = {
        "draft": draft,
        "case": case,
        "rows": rows_of([item for item in case.all_items if item.questions]),
        "remarks": rows_of([item for item in case.all_items if item.check and item.check.note]),
        "typed": typed,
        "may_answer": request.user.has_perm("innovations.answer_draft", draft),
        "may_talk": request.user.has_perm("innovations.answer_draft", draft),
        "talk_url": reverse("innovations:answers", args=[pk]),
    }
    return render(request, "innovations/verification/answers.html", context)


def _take(request: HttpRequest, draft: Draft, case) -> dict[int, str]:
    """Keep every answer that was written; answers what could not be kept."""
    kept, failed = 0, {}
    for item in case.asking:
        question = item.open_question.message
        body = request.POST.get(f"answer-{question.pk}", "")
        if not body.strip():
            continue
        try:
            verifying.answer(draft, question, by=request.user, body=body)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            failed[question.pk] = body
        else:
            kept += 1
    if body := request.POST.get("body", "").strip():
        verifying.talk(draft, by=request.user, body=body)
        messages.success(request, _("Sent."))
    if kept:
        messages.success(request, _("Answered: %(n)d. The hub has been told.") % {"n": kept})
    return failed


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Read what waits for a signature; sign it, or give it back with a reason."""
    draft = _draft_or_404(request, pk)
    if not request.user.has_perm("innovations.sign_off_draft", draft):
        raise PermissionDenied
    if request.method == "POST":
        return _signed(request, draft)
    return _sign_page(request, draft)


def _signed(request: HttpRequest, draft: Draft) -> HttpResponse:
    note = request.POST.get("note", "")
    try:
        if request.POST.get("act") == "decline":
            submission.decline_sign_off(draft, by=request.user, note=note)
            messages.success(request, _("Given back to its authors with your reason."))
        else:
            submission.sign_off(draft, by=request.user, note=note)
            messages.success(request, _("Signed and submitted. The hub has been told."))
    except submission.Blocked as blocked:
        return _sign_page(request, draft, note=note, problems=blocked.problems)
    except ValidationError as error:
        return _sign_page(request, draft, note=note, wrong=error.messages)
    except StepNotOpen:
        messages.warning(request, _("Somebody else was first. This is how it stands now."))
    return redirect("innovations:drafts")


def _sign_page(request: HttpRequest, draft: Draft, **more) -> HttpResponse:
    context = {
        "draft": draft,
        "rows": rows_of(case_of(draft).items),
        "is_open": draft.state == DraftState.AWAITING_SIGN_OFF,
        "acting": signing_as(request.user, draft),
        **more,
    }
    status = 422 if more else 200
    return render(request, "innovations/verification/sign.html", context, status=status)


def _draft_or_404(request: HttpRequest, pk: int) -> Draft:
    drafts = Draft.objects.filter(visible_drafts(request.user)).select_related(*PARTS)
    draft = drafts.filter(pk=pk).first()
    if draft is None:
        raise Http404
    return draft
