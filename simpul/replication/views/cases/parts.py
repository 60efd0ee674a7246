"""One page for each thing that is written in a case: sessions, agreement, matrix, plan, results."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from simpul.replication.forms.cases import (
    ComparableForm,
    FulfilForm,
    HeldForm,
    MeasureForm,
    MilestoneForm,
    PartForm,
    ReachedForm,
    ResultForm,
    SessionForm,
)
from simpul.replication.models import (
    AdaptationRow,
    Case,
    ChecklistItem,
    LearningSession,
    Measure,
    Milestone,
    Obligation,
)
from simpul.replication.services import cases
from simpul.replication.views.cases.finding import done, kept, on_desk


def _ask(request: HttpRequest, case: Case, name: str) -> None:
    if not request.user.has_perm(f"replication.{name}_case", case):
        raise PermissionDenied


def _to(case: Case, name: str) -> HttpResponse:
    return redirect(f"replication:case_{name}", case.number)


# --- Learning ----------------------------------------------------------------------------------


@on_desk
@require_http_methods(["GET", "HEAD", "POST"])
def learning(request: HttpRequest, case: Case) -> HttpResponse:
    """Sessions planned and held, and the way to plan one more."""
    _ask(request, case, "share")
    form = SessionForm(request.POST or None)

    def plan() -> None:
        cases.plan_session(case, by=request.user, **form.cleaned_data)

    if done(request, form, plan, _("Planned. It stands on the desk until it is reported.")):
        return _to(case, "learning")
    sessions = case.sessions.filter(cancelled_at=None).select_related("file")
    context = {"case": case, "form": form, "sessions": sessions}
    return render(request, "replication/cases/learning.html", context)


@on_desk
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, case: Case, pk: int) -> HttpResponse:
    """Report one session, or call it off."""
    _ask(request, case, "share")
    found = get_object_or_404(LearningSession, pk=pk, case=case, cancelled_at=None)
    if "call_off" in request.POST:
        cases.call_off_session(found, by=request.user)
        return _to(case, "learning")
    form = HeldForm(
        request.POST or None, request.FILES or None, initial={"held_on": found.planned_on}
    )

    def hold() -> None:
        said = dict(form.cleaned_data)
        file = kept(request, said.pop("file"))
        cases.hold_session(found, by=request.user, file=file, **said)

    if done(request, form, hold, _("Written down. Both sides read it.")):
        return _to(case, "desk")
    context = {"case": case, "session": found, "form": form}
    return render(request, "replication/cases/session.html", context)


# --- What is owed ------------------------------------------------------------------------------


@on_desk
@require_http_methods(["GET", "HEAD", "POST"])
def obligation(request: HttpRequest, case: Case, pk: int) -> HttpResponse:
    """Say that something owed was done."""
    found = get_object_or_404(Obligation, pk=pk, case=case)
    if not request.user.has_perm("replication.fulfil_obligation", found):
        raise PermissionDenied
    form = FulfilForm(request.POST or None, request.FILES or None)

    def fulfil() -> None:
        said = dict(form.cleaned_data)
        file = kept(request, said.pop("file"))
        cases.fulfil(found, by=request.user, file=file, **said)

    if done(request, form, fulfil, _("Marked as done.")):
        return _to(case, "desk")
    context = {"case": case, "obligation": found, "form": form}
    return render(request, "replication/cases/obligation.html", context)


# --- The matrix --------------------------------------------------------------------------------


@on_desk
@require_http_methods(["GET", "HEAD", "POST"])
def matrix(request: HttpRequest, case: Case) -> HttpResponse:
    """Every part with its decision, and the way to add one."""
    _ask(request, case, "change")
    form = PartForm(request.POST or None)

    def add() -> None:
        cases.add_row(case, by=request.user, **form.cleaned_data)

    if done(request, form, add, _("Added.")):
        return _to(case, "matrix")
    context = {"case": case, "form": form, "rows": case.matrix.all()}
    return render(request, "replication/cases/matrix.html", context)


@on_desk
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, case: Case, pk: int) -> HttpResponse:
    """Weigh one part; the next one that waits is offered right after."""
    _ask(request, case, "change")
    row = get_object_or_404(AdaptationRow, pk=pk, case=case)
    if "remove" in request.POST:
        cases.remove_row(row, by=request.user)
        return _to(case, "matrix")
    names = ("element", "at_origin", "treatment", "here", "reason")
    form = PartForm(request.POST or None, initial={name: getattr(row, name) for name in names})

    def weigh() -> None:
        cases.weigh(row, by=request.user, **form.cleaned_data)

    if done(request, form, weigh, _("Weighed.")):
        return redirect(_after(case))
    context = {"case": case, "row": row, "form": form, "rows": case.matrix.all()}
    return render(request, "replication/cases/part.html", context)


def _after(case: Case) -> str:
    waiting = next((one for one in case.matrix.all() if not one.is_weighed), None)
    if waiting is None:
        return reverse("replication:case_matrix", args=[case.number])
    return reverse("replication:case_part", args=[case.number, waiting.pk])


# --- The plan ----------------------------------------------------------------------------------


@on_desk
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, case: Case) -> HttpResponse:
    """Milestones and indicators: what will be done, and how its success will show."""
    _ask(request, case, "change")
    about_measure = "indicator" in request.POST
    form = MilestoneForm(None if about_measure else request.POST or None)
    measure_form = MeasureForm(request.POST if about_measure else None, prefix=None)

    def add() -> None:
        cases.add_milestone(case, by=request.user, **form.cleaned_data)

    def add_measure() -> None:
        cases.add_measure(case, by=request.user, **measure_form.cleaned_data)

    chosen, act = (measure_form, add_measure) if about_measure else (form, add)
    if done(request, chosen, act, _("Added.")):
        return _to(case, "plan")
    context = {
        "case": case,
        "form": form,
        "measure_form": measure_form,
        "milestones": case.milestones.select_related("fund"),
        "measures": case.measures.prefetch_related("results"),
    }
    return render(request, "replication/cases/plan.html", context)


@on_desk
@require_http_methods(["GET", "HEAD", "POST"])
def milestone(request: HttpRequest, case: Case, pk: int) -> HttpResponse:
    """Change a milestone, or say that it is reached."""
    _ask(request, case, "change")
    found = get_object_or_404(Milestone, pk=pk, case=case)
    if "remove" in request.POST:
        cases.remove_milestone(found, by=request.user)
        return _to(case, "plan")
    reaching = "done_on" in request.POST
    names = ("title", "owner", "due_on", "cost", "fund")
    changed = None if reaching else request.POST or None
    form = MilestoneForm(changed, initial={name: getattr(found, name) for name in names})
    reached = ReachedForm(request.POST if reaching else None)

    def change() -> None:
        cases.change_milestone(found, by=request.user, **form.cleaned_data)

    def reach() -> None:
        cases.reach_milestone(found, by=request.user, **reached.cleaned_data)

    chosen, act = (reached, reach) if reaching else (form, change)
    if done(request, chosen, act, _("Saved.")):
        return _to(case, "plan")
    context = {"case": case, "milestone": found, "form": form, "reached": reached}
    return render(request, "replication/cases/milestone.html", context)


@on_desk
@require_POST
def tick(request: HttpRequest, case: Case, pk: int) -> HttpResponse:
    """Tick a step of the checklist that somebody ticks."""
    item = get_object_or_404(ChecklistItem, pk=pk, case=case)
    cases.tick(item, by=request.user, done="undo" not in request.POST, note=item.note)
    return _to(case, "desk")


# --- Results -----------------------------------------------------------------------------------


@on_desk
@require_http_methods(["GET", "HEAD"])
def results(request: HttpRequest, case: Case) -> HttpResponse:
    """Every indicator with what it was, what it should become, and what it came to."""
    _ask(request, case, "change")
    context = {"case": case, "measures": case.measures.prefetch_related("results")}
    return render(request, "replication/cases/results.html", context)


@on_desk
@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: HttpRequest, case: Case, pk: int) -> HttpResponse:
    """Write a result, change the indicator while the plan is open, or say what it compares with."""
    _ask(request, case, "change")
    found = get_object_or_404(Measure.objects.prefetch_related("results"), pk=pk, case=case)
    act = request.POST.get("act", "")
    if request.method == "POST" and act not in _MEASURE_ACTS:
        raise Http404
    forms = {
        name: make(request.POST if act == name else None, request.FILES or None, found)
        for name, make in _MEASURE_FORMS.items()
    }
    if act == "remove":
        cases.remove_measure(found, by=request.user)
        return _to(case, "plan")

    def write() -> None:
        said = dict(forms[act].cleaned_data)
        if act == "result":
            said["file"] = kept(request, said["file"])
        _MEASURE_ACTS[act](found, by=request.user, **said)

    if act and done(request, forms[act], write, _("Saved.")):
        return _to(case, "results" if act == "result" else "plan")
    context = {"case": case, "measure": found, "forms": forms}
    return render(request, "replication/cases/measure.html", context)


def _of_result(data, files, found: Measure) -> ResultForm:
    return ResultForm(data, files)


def _of_change(data, files, found: Measure) -> MeasureForm:
    return MeasureForm(
        data, initial={name: getattr(found, name) for name in MeasureForm.base_fields}
    )


def _of_comparable(data, files, found: Measure) -> ComparableForm:
    initial = {"comparable": "yes" if found.comparable else "no", "why_not": found.why_not}
    return ComparableForm(data, initial=initial)


_MEASURE_FORMS = {"result": _of_result, "change": _of_change, "comparable": _of_comparable}
_MEASURE_ACTS: dict[str, Callable[..., Any]] = {
    "result": cases.record_result,
    "change": cases.change_measure,
    "comparable": cases.say_comparable,
    "remove": cases.remove_measure,
}
