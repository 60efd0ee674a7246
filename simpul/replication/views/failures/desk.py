"""Where an institution writes its lessons and decides how they are read."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from simpul.needs.policies import bodies_of, run_by
from simpul.organisations.models import Organisation
from simpul.replication.forms.failures import LessonForm, NoteForm
from simpul.replication.models import Lesson
from simpul.replication.policies.failures import visible_lessons
from simpul.replication.queries.failures.anonymity import Refused, generalised
from simpul.replication.services import failures
from simpul.replication.workflow.failures import LessonState

PAGE = 25


def members_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for those signed in, never kept by anybody."""
    return require_http_methods(["GET", "HEAD", "POST"])(login_required(never_cache(view)))


@members_page
def mine(request: HttpRequest) -> HttpResponse:
    rows = _own(request).select_related("organisation", "sector").order_by("-changed_at", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lessons": page.object_list, "speaks": _bodies(request).exists()}
    return render(request, "replication/failures/mine.html", context)


@members_page
def new(request: HttpRequest) -> HttpResponse:
    bodies = _bodies(request)
    form = LessonForm(request.POST or None, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        body = fields.pop("organisation")
        try:
            lesson = failures.write_lesson(body, by=request.user, **fields)
        except ValidationError as wrong:
            _tell(form, wrong)
        else:
            messages.success(request, _("Kept as a draft. Only your institution reads it."))
            return redirect("replication:lesson_desk", lesson.code)
    context = {"form": form, "title": _("Tell what failed"), "speaks": bodies.exists()}
    return render(request, "replication/failures/write.html", context)


@members_page
def desk(request: HttpRequest, code: str) -> HttpResponse:
    lesson = _lesson(request, code)
    context = {
        "lesson": lesson,
        "may_decide": request.user.has_perm("replication.release_lesson", lesson),
        "note": NoteForm(),
        "is_released": lesson.state == LessonState.RELEASED,
    }
    if lesson.is_anonymous and not context["is_released"]:
        try:
            context["shown"] = generalised(lesson)
        except Refused as refused:
            context["refused"] = str(refused)
    return render(request, "replication/failures/desk.html", context)


@members_page
def change(request: HttpRequest, code: str) -> HttpResponse:
    lesson = _lesson(request, code)
    form = LessonForm(request.POST or None, bodies=_bodies(request), instance=lesson)
    if request.method == "POST" and form.is_valid():
        try:
            failures.change_lesson(lesson, by=request.user, **form.cleaned_data)
        except ValidationError as wrong:
            _tell(form, wrong)
        else:
            messages.success(request, _("Changed."))
            return redirect("replication:lesson_desk", lesson.code)
    context = {"form": form, "title": _("Change the lesson"), "speaks": True, "lesson": lesson}
    return render(request, "replication/failures/write.html", context)


@members_page
def release(request: HttpRequest, code: str) -> HttpResponse:
    lesson = _lesson(request, code)
    if request.method == "POST":
        try:
            failures.release_lesson(lesson, by=request.user)
        except ValidationError as wrong:
            messages.error(request, " ".join(wrong.messages))
        else:
            messages.success(request, _("The lesson is in the library."))
    return redirect("replication:lesson_desk", lesson.code)


@members_page
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    lesson = _lesson(request, code)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        failures.withdraw_lesson(lesson, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, _("The lesson has left the library."))
    elif request.method == "POST":
        messages.error(request, _("Say why it leaves the library."))
    return redirect("replication:lesson_desk", lesson.code)


def _bodies(request: HttpRequest) -> QuerySet[Organisation]:
    return (bodies_of(request.user) | run_by(request.user)).distinct().order_by("name")


def _own(request: HttpRequest) -> QuerySet[Lesson]:
    return Lesson.objects.filter(visible_lessons(request.user), organisation__in=_bodies(request))


def _lesson(request: HttpRequest, code: str) -> Lesson:
    """The lesson of the visitor's own institution, or nothing."""
    return get_object_or_404(_own(request).select_related("organisation"), code=code)


def _tell(form: LessonForm, wrong: ValidationError) -> None:
    """Say at the fields what the service found."""
    if hasattr(wrong, "error_dict"):
        for name, errors in wrong.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, wrong)
