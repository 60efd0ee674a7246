"""Pages of one run: its stages, its dry run, what it did, and the raw copies behind it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from simpul.core.workflow import StepNotOpen
from simpul.innovations.views.quality import table_file
from simpul.sources.forms.streams import WhyForm
from simpul.sources.models import Run, Stage
from simpul.sources.policies import led_by
from simpul.sources.queries import running as questions
from simpul.sources.services import running
from simpul.sources.workflow import RUNNING, RunState

# Steps a person takes, and whether they say why.
ACTS: dict[str, Callable[..., Any]] = {
    "confirm": running.confirm,
    "compare_again": running.compare_again,
    "drop": running.drop,
}
REASONED: dict[str, Callable[..., Any]] = {
    "halt": running.halt,
    "go_on": running.go_on,
    "undo": running.undo,
}
DONE = {
    "confirm": _("The import has begun. You are told when it is done."),
    "compare_again": _("It is compared anew. You are told when the dry run is ready."),
    "drop": _("Dropped. Nothing was imported; the copies stay."),
    "halt": _("It stops after the rows it has in hand."),
    "go_on": _("It goes on."),
    "undo": _("The import is being taken back. You are told when it is done."),
}
SOMEBODY_FIRST = _("Somebody else was first. This is how it stands now.")


@never_cache
@login_required
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """Every run of the sources somebody leads, the newest first."""
    if not (request.user.has_perm("sources.add_source") or led_by(request.user).exists()):
        raise PermissionDenied
    found = questions.runs_for(request.user)
    state = request.GET.get("state", "")
    if state in RunState.values:
        found = found.filter(state=state)
    page = Paginator(found, questions.PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(run, questions.RUN_TONES[RunState(run.state)]) for run in page.object_list],
        "states": RunState.choices,
        "state": state,
        "query": urlencode({"state": state}) if state else "",
    }
    return render(request, "sources/run/list.html", context)


@never_cache
@login_required
@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: how far it is, what it would do or did, and what can be decided now."""
    found = run_or_404(request, pk)
    return _page(request, found)


def _page(request: HttpRequest, found: Run, *, form=None, act: str = "") -> HttpResponse:
    table = questions.Table(
        found,
        show=request.GET.get("show", ""),
        number=request.GET.get("page"),
        words=request.GET.get("number", "").strip()[:200],
    )
    steps = {step.name for step in RUNNING.open_steps(found, request.user)}
    context = {
        "run": found,
        "tone": questions.RUN_TONES[RunState(found.state)],
        "stages": questions.stages_of(found),
        "table": table,
        "reason": running.reason(found) if found.state == RunState.STOPPED else None,
        "steps": _offered(found, steps),
        "form": form or WhyForm(),
        "act": act,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "sources/run/run.html", context, status=status)


def _offered(found: Run, steps: set[str]) -> set[str]:
    """The open steps that can come to something now."""
    if found.stage in {Stage.IMPORT, Stage.UNDO}:
        steps = steps - {"drop"}
    if found.state == RunState.STOPPED and found.stage not in {Stage.IMPORT, Stage.UNDO}:
        steps = steps - {"undo"}
    words = running.reason(found)
    if words is not None and not words.passes:
        steps = steps - {"go_on"}
    return steps


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Decide about a run: confirm, compare again, stop, let go on, drop, undo."""
    found = run_or_404(request, pk)
    if act not in ACTS and act not in REASONED:
        raise Http404
    asked = RUNNING.steps[act]
    if not request.user.has_perm(asked.permission(found), found):
        raise PermissionDenied(asked.label)
    form = WhyForm(request.POST) if act in REASONED else None
    if form is not None and not form.is_valid():
        return _page(request, found, form=form, act=act)
    try:
        if form is not None:
            REASONED[act](found, by=request.user, note=form.cleaned_data["note"])
        else:
            ACTS[act](found, by=request.user)
    except StepNotOpen:
        messages.warning(request, SOMEBODY_FIRST)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, DONE[act])
    return redirect(found)


@login_required
@require_safe
def report(request: HttpRequest, pk: int, form: str) -> HttpResponse | StreamingHttpResponse:
    """Every outcome of a run with its changes and faults, as a file."""
    found = run_or_404(request, pk)
    table = questions.Table(found, show=request.GET.get("show", ""))
    rows = questions.report_rows(table)
    name = f"run-{found.source.key}-{found.pk}"
    return table_file(form, name, questions.report_header(), rows)


@never_cache
@login_required
@require_safe
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """One record exactly as its source gave it."""
    found = get_object_or_404(questions.copies_for(request.user), pk=pk)
    context = {"copy": found, "run": found.run, "values": sorted(found.content.items())}
    return render(request, "sources/run/copy.html", context)


def run_or_404(request: HttpRequest, pk: int) -> Run:
    """The run, where the reader leads its source."""
    return get_object_or_404(questions.runs_for(request.user), pk=pk)
