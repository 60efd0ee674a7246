"""Cases on the desk: the list, a new one, its page, one step at a time."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from simpul.core import threads
from simpul.core.workflow import Step
from simpul.documents.views.answers import Answer, table_file
from simpul.innovations.models import Innovation
from simpul.needs.models import Need
from simpul.needs.policies import visible as visible_needs
from simpul.organisations.models import Organisation
from simpul.organisations.queries import decides_as, decisions, resolve
from simpul.replication.forms.cases import (
    ChangeForm,
    InterestForm,
    SettleForm,
    SinceForm,
    StepForm,
    UnlistedForm,
)
from simpul.replication.hooks import CASE_PANELS
from simpul.replication.models import Case, Mode, Side
from simpul.replication.policies.cases import bodies_of
from simpul.replication.queries.cases.acts import next_act, other_steps
from simpul.replication.queries.cases.lacking import lacking
from simpul.replication.queries.cases.lists import (
    STANDS,
    CaseQuery,
    case_cells,
    case_header,
    my_cases,
)
from simpul.replication.queries.cases.page import page_of
from simpul.replication.services import cases
from simpul.replication.views.cases.finding import done, on_desk, papers_of
from simpul.replication.workflow import CASE, STANDING, CaseState, Standing

PAGE = 25
UNKNOWN_BODY = gettext_lazy(
    "No institution is called so. Write its name as it stands in the catalogue."
)
# Steps that have a page of their own.
ELSEWHERE = {"report_back": "replication:case_report", "send_again": "replication:case_change"}
# Steps that are alternatives of one decision, on one page.
TOGETHER = {
    "verify": ("verify", "ask_more", "decline"),
    "approve": ("approve", "send_back"),
    "complete": ("complete", "return_evaluation"),
}


@never_cache
@login_required
@require_safe
def cases_list(request: HttpRequest) -> HttpResponse:
    """The cases one has a part in, those that are due first."""
    query = CaseQuery.of(request.GET)
    page = Paginator(my_cases(request.user, query), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "query": query,
        "sides": Side.choices,
        "states": CaseState.choices,
        "modes": Mode.choices,
        "stands": _stands(),
        "may_open": bodies(request).exists(),
    }
    return render(request, "replication/cases/list.html", context)


@never_cache
@login_required
@require_safe
def my_cases_file(request: HttpRequest, form: str) -> Answer:
    """The same list as a file, narrowed the same way."""
    rows = case_cells(my_cases(request.user, CaseQuery.of(request.GET)), inside=True)
    return table_file(form, "my-replication-cases", case_header(), rows)


def _stands() -> list[tuple[str, str]]:
    words = {"active": _("Under way"), "ended": _("Closed")}
    return [(name, str(words.get(name) or Standing(name).label)) for name in STANDS]


def bodies(request: HttpRequest):
    return Organisation.objects.filter(pk__in=bodies_of(request.user)).order_by("name")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case_new(request: HttpRequest) -> HttpResponse:
    """Interest in an innovation, in the catalogue or not yet in it."""
    own = bodies(request)
    if not own.exists():
        return render(request, "replication/cases/no_institution.html", status=403)
    record, need = _asked_for(request)
    kind = InterestForm if record else UnlistedForm
    initial = _beginning(need) if need else {}
    form = kind(request.POST or None, bodies=own, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            case = _opened(request, form.cleaned_data, record, need)
        except ValidationError as refused:
            named = getattr(refused, "error_dict", {})
            fits = named and set(named) <= set(form.fields)
            form.add_error(None, refused if fits else ValidationError(refused.messages))
        else:
            messages.success(request, _("Sent. The hub looks at it; you are told what it says."))
            return redirect(case.desk_url)
    context = {"form": form, "record": record, "need": need}
    return render(request, "replication/cases/new.html", context)


def _beginning(need: Need) -> dict[str, Any]:
    """What an interest begins with; words that not everybody may read are written anew."""
    return {"adopter": need.organisation_id, "problem": need.problem if need.is_public else ""}


def _asked_for(request: HttpRequest) -> tuple[Innovation | None, Need | None]:
    """The innovation and the need an address names."""
    named, stated = request.GET.get("innovation", ""), request.GET.get("need", "")
    record = Innovation.objects.filter(public_id=named).select_related("canonical__owner").first()
    if named and (record is None or not record.kept_record.is_public):
        raise Http404
    need = None
    if stated:
        need = Need.objects.filter(visible_needs(request.user), public_id=stated).first()
        if need is None:
            raise Http404
    return (record.kept_record if record else None), need


def _opened(request: HttpRequest, said: dict, record, need: Need | None) -> Case:
    origin = {"origin": record}
    if record is None:
        body = resolve(said.pop("origin_organisation"))
        if body is None:
            raise ValidationError({"origin_organisation": str(UNKNOWN_BODY)})
        origin = {"origin_organisation": body}
    theirs = need is not None and need.organisation.institution == said["adopter"].institution
    return cases.open_case(by=request.user, need=need if theirs else None, **origin, **said)


@on_desk
@require_safe
def case_desk(request: HttpRequest, case: Case) -> HttpResponse:
    """The page of a case for those who have a part in it."""
    page = page_of(case, request.user)
    context = {
        "page": page,
        "papers": papers_of(request, page),
        "case": case,
        "decided": decisions(case),
        "next": next_act(case, request.user),
        "others": other_steps(case, request.user),
        "dispute": case.disputes.filter(decided_at=None).first(),
        "talk": threads.of(case, topic="case")[:50],
        "milestones": case.milestones.select_related("fund"),
        "reports": case.back_reports.select_related("life_status"),
        "may": _may(request, case),
        "panels": CASE_PANELS.for_object(request, case),
        "on_desk": True,
    }
    return render(request, "replication/cases/case.html", context)


def _may(request: HttpRequest, case: Case) -> dict[str, bool]:
    names = ("change", "share", "certify", "commit", "talk", "take_package")
    return {name: request.user.has_perm(f"replication.{name}_case", case) for name in names}


# --- One step ----------------------------------------------------------------------------------


@on_desk
@require_http_methods(["GET", "HEAD", "POST"])
def case_step(request: HttpRequest, case: Case, step: str) -> HttpResponse:
    """One step of a case, with what it needs; alternatives of one decision stand together."""
    if step in ELSEWHERE:
        return redirect(ELSEWHERE[step], case.number)
    found = CASE.steps.get(step) or STANDING.steps.get(step)
    if found is None or found.by_system:
        raise Http404
    choices = _open_choices(case, step, request)
    if found.name not in {one.name for one in choices}:
        messages.info(request, _("This step is not open for you now."))
        return redirect(case.desk_url)
    form = _form_of(found, request)
    words = _("Done. The other sides are told.")
    if done(request, form, lambda: _take(request, case, found, form), words):
        return redirect(case.desk_url)
    page = page_of(case, request.user)
    context = {
        "case": case,
        "page": page,
        "papers": papers_of(request, page),
        "step": found,
        "acting": decides_as(request.user, found.permission(case), case),
        "choices": choices,
        "form": form,
        "lacks": lacking(case, found.name),
        "is_hard": found.name in {"cancel", "decline", "close"},
    }
    return render(request, "replication/cases/step.html", context)


def _open_choices(case: Case, step: str, request: HttpRequest) -> list[Step]:
    open_now = [*CASE.open_steps(case, request.user), *STANDING.open_steps(case, request.user)]
    group = next((names for names in TOGETHER.values() if step in names), (step,))
    return [one for one in open_now if one.name in group and case.is_active]


_FORMS: dict[str, type[StepForm]] = {"evaluate": SinceForm, "settle_dispute": SettleForm}


def _form_of(step: Step, request: HttpRequest) -> StepForm:
    needs = step.needs_note
    return _FORMS.get(step.name, StepForm)(request.POST or None, needs_note=needs)


def _take(request: HttpRequest, case: Case, step: Step, form: StepForm) -> None:
    said = form.cleaned_data
    act = _ACTS.get(step.name)
    if act is not None:
        act(case, by=request.user, **said)
    else:
        cases.move(case, step.name, by=request.user, note=said["note"])


_ACTS: dict[str, Callable[..., Any]] = {
    "evaluate": cases.begin_evaluation,
    "settle_dispute": cases.settle_dispute,
    "pause": cases.pause,
    "resume": cases.resume,
    "dispute": cases.dispute,
    "take_back_dispute": cases.take_back_dispute,
    "renew": cases.renew,
}


@on_desk
@require_http_methods(["GET", "HEAD", "POST"])
def case_change(request: HttpRequest, case: Case) -> HttpResponse:
    """What the interest says, while the hub looks at it or has asked something."""
    if not request.user.has_perm("replication.change_case", case):
        raise PermissionDenied
    returned = case.state == CaseState.RETURNED
    names = ("local_name", "adopter_unit", "mode", "problem", "expectation", "contact")
    form = ChangeForm(request.POST or None, initial={name: getattr(case, name) for name in names})

    def change() -> None:
        cases.change_interest(case, by=request.user, **form.cleaned_data)
        if returned:
            cases.move(case, "send_again", by=request.user)

    words = _("Sent again to the hub.") if returned else _("Saved.")
    if done(request, form, change, words):
        return redirect(case.desk_url)
    asked = case.passages.filter(step="ask_more").order_by("-pk").first()
    context = {"case": case, "form": form, "returned": returned, "asked": asked}
    return render(request, "replication/cases/change.html", context)
