"""What waits to be checked, as a page and as a file."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from simpul.core import exports
from simpul.innovations.models import DraftKind
from simpul.innovations.queries.queue import (
    CLOCKS,
    SIZES,
    SORTS,
    WHO,
    QueueFilter,
    Waiting,
    checks_somewhere,
    queue,
    queue_rows,
)


@never_cache
@login_required
@require_safe
def verification(request: HttpRequest) -> HttpResponse:
    """The queue of the desks at which the reader checks."""
    _check(request)
    asked = QueueFilter.of(request.GET.dict())
    found = queue(request.user, asked)
    context = {
        "queue": found,
        "asked": found.asked,
        "who": WHO.items(),
        "clocks": CLOCKS.items(),
        "kinds": DraftKind.choices,
        "sorts": SORTS.items(),
        "sizes": SIZES,
    }
    return render(request, "innovations/verification/queue.html", context)


@never_cache
@login_required
@require_safe
def verification_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same rows, each one, as a table to take home."""
    _check(request)
    asked = QueueFilter.of(request.GET.dict())
    rows = _cells(queue_rows(request.user, asked))
    if kind == "csv":
        answer = StreamingHttpResponse(
            exports.csv_stream(_header(), rows), content_type="text/csv; charset=utf-8"
        )
        answer["Content-Disposition"] = f'attachment; filename="{_("verification")}.csv"'
        return answer
    if kind == "xlsx":
        file = exports.xlsx_file(_header(), rows)
        return FileResponse(file, as_attachment=True, filename=f"{_('verification')}.xlsx")
    raise Http404


def _check(request: HttpRequest) -> None:
    if not checks_somewhere(request.user):
        raise PermissionDenied


def _header() -> list[str]:
    return [
        _("Title"),
        _("Institution"),
        _("Kind"),
        _("Submitted"),
        _("Working days since"),
        _("Due"),
        _("Clock"),
        _("With"),
        _("Turn of the institution"),
        _("Hub"),
    ]


def _cells(rows: Iterator[Waiting]) -> Iterator[list]:
    for row in rows:
        draft = row.draft
        yield [
            draft.innovation.title,
            draft.organisation.name if draft.organisation else "",
            draft.get_kind_display(),
            draft.submitted_at,
            row.age,
            draft.due_at,
            row.due,
            str(draft.verifier) if draft.verifier else "",
            f"{row.turn}/{row.turns}",
            draft.hub.name if draft.hub else "",
        ]
