"""Pages by which owners say whether a record still runs, by link or signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from simpul.core.limits import allow
from simpul.innovations.forms.life import AnswerForm, ProofForm, SayForm
from simpul.innovations.models import PassedTest
from simpul.innovations.queries.asking import key_of, next_question, question_at, standing
from simpul.innovations.queries.upkeep import record_to_keep, upkeep
from simpul.innovations.services import life

# A new link is mailed at most so often to one address.
RENEWALS, DAY = 3, 86400


# --- By link -----------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Ask whether one record still runs. Opening the page changes nothing; its buttons do."""
    question = question_at(key)
    if question is None:
        return _private(render(request, "innovations/life/no_link.html", status=404))
    if request.method != "POST":
        return _asked(request, question, AnswerForm())
    act = request.POST.get("act", "answer")
    if act == "undo":
        return _undone(request, question, key)
    if act == "renew":
        return _renewed(request, question)
    return _answered(request, question, key)


def _asked(request: HttpRequest, question, form: AnswerForm) -> HttpResponse:
    following = next_question(question) if question.answered_at else None
    context = {
        "question": question,
        "record": question.innovation.canonical or question.innovation,
        "standing": standing(question),
        "form": form,
        "next": following,
        "next_key": key_of(following) if following else "",
    }
    return _private(render(request, "innovations/life/answer.html", context))


def _answered(request: HttpRequest, question, key: str) -> HttpResponse:
    quick = "quick" in request.POST
    data = request.POST.copy()
    if quick:
        # The one button says that all is as before, whatever was typed below it.
        data.update({"status": request.POST["quick"]})
        data.setlist("status", [request.POST["quick"]])
    form = AnswerForm(data)
    if form.is_valid():
        said = form.cleaned_data
        try:
            life.answer(
                question,
                said["status"],
                as_of=None if quick else said["as_of"],
                reason="" if quick else said["reason"],
                said_by=said["said_by"],
            )
        except ValidationError as refused:
            form.add_error(_field_of(refused), refused)
        else:
            return redirect("innovations:answer", key=key)
    return _asked(request, question, form)


def _field_of(refused: ValidationError) -> str | None:
    """The field that a refusal is about."""
    about = {"no_stage": "status", "no_reason": "reason", "later": "as_of", "too_early": "as_of"}
    return about.get(getattr(refused, "code", "") or "")


def _undone(request: HttpRequest, question, key: str) -> HttpResponse:
    try:
        life.undo(question)
    except ValidationError as refused:
        form = AnswerForm({})
        form.errors.clear()
        form.add_error(None, refused)
        return _asked(request, question, form)
    return redirect("innovations:answer", key=key)


def _renewed(request: HttpRequest, question) -> HttpResponse:
    """Mail a new link to the address that was asked; the answer is the same for everybody."""
    may = allow(f"life-renew:{question.pk}", most=RENEWALS, seconds=DAY)
    if may and question.asked_to and standing(question).has_expired:
        life.renew(question)
    return _private(render(request, "innovations/life/renewed.html", {"question": question}))


def _private(response: HttpResponse) -> HttpResponse:
    """Let no search engine keep the page."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


# --- Signed in ---------------------------------------------------------------------------------


@login_required
@never_cache
@require_safe
def keep(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a record still needs: its missing fields, whether it runs, tests, evidence."""
    return _kept(request, _record_or_404(request, public_id))


def _record_or_404(request: HttpRequest, public_id: str):
    record = record_to_keep(public_id, request.user)
    if record is None:
        raise Http404
    return record


def _kept(request: HttpRequest, record, *, say=None, test=None) -> HttpResponse:
    found = upkeep(record, request.user)
    context = {
        "keep": found,
        "record": record,
        "say_form": say or SayForm(institutional=found.is_institutional),
        "test_form": test or ProofForm(record=record),
    }
    return render(request, "innovations/life/keep.html", context)


@login_required
@require_POST
def say(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say whether a record still runs."""
    record = _record_or_404(request, public_id)
    form = SayForm(request.POST, institutional=True)
    if form.is_valid():
        said = form.cleaned_data
        try:
            life.say(
                record, said["status"], as_of=said["as_of"], reason=said["reason"], by=request.user
            )
        except ValidationError as refused:
            form.add_error(_field_of(refused), refused)
        else:
            messages.success(request, _("Readers see this at once."))
            return redirect("innovations:keep", public_id=record.public_id)
    return _kept(request, record, say=form)


@login_required
@require_POST
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take back the newest word about a record's life."""
    record = _record_or_404(request, public_id)
    if not request.user.has_perm("innovations.say_life_innovation", record):
        raise PermissionDenied
    newest = record.life_statements.filter(taken_back_at=None).order_by("-said_at", "-pk").first()
    if newest is not None:
        life.take_back(newest, by=request.user)
        messages.success(request, _("What was said before counts again."))
    return redirect("innovations:keep", public_id=record.public_id)


@login_required
@require_POST
def show_test(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show with a file that one of the four tests is passed."""
    record = _record_or_404(request, public_id)
    form = ProofForm(request.POST, record=record)
    if form.is_valid():
        try:
            life.show_test(record, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("A verifier of your hub checks it now."))
            return redirect("innovations:keep", public_id=record.public_id)
    return _kept(request, record, test=form)


@login_required
@require_POST
def decide_test(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept one of the four tests, or say what is missing."""
    passed = get_object_or_404(PassedTest.objects.select_related("innovation__canonical"), pk=pk)
    record = _record_or_404(request, passed.innovation.public_id)
    try:
        if request.POST.get("act") == "accept":
            life.accept_test(passed, by=request.user)
            messages.success(request, _("Test accepted."))
        else:
            life.turn_down_test(passed, note=request.POST.get("note", ""), by=request.user)
            messages.success(request, _("The owner is told what is missing."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("innovations:keep", public_id=record.public_id)
