"""A mentor's own desk: the offer, how much of it is taken, requests, cases, the log."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from simpul.learning.forms.mentors import EmptyForm, LeaveForm, OfferForm, PauseForm
from simpul.learning.hooks import MENTOR_PANELS
from simpul.learning.models import OPEN_STATES, Mentor, Session
from simpul.learning.queries import mentors as questions
from simpul.learning.queries.quarters import places_left, this_quarter
from simpul.learning.queries.recognition import letters_of
from simpul.learning.queries.summing import done_by
from simpul.learning.services import offering as services
from simpul.learning.workflow import MENTORING
from simpul.organisations.views import attempt, desk_page, posted
from simpul.organisations.views.answers import kept, sent

LATEST = 10
COLUMNS = (*services.COLUMNS, "capacity")


@desk_page
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What somebody offers and did; those who offer nothing read how to."""
    mentor = questions.mine(request.user)
    context: dict[str, Any] = {"mentor": mentor, "quarter": this_quarter()}
    if mentor is not None:
        sessions = Session.objects.filter(mentor=mentor).prefetch_related("roles")
        context |= {
            "left": places_left([mentor])[mentor.pk],
            "done": done_by(mentor),
            "sessions": sessions[:LATEST],
            "panels": MENTOR_PANELS.for_object(request, mentor),
            "steps": {step.name for step in MENTORING.open_steps(mentor, request.user)},
            "letters": letters_of(mentor),
            "is_open": mentor.state in OPEN_STATES,
        }
    return render(request, "learning/mine/desk.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest) -> HttpResponse:
    """Offer to be a mentor, or change what was offered."""
    mentor = _open_offer(request)
    form = OfferForm(*sent(request), initial=_said(mentor), begun=mentor is not None)
    if request.method == "POST" and form.is_valid():
        file = kept(form, "proof_file", by=request.user)
        if not form.errors and _keep(form, mentor, file, request.user):
            messages.success(request, _("Kept. Your desk shows what you offer."))
            return redirect("learning:mine")
    status = 422 if form.errors else 200
    context = {"form": form, "mentor": mentor}
    return render(request, "learning/mine/offer.html", context, status=status)


def _keep(form: OfferForm, mentor: Mentor | None, file, user) -> Mentor | None:
    words = {
        "said": form.said,
        "capacity": form.cleaned_data["capacity"],
        "proof_file": file,
        "by": user,
    }
    if mentor is not None:
        return attempt(form, services.change_offer, mentor, **words)
    return attempt(form, services.offer_mentoring, form.cleaned_data["hub"], **words)


def _open_offer(request: HttpRequest) -> Mentor | None:
    mentor = questions.mine(request.user)
    return mentor if mentor is not None and mentor.state in OPEN_STATES else None


def _said(mentor: Mentor | None) -> dict[str, Any]:
    if mentor is None:
        return {}
    said = {name: getattr(mentor, name) for name in COLUMNS}
    said["sectors"] = [row.key for row in mentor.sectors.all()]
    said["languages"] = [row.key for row in mentor.languages.all()]
    said["provinces"] = [row.code for row in mentor.provinces.all()]
    return said


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, act: str) -> HttpResponse:
    """Pause, be ready again, or leave."""
    mentor = _open_offer(request)
    steps = (
        {step.name: step for step in MENTORING.open_steps(mentor, request.user)} if mentor else {}
    )
    if mentor is None or act not in ACTS or act not in steps:
        raise Http404
    form_class, verb, told = ACTS[act]
    form = form_class(posted(request))
    said = form.cleaned_data if form.is_valid() else None
    if said is not None and attempt(form, verb, mentor, by=request.user, **said):
        messages.success(request, told)
        return redirect("learning:mine")
    context = {"form": form, "mentor": mentor, "step": steps[act], "act": act}
    return render(request, "learning/mine/act.html", context, status=422 if form.errors else 200)


ACTS: dict[str, tuple[Any, Callable[..., Mentor], Any]] = {
    "pause": (PauseForm, services.pause, gettext_lazy("You pause now. What runs goes on.")),
    "resume": (EmptyForm, services.resume, gettext_lazy("You are ready for requests again.")),
    "leave": (LeaveForm, services.leave, gettext_lazy("You are no longer a mentor. Thank you.")),
}
