"""The mentor of a case, requests that wait, proposals with their reasons, the load of mentors."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from simpul.learning.models import Mentor
from simpul.organisations.queries import decisions
from simpul.organisations.views import attempt, desk_page, posted
from simpul.replication.forms.mentoring import AskForm, EmptyForm, HandOverForm, WhyForm
from simpul.replication.models import Case
from simpul.replication.models.mentoring import MentorRequest, Mentorship
from simpul.replication.policies.mentoring import leads_some
from simpul.replication.queries.mentoring import pages as questions
from simpul.replication.queries.mentoring.ranking import allocation, proposals
from simpul.replication.services import mentoring as services
from simpul.replication.services.mentoring.coached import Cases
from simpul.replication.workflow.mentoring import (
    MENTOR_REQUEST,
    MENTORSHIP,
    RequestState,
)

PAGE, BATCH = 25, 50
MOST = 20

# --- The mentor of one case --------------------------------------------------------------------


def _case_or_404(request: HttpRequest, number: str) -> Case:
    rows = Case.objects.select_related("adopter__parent__parent", "facilitator", "opened_by")
    case = rows.filter(number=number).first()
    if case is None or not _sees(request.user, case):
        raise Http404
    return case


def _sees(user, case: Case) -> bool:
    return (
        user.has_perm("replication.follow_case", case)
        or questions.requests_for(user).filter(case=case).exists()
    )


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def of_case(request: HttpRequest, number: str) -> HttpResponse:
    """Who accompanies a case, and the form to ask for somebody."""
    case = _case_or_404(request, number)
    asked = questions.requests_for(request.user).filter(case=case).order_by("-asked_at").first()
    may_ask = request.user.has_perm("replication.ask_mentor_case", case)
    may_ask = may_ask and (asked is None or not asked.is_open)
    form = AskForm(posted(request) if may_ask else None)
    if request.method == "POST":
        if not may_ask:
            raise PermissionDenied
        if form.is_valid() and attempt(
            form, services.ask, case, by=request.user, **form.cleaned_data
        ):
            messages.success(request, _("Asked. The hub looks for a mentor who fits."))
            return redirect("replication:mentoring_case", case.number)
    context = {
        "case": case,
        "asked": asked,
        "form": form,
        "may_ask": may_ask,
        "may_lead": asked is not None and _may_lead(request, asked),
        "steps": _steps(request, asked),
        "running": _running(request, case),
        "mentorships": asked.mentorships.all() if asked is not None else [],
        "sessions": questions.sessions_of(case)[:5] if _reads_log(request, case) else None,
    }
    status = 422 if form.errors else 200
    return render(request, "replication/mentoring/case.html", context, status=status)


def _reads_log(request: HttpRequest, case: Case) -> bool:
    return Cases().visible(request.user).filter(pk=case.pk).exists()


def _running(request: HttpRequest, case: Case) -> Mentorship | None:
    rows = questions.mentorships_for(request.user).filter(case=case, state="running")
    return rows.first()


def _steps(request: HttpRequest, asked: MentorRequest | None) -> set[str]:
    if asked is None:
        return set()
    return {step.name for step in MENTOR_REQUEST.open_steps(asked, request.user)}


def _may_lead(request: HttpRequest, asked: MentorRequest) -> bool:
    return request.user.has_perm("replication.propose_mentorrequest", asked)


# --- Requests ----------------------------------------------------------------------------------


@desk_page
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """The requests of the cases somebody facilitates, and the load of the mentors."""
    if not leads_some(request.user):
        raise PermissionDenied
    state = request.GET.get("state", RequestState.WAITING)
    rows = questions.led(request.user, state)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    mentors = Paginator(questions.ready_mentors(request.user), PAGE)
    load_page = mentors.get_page(request.GET.get("mentors"))
    context = {
        "page": page,
        "state": state if state in RequestState.values else "",
        "states": RequestState.choices,
        "loads": questions.loads(list(load_page)),
        "load_page": load_page,
        "waiting": questions.waiting_for_hub(request.user).count(),
    }
    return render(request, "replication/mentoring/requests.html", context)


def _led_or_404(request: HttpRequest, pk: int) -> MentorRequest:
    found = get_object_or_404(questions.requests_for(request.user), pk=pk)
    if not _may_lead(request, found):
        raise Http404
    return found


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One request with every mentor who could accompany it, by the declared rule."""
    found = _led_or_404(request, pk)
    form = EmptyForm(posted(request))
    if request.method == "POST":
        mentor = get_object_or_404(Mentor, pk=_whole(request.POST.get("mentor")))
        form.is_valid()
        if attempt(form, services.propose, found, mentor, by=request.user):
            messages.success(request, _("%(mentor)s was asked.") % {"mentor": mentor})
            return redirect(found)
    known = questions.words()
    able = proposals(found) if found.state == RequestState.WAITING else []
    context = {
        "asked": found,
        "decided": decisions(found),
        "form": form,
        "proposals": [(each, questions.said(each.reasons, known)) for each in able[:MOST]],
        "weights": sorted(known.values(), key=lambda row: (-row.weight, row.key)),
    }
    status = 422 if form.errors else 200
    return render(request, "replication/mentoring/request.html", context, status=status)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a request back."""
    found = get_object_or_404(questions.requests_for(request.user), pk=pk)
    if "withdraw" not in _steps(request, found):
        raise PermissionDenied
    form = WhyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["why"]
        if attempt(form, services.withdraw, found, by=request.user, note=note):
            messages.success(request, _("Taken back. Whoever was asked was told."))
            return redirect(found)
    context = {"form": form, "heading": MENTOR_REQUEST.steps["withdraw"].label, "back": found}
    status = 422 if form.errors else 200
    return render(request, "replication/mentoring/act.html", context, status=status)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def together(request: HttpRequest) -> HttpResponse:
    """What the rule gives the requests that wait, the oldest fifty at once."""
    if not leads_some(request.user):
        raise PermissionDenied
    waiting = list(questions.waiting_for_hub(request.user)[:BATCH])
    if request.method == "POST":
        made = services.propose_many(waiting, by=request.user)
        words = ngettext("%(n)d mentor was asked.", "%(n)d mentors were asked.", len(made))
        messages.success(request, words % {"n": len(made)})
        return redirect("replication:mentoring")
    known = questions.words()
    pairs = allocation(waiting)
    context = {
        "pairs": [
            (each, questions.said(each.proposal.reasons, known) if each.proposal else [])
            for each in pairs
        ],
        "found": sum(each.proposal is not None for each in pairs),
    }
    return render(request, "replication/mentoring/together.html", context)


# --- One mentorship ----------------------------------------------------------------------------


def _mentorship_or_404(request: HttpRequest, pk: int) -> Mentorship:
    return get_object_or_404(questions.mentorships_for(request.user), pk=pk)


@desk_page
@require_safe
def mentorship(request: HttpRequest, pk: int) -> HttpResponse:
    """One mentorship: the case, the reasons, how to reach each other, what may be done."""
    found = _mentorship_or_404(request, pk)
    return render(request, "replication/mentoring/mentorship.html", _shown(request, found))


def _shown(request: HttpRequest, found: Mentorship) -> dict[str, Any]:
    steps = [step for step in MENTORSHIP.open_steps(found, request.user) if step.name in ACTS]
    return {
        "found": found,
        "decided": decisions(found),
        "reasons": questions.said(found.reasons, questions.words()),
        "steps": steps,
        "may_hand_over": request.user.has_perm("replication.hand_over_mentorship", found),
        "sees_contact": request.user.has_perm("replication.view_contact_mentorship", found),
        "is_mentor": found.mentor.person_id == request.user.pk,
    }


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Accept, decline, take back or end; come back to the mentorship."""
    found = _mentorship_or_404(request, pk)
    steps = {step.name: step for step in MENTORSHIP.open_steps(found, request.user)}
    if act not in ACTS:
        raise Http404
    if act not in steps:
        raise PermissionDenied
    form_class, verb, told = ACTS[act]
    form = form_class(posted(request))
    said = form.cleaned_data if form.is_valid() else None
    if said is not None:
        words = {"note": said["why"]} if "why" in said else {}
        if attempt(form, verb, found, by=request.user, **words):
            messages.success(request, told())
            return redirect(found)
    context = {"form": form, "heading": steps[act].label, "back": found, "found": found}
    status = 422 if form.errors else 200
    return render(request, "replication/mentoring/act.html", context, status=status)


ACTS: dict[str, tuple[Any, Callable[..., Mentorship], Callable[[], str]]] = {
    "accept": (
        EmptyForm,
        services.accept,
        lambda: _("Accepted. You see how to reach each other now."),
    ),
    "decline": (WhyForm, services.decline, lambda: _("Declined. The hub looks for somebody else.")),
    "withdraw": (
        WhyForm,
        services.withdraw_proposal,
        lambda: _("Taken back. The mentor was told."),
    ),
    "end": (WhyForm, services.end, lambda: _("Ended. The log stays with the case.")),
}


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask another mentor to go on; the log stays."""
    found = _mentorship_or_404(request, pk)
    if not request.user.has_perm("replication.hand_over_mentorship", found):
        raise PermissionDenied
    able = [each.mentor for each in proposals(found.request)][:MOST]
    form = HandOverForm(posted(request), able=able)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if attempt(
            form, services.hand_over, found, to=said["to"], by=request.user, note=said["why"]
        ):
            messages.success(request, _("Asked. Until they accept, you go on."))
            return redirect(found)
    context = {
        "form": form,
        "heading": _("Hand over to another mentor"),
        "back": found,
        "able": able,
    }
    status = 422 if form.errors else 200
    return render(request, "replication/mentoring/hand_over.html", context, status=status)
