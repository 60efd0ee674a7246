"""Rules as staff change them: the form, chains of verification, days of rest, grades."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from simpul.accounts.views.doors import sent, stepped_up
from simpul.core import clock
from simpul.core.hooks import DESK_SECTIONS, DUTY_TOPICS, DeskSection, DutyTopic
from simpul.hubs.models import Hub
from simpul.innovations.forms.editions import ChainForm, GradeForm, QuestionForm, RestDayForm
from simpul.innovations.hooks import RULE_PAGES
from simpul.innovations.models import EvidenceGrade, Question, RestDay
from simpul.innovations.queries import editions as queries
from simpul.innovations.queries.url_state import whole
from simpul.innovations.services import editions as services
from simpul.innovations.services.rest_days import REST_DAYS

SAFE = ["GET", "HEAD"]


@never_cache
@login_required
@require_http_methods(SAFE)
def editions(request: HttpRequest) -> HttpResponse:
    """Every rule in force, with what is to come and where each is changed."""
    led = queries.hubs_led(request.user)
    may_all = request.user.has_perm("innovations.change_rules")
    if not led and not may_all:
        raise PermissionDenied
    context = {
        "may_all": may_all,
        "led": led,
        "questions": queries.questions_now(),
        "chains": queries.chains(led),
        "offices": queries.office_labels(),
        "grades": queries.grades(),
        "rule_pages": RULE_PAGES,
        "rest_count": len(queries.rest_days(clock.today().year)),
        "year": clock.today().year,
    }
    return render(request, "innovations/editions/editions.html", context)


@never_cache
@login_required
@stepped_up
@require_http_methods([*SAFE, "POST"])
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a question otherwise from a day on."""
    _for_all(request)
    asked = get_object_or_404(Question.objects.select_related("step"), pk=pk)
    form = QuestionForm(sent(request), instance=asked)
    if request.method == "POST" and form.is_valid():
        asked = Question.objects.get(pk=pk)
        typed = form.cleaned_data
        if _done(
            form,
            lambda: services.change_question(
                asked, form.changes, begins=typed["begins"], by=request.user, note=typed["note"]
            ),
        ):
            messages.success(request, _("Changed. The new edition begins on the day you named."))
            return redirect("innovations:editions")
    context = {
        "form": form,
        "question": asked,
        "history": queries.editions_of(asked.field),
    }
    return render(request, "innovations/editions/question.html", context)


@never_cache
@login_required
@stepped_up
@require_http_methods([*SAFE, "POST"])
def chain(request: HttpRequest, slug: str) -> HttpResponse:
    """Say which offices check for a hub in turn; ``all`` is the chain of every hub without one."""
    hub = None if slug == "all" else get_object_or_404(Hub, slug=slug)
    _for_chain(request, hub)
    held = queries.chain_of(hub)
    links = held.later or held.now or queries.chain_of(None).now
    form = ChainForm(sent(request), links=links)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if _done(
            form,
            lambda: services.set_chain(
                hub,
                form.links,
                begins=typed["begins"],
                source=typed["source"],
                by=request.user,
                note=typed["note"],
            ),
        ):
            messages.success(request, _("The chain is set. It begins on the day you named."))
            return redirect("innovations:editions")
    context = {"form": form, "hub": hub, "chain": held, "offices": queries.office_labels()}
    return render(request, "innovations/editions/chain.html", context)


@never_cache
@login_required
@stepped_up
@require_http_methods(["POST"])
def drop_chain(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a hub check as every hub does, from today on."""
    hub = get_object_or_404(Hub, slug=slug)
    services.drop_chain(hub, begins=clock.today(), by=request.user)
    messages.success(request, _("This hub checks as every hub does, from today on."))
    return redirect("innovations:editions")


@never_cache
@login_required
@require_http_methods([*SAFE, "POST"])
def rest_days(request: HttpRequest, year: int) -> HttpResponse:
    """The days of rest of a year; one may be added, and one that was added here taken away."""
    _for_all(request)
    if year not in queries.years_of_rest() and abs(year - clock.today().year) > 1:
        raise Http404
    removes = request.POST.get("remove", "")
    form = RestDayForm(None if removes else sent(request))
    if removes:
        row = get_object_or_404(RestDay, pk=whole(removes))
        services.remove_rest_day(row, by=request.user)
        messages.success(request, _("Removed. The day counts as a working day again."))
        return redirect("innovations:rest_days", year)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        day = typed.pop("date")
        if _done(form, lambda: services.add_rest_day(day, **typed, by=request.user)):
            messages.success(
                request, _("Added. Days to decide are counted without it from now on.")
            )
            return redirect("innovations:rest_days", day.year)
    context = {
        "form": form,
        "year": year,
        "years": queries.years_of_rest(),
        "rows": queries.rest_days(year),
    }
    return render(request, "innovations/editions/rest_days.html", context)


@never_cache
@login_required
@stepped_up
@require_http_methods([*SAFE, "POST"])
def grade(request: HttpRequest, grade: int) -> HttpResponse:
    """Word a grade of evidence, and say how long what it stands on holds."""
    _for_all(request)
    row = get_object_or_404(EvidenceGrade, grade=grade)
    form = GradeForm(sent(request), instance=row)
    if request.method == "POST" and form.is_valid():
        row = EvidenceGrade.objects.get(pk=row.pk)
        if _done(
            form,
            lambda: services.change_grade(
                row, form.changes, by=request.user, note=form.cleaned_data["note"]
            ),
        ):
            messages.success(
                request, _("Changed. Records are graded anew in the next daily round.")
            )
            return redirect("innovations:editions")
    return render(request, "innovations/editions/grade.html", {"form": form, "grade": row})


def _for_all(request: HttpRequest) -> None:
    if not request.user.has_perm("innovations.change_rules"):
        raise PermissionDenied


def _for_chain(request: HttpRequest, hub: Hub | None) -> None:
    if hub is None:
        _for_all(request)
    elif not request.user.has_perm("innovations.change_chain", hub):
        raise PermissionDenied


def _done(form, change: Callable[[], object]) -> bool:
    """Do it, or put what was refused beside the box it is about; answers whether it was done."""
    try:
        change()
    except ValidationError as refused:
        said = getattr(refused, "error_dict", None) or {"begins": [refused]}
        for name, errors in said.items():
            for error in errors:
                form.add_error(name if name in form.fields else None, error)
        return False
    return True


def _next_years_rest_days(_duty) -> str:
    return reverse("innovations:rest_days", args=[clock.today().year + 1])


def register() -> None:
    """Let those who may change a rule find it from their desk."""
    DUTY_TOPICS[REST_DAYS] = DutyTopic(
        gettext_lazy("Enter the days of rest of next year"),
        _next_years_rest_days,
        what=lambda day: _("Known until %(day)s") % {"day": date_format(day.date)},
        kind=gettext_lazy("Rules"),
        icon="calendar",
    )
    DESK_SECTIONS.append(
        DeskSection(
            gettext_lazy("Rules and forms"),
            "innovations:editions",
            queries.may_change_a_rule,
            order=80,
            about=gettext_lazy(
                "What the form asks, who checks in turn, days of rest, grades of evidence."
            ),
        )
    )
