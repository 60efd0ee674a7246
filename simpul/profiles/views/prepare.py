"""A record as a form wants it: seen, printed and taken along."""

import json
import tempfile
import zipfile
from collections.abc import Callable
from typing import IO, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from simpul.core import exports
from simpul.innovations.models import Innovation
from simpul.innovations.queries.detail import leads_on
from simpul.innovations.queries.writing import drafts_for
from simpul.innovations.services.evidence import open_evidence
from simpul.innovations.views.curating import record_or_404
from simpul.profiles.models import Form, Intake
from simpul.profiles.queries import tables
from simpul.profiles.queries.filling import Package
from simpul.profiles.queries.forms import form_at, forms_now
from simpul.profiles.queries.where import Desk, desk_of
from simpul.profiles.services.packing import pack
from simpul.profiles.services.taking import settle

COPY_BYTES = 1024 * 1024


def form_or_404(key: str) -> Form:
    form = form_at(key)
    if form is None:
        raise Http404
    return form


def packed_for(request: HttpRequest, record: Innovation, form: Form) -> tuple[Package, Desk]:
    """The record as this reader may see it: their draft, unless they ask for what readers see."""
    desk = desk_of(record, request.user)
    public = "public" in request.GET or desk.draft is None
    draft = None if public else desk.draft
    return pack(record, form, draft=draft, own=desk.prepares), desk


# --- Seeing ------------------------------------------------------------------------------------


@require_safe
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Every form in force, and how far the record is for it."""
    record = record_or_404(request, slug)
    if leads_on(record, slug, request.user):
        return redirect("profiles:choose", record.slug, permanent=True)
    packages = [packed_for(request, record, form)[0] for form in forms_now()]
    return render(request, "profiles/choose.html", {"innovation": record, "packages": packages})


@require_safe
def package(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """One form filled from the record, with what is missing, too long or in another language."""
    record, asked = record_or_404(request, slug), form_or_404(form)
    if leads_on(record, slug, request.user):
        return redirect("profiles:package", record.slug, form, permanent=True)
    return render(request, "profiles/package.html", _context(request, record, asked))


@require_safe
def printed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The same on paper, in the order of the form."""
    record, asked = record_or_404(request, slug), form_or_404(form)
    return render(request, "profiles/printed.html", _context(request, record, asked))


def _context(request: HttpRequest, record: Innovation, form: Form) -> dict[str, Any]:
    found, desk = packed_for(request, record, form)
    public = "public" in request.GET or desk.draft is None
    return {
        "innovation": record,
        "form": form,
        "package": found,
        "desk": desk,
        "from_draft": not public,
        "sections": [
            (name, [(packed, desk.field_url(form, packed.key)) for packed in rows])
            for name, rows in found.sections
        ],
        "wrong": [(packed, desk.mend_url(packed, form)) for packed in found.wrong],
        "query": "?public=1" if public and desk.draft is not None else "",
    }


# --- Taking along ------------------------------------------------------------------------------


@require_safe
def package_file(request: HttpRequest, slug: str, form: str, kind: str) -> HttpResponseBase:
    """The filled form as a workbook, a table, data, or all of it with the evidence."""
    record, asked = record_or_404(request, slug), form_or_404(form)
    if kind not in KINDS:
        raise Http404
    found, desk = packed_for(request, record, asked)
    if kind == "zip" and not desk.prepares:
        raise PermissionDenied
    name = f"{asked.key}-{record.public_id}.{kind}"
    response = KINDS[kind](request, found, name)
    if desk.prepares:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def _xlsx(request: HttpRequest, found: Package, name: str) -> HttpResponseBase:
    file = exports.xlsx_file(tables.header(found), tables.rows(found))
    return FileResponse(file, as_attachment=True, filename=name)


def _row(request: HttpRequest, found: Package, name: str) -> HttpResponseBase:
    file = exports.xlsx_file(tables.flat_header(found), [tables.flat_row(found)])
    return FileResponse(file, as_attachment=True, filename=name.replace(".row", "-row.xlsx"))


def _csv(request: HttpRequest, found: Package, name: str) -> HttpResponseBase:
    response = StreamingHttpResponse(
        exports.csv_stream(tables.header(found), tables.rows(found)),
        content_type="text/csv; charset=utf-8",
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _json(request: HttpRequest, found: Package, name: str) -> HttpResponseBase:
    response = JsonResponse(tables.plain(found), json_dumps_params={"ensure_ascii": False})
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _zip(request: HttpRequest, found: Package, name: str) -> HttpResponseBase:
    """The workbook, the data, and beside them each file this reader may open, by field."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- the answer reads and closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        stem = name.removesuffix(".zip")
        book = exports.xlsx_file(tables.header(found), tables.rows(found))
        bundle.writestr(f"{stem}.xlsx", book.read())
        said = json.dumps(tables.plain(found), ensure_ascii=False, indent=1)
        bundle.writestr(f"{stem}.json", said)
        for packed in found.fields:
            for row in packed.evidence:
                if request.user.has_perm("innovations.view_evidence", row):
                    kept, content = open_evidence(row, by=request.user)
                    _add(bundle, f"{packed.key}/{row.pk}-{kept.name}", content)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name)


def _add(bundle: zipfile.ZipFile, path: str, content: IO[bytes]) -> None:
    with content, bundle.open(path, "w") as target:
        while piece := content.read(COPY_BYTES):
            target.write(piece)


KINDS: dict[str, Callable[[HttpRequest, Package, str], HttpResponseBase]] = {
    "xlsx": _xlsx,
    "row": _row,
    "csv": _csv,
    "json": _json,
    "zip": _zip,
}


# --- What a form left over ----------------------------------------------------------------------


@login_required
@require_POST
def settle_intake(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that what a form left over has been looked at."""
    mine = drafts_for(request.user)
    intake = get_object_or_404(Intake.objects.filter(draft__in=mine).select_related("draft"), pk=pk)
    if not request.user.has_perm("innovations.change_draft", intake.draft):
        raise PermissionDenied
    settle(intake, by=request.user)
    messages.success(request, _("Marked as looked at. It stays readable here."))
    return redirect(intake.draft)
