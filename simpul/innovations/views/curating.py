"""Who says what about a record, chosen and corrected by its hub; withdrawing and listing again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from simpul.accounts.views.doors import stepped_up
from simpul.core.workflow import StepNotOpen
from simpul.innovations.forms.curating import CORRECTABLE, CorrectForm
from simpul.innovations.models import FIELDS, Claim, FieldLock, Innovation
from simpul.innovations.queries.audience import acting_for_record
from simpul.innovations.queries.curating import claims_of
from simpul.innovations.queries.detail import may_see, record_at
from simpul.innovations.queries.url_state import whole
from simpul.innovations.services import correct as correct_record
from simpul.innovations.services import locking, publish, relist, withdraw
from simpul.innovations.workflow import RECORD

STEPS: dict[str, Callable[..., Any]] = {
    "publish": publish,
    "withdraw": withdraw,
    "relist": relist,
}
DONE = {
    "publish": gettext_lazy("Verified. Readers see it as verified now."),
    "withdraw": gettext_lazy("Withdrawn. Its address tells why."),
    "relist": gettext_lazy("Listed again."),
}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claims(request: HttpRequest, slug: str) -> HttpResponse:
    """Every field with who says what; a verifier chooses what is shown, and lets go again."""
    record = record_or_404(request, slug)
    allowed = {
        name: request.user.has_perm(f"innovations.{name}_innovation", record)
        for name in ("lock", "correct", "contest")
    }
    if not any(allowed.values()):
        raise PermissionDenied
    wrong: list[str] = []
    if request.method == "POST":
        try:
            _choose(request, record)
        except ValidationError as error:
            wrong = error.messages
        else:
            return redirect("innovations:claims", record.slug)
    context = {
        "innovation": record,
        "fields": claims_of(record),
        "may": allowed,
        "correctable": CORRECTABLE,
        "steps": RECORD.open_steps(record, request.user),
        "wrong": wrong,
        "note": request.POST.get("note", ""),
        "chosen": request.POST.get("claim", "") or request.POST.get("lock", ""),
    }
    status = 422 if wrong else 200
    return render(request, "innovations/verification/claims.html", context, status=status)


def _choose(request: HttpRequest, record: Innovation) -> None:
    note = request.POST.get("note", "")
    if key := request.POST.get("lock", ""):
        lock = get_object_or_404(FieldLock, pk=whole(key), innovation=record)
        locking.unlock(lock, by=request.user, note=note)
        messages.success(request, _("Unlocked."))
    else:
        claim = get_object_or_404(Claim, pk=whole(request.POST.get("claim")))
        locking.lock(record, claim, by=request.user, note=note)
        messages.success(request, _("Locked. Readers see it now, and why."))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Let the hub say what one field holds."""
    record = record_or_404(request, slug)
    if name not in CORRECTABLE:
        raise Http404
    if not request.user.has_perm("innovations.correct_innovation", record):
        raise PermissionDenied
    form = CorrectForm(request.POST or None, record=record, name=name)
    if request.method == "POST" and form.is_valid():
        correct_record(record, form.values, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, _("Corrected. Readers see it now."))
        return redirect("innovations:claims", record.slug)
    context = {"innovation": record, "form": form, "label": FIELDS[name].label}
    return render(request, "innovations/verification/correct.html", context)


@never_cache
@login_required
@stepped_up
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Verify what a source lists, withdraw a record, or list it again, with a reason."""
    record = record_or_404(request, slug)
    if step not in STEPS:
        raise Http404
    asked = RECORD.steps[step]
    if not request.user.has_perm(asked.permission(record), record):
        raise PermissionDenied
    wrong: list[str] = []
    if request.method == "POST":
        try:
            STEPS[step](record, by=request.user, note=request.POST.get("note", ""))
        except ValidationError as error:
            wrong = error.messages
        except StepNotOpen:
            messages.warning(request, _("Somebody else was first. This is how it stands now."))
            return redirect("innovations:claims", record.slug)
        else:
            messages.success(request, DONE[step])
            return redirect(record)
    context = {
        "innovation": record,
        "asked": asked,
        "is_open": record.state in asked.sources,
        "acting": acting_for_record(request.user, record),
        "note": request.POST.get("note", ""),
        "wrong": wrong,
    }
    status = 422 if wrong else 200
    return render(request, "innovations/verification/record_step.html", context, status=status)


def record_or_404(request: HttpRequest, slug: str) -> Innovation:
    """The record an address means, where the reader may see it."""
    record = record_at(slug)
    if record is None or not may_see(record, request.user):
        raise Http404
    return record
