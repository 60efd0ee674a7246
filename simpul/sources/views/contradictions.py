"""The queue of contradictions between sources, and the page to decide one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from simpul.core.workflow import StepNotOpen
from simpul.innovations.models import FIELDS
from simpul.innovations.views.quality import table_file
from simpul.organisations.queries import decisions
from simpul.sources.forms.joint import AskForm, ChooseForm, NoteForm, ReferForm
from simpul.sources.models import Contradiction
from simpul.sources.policies import sees_contradictions
from simpul.sources.queries import contradicting as questions
from simpul.sources.queries.disagreeing import COMPARED
from simpul.sources.services import contradictions as services
from simpul.sources.views.joint import NOT_NOW
from simpul.sources.workflow import CONTRADICTIONS, WAITING, ContradictionState


@never_cache
@login_required
@require_safe
def contradictions(request: HttpRequest) -> HttpResponse:
    """What sources disagree about, the oldest first."""
    if not sees_contradictions(request.user):
        raise PermissionDenied
    asked = questions.Asked.read(request.GET)
    rows = questions.queue(request.user, asked)
    page = Paginator(rows, questions.PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "page": page,
        "lines": questions.lines(page),
        "sources": questions.sources_in(request.user),
        "fields": [(name, FIELDS[name].label) for name in COMPARED],
        "states": [
            (questions.WAITING_ALL, _("to be decided")),
            *ContradictionState.choices,
            ("all", _("all")),
        ],
        "stated": questions.official_figures(),
    }
    return render(request, "sources/contradictions/queue.html", context)


@login_required
@require_safe
def contradictions_file(request: HttpRequest, form: str) -> HttpResponse | StreamingHttpResponse:
    """The same queue as a file, one row for each reading."""
    if not sees_contradictions(request.user):
        raise PermissionDenied
    rows = questions.queue(request.user, questions.Asked.read(request.GET))
    return table_file(form, "contradictions", questions.header(), _cells(rows))


def _cells(rows):
    pages = Paginator(rows, 500)
    for number in pages.page_range:
        for line in questions.lines(pages.page(number)):
            yield from questions.cells(line)


@never_cache
@login_required
@require_safe
def contradiction(request: HttpRequest, pk: int) -> HttpResponse:
    """Who says what, side by side, and what may be decided."""
    found = contradiction_or_404(request, pk)
    return render(request, "sources/contradictions/one.html", _shown(request, found))


def contradiction_or_404(request: HttpRequest, pk: int) -> Contradiction:
    rows = Contradiction.objects.select_related(
        "innovation__owner", "innovation__hub", "asked", "proposal", "decided_by"
    )
    found = get_object_or_404(rows, pk=pk)
    allowed = ("sources.view_contradiction", "sources.answer_contradiction")
    if not any(request.user.has_perm(name, found) for name in allowed):
        raise Http404
    return found


def _shown(request: HttpRequest, found: Contradiction, **forms: Any) -> dict[str, Any]:
    line = questions.lines([found])[0]
    steps = {step.name for step in CONTRADICTIONS.open_steps(found, request.user)}
    waits = found.state in {*WAITING, ContradictionState.STANDS}
    return {
        "found": found,
        "decided": decisions(found),
        "line": line,
        "steps": steps,
        "may_choose": waits
        and request.user.has_perm("innovations.lock_innovation", found.innovation),
        "answer_form": NoteForm(prefix="answer"),
        "stand_form": NoteForm(prefix="stand"),
        "ask_form": AskForm(found=found, prefix="ask"),
        "choose_form": ChooseForm(sides=line.sides, prefix="choose"),
        "refer_form": ReferForm(user=request.user, prefix="refer"),
        **forms,
    }


@login_required
@require_POST
def contradiction_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Decide about a contradiction, and come back to it."""
    found = contradiction_or_404(request, pk)
    if act not in ACTS:
        raise Http404
    name, form, do, told = ACTS[act](request, found)
    if form.is_valid():
        try:
            do(form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        except StepNotOpen:
            messages.error(request, NOT_NOW)
            return redirect(found)
        else:
            messages.success(request, told)
            return redirect(found)
    context = _shown(request, found, **{name: form})
    return render(request, "sources/contradictions/one.html", context, status=422)


Act = tuple[str, Any, Callable[[dict[str, Any]], Any], str]


def _ask(request: HttpRequest, found: Contradiction) -> Act:
    def do(said: dict[str, Any]) -> None:
        services.ask(found, said["source"], by=request.user, note=said["note"])

    form = AskForm(request.POST, found=found, prefix="ask")
    return "ask_form", form, do, _("Asked. It stands on the desk of the steward.")


def _answer(request: HttpRequest, found: Contradiction) -> Act:
    def do(said: dict[str, Any]) -> None:
        services.answer(found, by=request.user, note=said["note"])

    form = NoteForm(request.POST, prefix="answer")
    return "answer_form", form, do, _("Answered. Whoever decides sees your words.")


def _stand(request: HttpRequest, found: Contradiction) -> Act:
    def do(said: dict[str, Any]) -> None:
        services.let_stand(found, by=request.user, note=said["note"])

    told = _("Both stand. It comes back when one of the sources says something else.")
    return "stand_form", NoteForm(request.POST, prefix="stand"), do, told


def _choose(request: HttpRequest, found: Contradiction) -> Act:
    def do(said: dict[str, Any]) -> None:
        services.choose(found, int(said["claim"]), by=request.user, note=said["note"])

    sides = questions.lines([found])[0].sides
    form = ChooseForm(request.POST, sides=sides, prefix="choose")
    return "choose_form", form, do, _("Chosen and locked. Readers see your reason.")


def _refer(request: HttpRequest, found: Contradiction) -> Act:
    def do(said: dict[str, Any]) -> None:
        services.refer(found, by=request.user, proposal=said["proposal"])

    form = ReferForm(request.POST, user=request.user, prefix="refer")
    return "refer_form", form, do, _("It waits for the proposal now.")


ACTS: dict[str, Callable[[HttpRequest, Contradiction], Act]] = {
    "ask": _ask,
    "answer": _answer,
    "stand": _stand,
    "choose": _choose,
    "refer": _refer,
}
