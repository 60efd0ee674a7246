"""What an innovator contests about a record, and what the hub answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from simpul.core.workflow import StepNotOpen
from simpul.innovations.forms.curating import ContestForm, DecideForm
from simpul.innovations.models import FIELDS, Contest
from simpul.innovations.queries.audience import acting_for_record
from simpul.innovations.queries.curating import claims_of
from simpul.innovations.services import contesting
from simpul.innovations.views.curating import record_or_404
from simpul.innovations.workflow import CONTESTING

PARTS = ("innovation__owner", "claim__authority", "by", "decided_by")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """Say that what stands in one field of a record is wrong."""
    record = record_or_404(request, slug)
    if name not in FIELDS or FIELDS[name].kind == "private":
        raise Http404
    if not request.user.has_perm("innovations.contest_innovation", record):
        raise PermissionDenied
    form = ContestForm(request.POST or None, record=record, name=name)
    if request.method == "POST" and form.is_valid():
        try:
            made = contesting.contest(record, name, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The hub has been told. You hear what it decides."))
            return redirect("innovations:contest_case", made.pk)
    said = [each for each in claims_of(record) if each.said.field == name]
    context = {"innovation": record, "form": form, "label": FIELDS[name].label, "fields": said}
    return render(request, "innovations/verification/contest.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contest_case(request: HttpRequest, pk: int) -> HttpResponse:
    """One contest: who contested what, and the hub's decision."""
    contested = get_object_or_404(Contest.objects.select_related(*PARTS), pk=pk)
    if not (contested.by_id == request.user.pk or _decides(request, contested)):
        raise Http404
    form = DecideForm(request.POST or None, contest=contested)
    if request.method == "POST":
        try:
            if _taken(request, contested, form):
                return redirect("innovations:contest_case", pk)
        except StepNotOpen:
            messages.warning(request, _("Somebody else was first. This is how it stands now."))
            return redirect("innovations:contest_case", pk)
    record = contested.innovation
    context = {
        "contest": contested,
        "innovation": record,
        "label": FIELDS[contested.field].label,
        "fields": [each for each in claims_of(record) if each.said.field == contested.field],
        "form": form,
        "acting": acting_for_record(request.user, record),
        "open_steps": {each.name for each in CONTESTING.open_steps(contested, request.user)},
    }
    return render(request, "innovations/verification/contest_case.html", context)


def _decides(request: HttpRequest, contested: Contest) -> bool:
    return request.user.has_perm("innovations.dismiss_contest", contested)


def _taken(request: HttpRequest, contested: Contest, form: DecideForm) -> bool:
    act = request.POST.get("act")
    if act == "take_back":
        contesting.take_back(contested, by=request.user)
        messages.success(request, _("Taken back."))
        return True
    if not form.is_valid():
        return False
    answer = form.cleaned_data["answer"]
    try:
        if act == "uphold":
            contesting.uphold(
                contested,
                by=request.user,
                answer=answer,
                show=form.cleaned_data["show"],
                retire=form.cleaned_data.get("retire", False),
            )
        else:
            contesting.dismiss(contested, by=request.user, answer=answer)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("Decided. Whoever contested it has been told."))
    return True
