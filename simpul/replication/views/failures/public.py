"""The library of lessons, and one lesson."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from simpul.replication.forms.failures import LessonFilterForm
from simpul.replication.queries.failures import entry_of, library

PAGE_SIZE = 20


@require_safe
def lessons(request: HttpRequest) -> HttpResponse:
    form = LessonFilterForm(request.GET)
    page = Paginator(library(**form.chosen), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "entries": [entry_of(lesson) for lesson in page],
        "filtered": any(form.chosen.values()),
    }
    return render(request, "replication/failures/library.html", context)


@require_safe
def lesson(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(library(), code=code)
    return render(request, "replication/failures/lesson.html", {"entry": entry_of(found)})
