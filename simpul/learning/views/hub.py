"""A hub looks after its mentors: decides about offers, sees load, reports by quarter."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from simpul.innovations.views.quality import table_file
from simpul.learning.forms.mentors import DecideForm, FilterForm
from simpul.learning.models import Mentor
from simpul.learning.policies import looked_after
from simpul.learning.queries import mentors as questions
from simpul.learning.queries.quarters import Term, last_quarters, places_left, this_quarter
from simpul.learning.queries.recognition import letters_of
from simpul.learning.queries.summing import done_by, summary
from simpul.learning.services import offering as services
from simpul.learning.services.recognition import certify
from simpul.learning.workflow import MENTORING
from simpul.organisations.queries import decisions
from simpul.organisations.views import attempt, desk_page, posted
from simpul.organisations.views.answers import served

PAGE = 25


def _only_hubs(request: HttpRequest) -> None:
    if not questions.looks_after_some(request.user):
        raise PermissionDenied


@desk_page
@require_safe
def mentors(request: HttpRequest) -> HttpResponse:
    """The mentors of the hubs somebody coordinates, offers that wait first."""
    _only_hubs(request)
    form = FilterForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    rows = questions.of_hubs(request.user, state=said.get("state", ""), words=said.get("words", ""))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    left = places_left(page.object_list)
    context = {
        "form": form,
        "page": page,
        "lines": [(mentor, left[mentor.pk]) for mentor in page],
        "quarter": this_quarter(),
    }
    return render(request, "learning/hub/mentors.html", context)


def _one(request: HttpRequest, pk: int) -> Mentor:
    rows = questions.for_lists(Mentor.objects.filter(looked_after(request.user)))
    return get_object_or_404(rows.select_related("proof_file", "decided_by"), pk=pk)


@desk_page
@require_safe
def mentor(request: HttpRequest, pk: int) -> HttpResponse:
    """One mentor with proof and contact, and what may be decided."""
    return render(request, "learning/hub/mentor.html", _shown(request, _one(request, pk)))


def _shown(request: HttpRequest, found: Mentor, form: Any = None) -> dict[str, Any]:
    steps = MENTORING.open_steps(found, request.user)
    return {
        "mentor": found,
        "decided": decisions(found),
        "left": places_left([found])[found.pk],
        "done": done_by(found),
        "steps": [step for step in steps if step.name in ACTS],
        "form": form or DecideForm(),
        "letters": letters_of(found),
        "may_certify": request.user.has_perm("documents.draft_document", found.hub),
        "quarter": this_quarter(),
    }


@desk_page
@require_safe
def proof(request: HttpRequest, pk: int) -> Any:
    """The file that shows what a mentor can do."""
    found = get_object_or_404(Mentor.objects.select_related("proof_file", "hub"), pk=pk)
    if not request.user.has_perm("learning.view_file_mentor", found):
        raise Http404
    return served(found.proof_file)


@desk_page
@require_http_methods(["POST"])
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Certify what a mentor did, as a letter of the hub."""
    found = _one(request, pk)
    form = DecideForm(posted(request))
    form.is_valid()
    if letter := attempt(form, certify, found, by=request.user):
        messages.success(request, _("Issued. Its files are ready in a moment."))
        return redirect("documents:document", letter.pk)
    return render(request, "learning/hub/mentor.html", _shown(request, found, form), status=422)


@desk_page
@require_http_methods(["POST"])
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Decide about a mentor, and come back to their page."""
    found = _one(request, pk)
    if act not in ACTS:
        raise Http404
    verb, told = ACTS[act]
    form = DecideForm(posted(request))
    if form.is_valid() and attempt(form, verb, found, by=request.user, **form.cleaned_data):
        messages.success(request, told)
        return redirect("learning:one", found.pk)
    return render(request, "learning/hub/mentor.html", _shown(request, found, form), status=422)


ACTS: dict[str, tuple[Callable[..., Mentor], Any]] = {
    "confirm": (services.confirm, gettext_lazy("Taken on. The mentor was told.")),
    "decline": (services.decline, gettext_lazy("Not taken on. The mentor was told why.")),
    "pause": (services.pause, gettext_lazy("The mentor pauses and was told.")),
    "release": (services.release, gettext_lazy("The mentoring ended. The mentor was told why.")),
}


# --- The report of a quarter -------------------------------------------------------------------


@desk_page
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """What each mentor offered and did in a quarter."""
    _only_hubs(request)
    term, rows = _asked(request)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "term": term,
        "terms": last_quarters(),
        "page": page,
        "lines": summary(page.object_list, term),
        "query": f"quarter={term.key}",
    }
    return render(request, "learning/hub/report.html", context)


@desk_page
@require_safe
def report_file(request: HttpRequest, form: str) -> Any:
    """The same report as a file, one row for each mentor."""
    _only_hubs(request)
    term, rows = _asked(request)
    return table_file(form, "mentors", _header(), _cells(rows, term))


def _asked(request: HttpRequest):
    term = Term.read(request.GET.get("quarter", "")) or this_quarter()
    rows = Mentor.objects.filter(looked_after(request.user), decided_at__isnull=False)
    return term, questions.for_lists(rows).order_by("hub__name", "person__name", "pk")


def _header() -> list[str]:
    return [
        _("Mentor"), _("Hub"), _("Kind"), _("Quarter"), _("Capacity"), _("Cases"),
        _("Sessions"), _("Hours"), _("People coached"), _("Promises"), _("Promises kept"),
    ]  # fmt: skip


def _cells(rows, term: Term) -> Iterator[list[Any]]:
    pages = Paginator(rows, 200)
    for number in pages.page_range:
        for line in summary(pages.page(number).object_list, term):
            done = line.done
            yield [
                str(line.mentor.person), line.mentor.hub.name, line.mentor.get_kind_display(),
                term.key, line.capacity, line.taken, done.sessions, done.hours, done.people,
                done.promised, done.kept,
            ]  # fmt: skip
