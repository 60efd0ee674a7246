"""The quality of the records of a hub or an institution, and worklists of what needs work."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from simpul.core import clock, exports
from simpul.core.hooks import Panel
from simpul.innovations.forms.campaigns import ShelfLifeForm
from simpul.innovations.models import CORE_FIELDS
from simpul.innovations.queries import quality as questions
from simpul.innovations.queries.lasting import is_due, shelf_lives
from simpul.innovations.services.shelf_lives import set_shelf_life

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK = 500


def _scope_or_404(request: HttpRequest) -> questions.Scope:
    scope = questions.scope_at(request.user, request.GET)
    if scope is None:
        raise Http404
    return scope


@login_required
@never_cache
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """What is missing, old and unverified among the records somebody answers for."""
    scope = _scope_or_404(request)
    found = questions.quality(scope.rows)
    lists = f"{reverse('innovations:worklist')}?{scope.query}"
    months = shelf_lives().months(scope.hub.pk) if scope.hub else None
    context = {
        "scope": scope,
        "scopes": questions.scopes_of(request.user),
        "quality": found,
        "lists": lists,
        "issues": [(issue, found.issues[issue.key]) for issue in questions.ISSUES],
        "life": [
            (bar, f"{lists}&life={life}")
            for bar, life in zip(found.life.bars, questions.Life.values, strict=True)
        ],
        "missing": questions.missing_bars(found, lists),
        "months": ShelfLifeForm(initial={"months": months}) if _may_set(request, scope) else None,
        "holds": months,
    }
    return render(request, "innovations/quality/dashboard.html", context)


def _may_set(request: HttpRequest, scope: questions.Scope) -> bool:
    return scope.hub is not None and request.user.has_perm("innovations.add_campaign", scope.hub)


@login_required
@require_POST
def shelf_life(request: HttpRequest) -> HttpResponse:
    """Set for how long a word about a record's life holds in a hub."""
    scope = _scope_or_404(request)
    if scope.hub is None:
        raise PermissionDenied
    form = ShelfLifeForm(request.POST)
    if form.is_valid():
        try:
            set_shelf_life(scope.hub, form.cleaned_data["months"], by=request.user)
            messages.success(request, _("Every record of the hub was measured anew."))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
    else:
        messages.error(request, " ".join(str(fault) for fault in form.errors["months"]))
    return redirect(f"{reverse('innovations:quality')}?{scope.query}")


@login_required
@never_cache
@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    """The records that need one kind of work, by page."""
    scope, asked = _scope_or_404(request), questions.Asked.read(request.GET)
    rows = questions.worklist(scope, asked)
    page = Paginator(rows, questions.PAGE).get_page(request.GET.get("page"))
    query = "&".join(part for part in (scope.query, asked.query) if part)
    context = {
        "scope": scope,
        "asked": asked,
        "page": page,
        "query": query,
        "issues": questions.ISSUES,
        "fields": [(name, questions.FIELDS[name].label) for name in CORE_FIELDS],
        "lives": questions.Life.choices,
        "core": len(CORE_FIELDS),
        "today": clock.today(),
        "may_ask": _may_set(request, scope),
    }
    return render(request, "innovations/quality/worklist.html", context)


@login_required
@require_safe
def worklist_file(request: HttpRequest, form: str) -> HttpResponse | StreamingHttpResponse:
    """The same rows as a file, one for each."""
    scope, asked = _scope_or_404(request), questions.Asked.read(request.GET)
    rows = questions.worklist(scope, asked).iterator(chunk_size=CHUNK)
    return table_file(form, "records", _header(), (_cells(record) for record in rows))


def _header() -> list[str]:
    return [
        _("Permanent number"),
        _("Innovation"),
        _("Institution"),
        _("Verification"),
        _("Life status"),
        _("Life status as of"),
        _("due for confirmation"),
        _("core fields filled"),
        _("Grade of evidence"),
    ]


def _cells(record) -> list[Any]:
    return [
        record.public_id,
        record.title,
        record.owner.short_name if record.owner else "",
        record.get_state_display(),
        record.life_status.label if record.life_status else "",
        record.life_as_of,
        _("yes") if is_due(record) else _("no"),
        record.completeness,
        record.evidence_grade,
    ]


def table_file(form: str, name: str, header, rows) -> HttpResponse | StreamingHttpResponse:
    """A table as CSV or as a spreadsheet, named after the day."""
    file = f"{name}-{date.isoformat(clock.today())}.{form}"
    if form == "csv":
        response: Any = StreamingHttpResponse(
            exports.csv_stream(header, rows), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="{file}"'
    elif form == "xlsx":
        book = exports.xlsx_file(header, rows)
        response = FileResponse(book, as_attachment=True, filename=file, content_type=XLSX)
    else:
        raise Http404
    response["Cache-Control"] = "no-store"
    return response


def of_hub(request: HttpRequest, hub) -> Panel:
    """A public summary of how good the records of a hub are."""
    found = questions.quality(questions.scope_of_hub(hub).rows)
    context = {
        "quality": found,
        "months": shelf_lives().months(hub.pk),
        "watches": request.user.has_perm("innovations.view_quality_hub", hub),
        "hub": hub,
    }
    html = render_to_string("innovations/quality/summary.html", context, request=request)
    return Panel("quality", _("How good the records are"), html)
