"""The coaching log: read by the parties, written by the mentor."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from simpul.learning.forms.coaching import FileForm, PromiseForm, SessionForm, SettleForm
from simpul.learning.models import FollowUp, Session, SessionFile
from simpul.learning.policies import mentor_of, stands_behind
from simpul.learning.queries import coaching as questions
from simpul.learning.services import coaching as services
from simpul.organisations.views import attempt, desk_page
from simpul.organisations.views.answers import kept, sent, served

PAGE = 20


def _subject_or_404(request: HttpRequest, word: str, pk: int) -> Any:
    subject = questions.subject_at(word, pk, request.user)
    if subject is None:
        raise Http404
    return subject


@desk_page
@require_safe
def log(request: HttpRequest, word: str, pk: int) -> HttpResponse:
    """Every session about one thing, whoever was its mentor."""
    subject = _subject_or_404(request, word, pk)
    page = Paginator(questions.log_of(subject), PAGE).get_page(request.GET.get("page"))
    context = {
        "subject": subject,
        "address": _address(subject),
        "word": word,
        "page": page,
        "may_log": mentor_of(request.user, subject) is not None,
    }
    return render(request, "learning/coaching/log.html", context)


def _address(subject) -> str:
    kind = questions.coached(subject)
    return kind.address(subject) if kind else ""


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, word: str, pk: int) -> HttpResponse:
    """Write down a session."""
    subject = _subject_or_404(request, word, pk)
    if mentor_of(request.user, subject) is None:
        raise PermissionDenied
    data, _files = sent(request)
    form = SessionForm(data, sides=questions.sides_of(subject))
    if request.method == "POST" and form.is_valid():
        said = {"roles": form.cleaned_data["roles"], "promises": form.promises}
        logged = attempt(form, services.log_session, subject, form.held, by=request.user, **said)
        if logged:
            messages.success(request, _("Logged. The parties see it."))
            return redirect(logged)
    context = {"form": form, "subject": subject, "word": word}
    status = 422 if form.errors else 200
    return render(request, "learning/coaching/new.html", context, status=status)


def _session_or_404(request: HttpRequest, pk: int) -> Session:
    return get_object_or_404(questions.sessions_for(request.user), pk=pk)


@desk_page
@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """One session: the advice, what follows from it, its files."""
    found = _session_or_404(request, pk)
    return render(request, "learning/coaching/session.html", _shown(request, found))


def _shown(request: HttpRequest, found: Session, **forms: Any) -> dict[str, Any]:
    sides = questions.sides_of(found.subject) if found.subject else []
    names = {side.key: side.label for side in sides}
    return {
        "session": found,
        "word": questions.word_of(found.subject) if found.subject else "",
        "promises": [(each, names.get(each.side, each.side)) for each in found.follow_ups.all()],
        "may_change": request.user.has_perm("learning.change_session", found),
        "promise_form": PromiseForm(sides=sides, prefix="promise"),
        "file_form": FileForm(prefix="file"),
        **forms,
    }


@desk_page
@require_http_methods(["POST"])
def add(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Add a promise or a file to a session."""
    found = _session_or_404(request, pk)
    if act not in {"promise", "file"}:
        raise Http404
    if not request.user.has_perm("learning.change_session", found):
        raise PermissionDenied
    form = _promised(request, found) if act == "promise" else _filed(request, found)
    if form.errors:
        context = _shown(request, found, **{f"{act}_form": form})
        return render(request, "learning/coaching/session.html", context, status=422)
    messages.success(request, _("Added. The parties see it."))
    return redirect(found)


def _promised(request: HttpRequest, found: Session) -> PromiseForm:
    form = PromiseForm(request.POST, sides=questions.sides_of(found.subject), prefix="promise")
    if form.is_valid():
        attempt(form, services.add_follow_up, found, form.promise, by=request.user)
    return form


def _filed(request: HttpRequest, found: Session) -> FileForm:
    form = FileForm(request.POST, request.FILES, prefix="file")
    if form.is_valid():
        said = form.cleaned_data
        attempt(
            form,
            services.add_file,
            found,
            said["file"].name,
            said["file"],
            title=said["title"],
            by=request.user,
        )
    return form


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody promised; whoever it waits for says what became of it."""
    found = get_object_or_404(FollowUp.objects.select_related("session__mentor", "file"), pk=pk)
    may = request.user.has_perm("learning.settle_followup", found)
    sees = request.user.has_perm("learning.view_session", found.session)
    if not (may or sees or stands_behind(request.user, found.assignee)):
        raise Http404
    form = SettleForm(*sent(request))
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        if form.is_valid() and _settled(form, found, request.user):
            messages.success(request, _("Kept. It waits no more."))
            return redirect("learning:follow_up", found.pk)
    context = {"found": found, "form": form, "may": may and found.done_at is None, "sees": sees}
    status = 422 if form.errors else 200
    return render(request, "learning/coaching/follow_up.html", context, status=status)


def _settled(form: SettleForm, found: FollowUp, user) -> FollowUp | None:
    file = kept(form, "file", by=user)
    if form.errors:
        return None
    note = form.cleaned_data["note"]
    return attempt(form, services.settle_follow_up, found, by=user, note=note, file=file)


@desk_page
@require_safe
def file(request: HttpRequest, token: str) -> Any:
    """A file of a session or of a promise, for the parties."""
    seen = questions.sessions_for(request.user).values("pk")
    beside = SessionFile.objects.filter(session__in=seen, file__token=token)
    shown = FollowUp.objects.filter(session__in=seen, file__token=token)
    found = beside.select_related("file").first() or shown.select_related("file").first()
    if found is None:
        raise Http404
    return served(found.file)
