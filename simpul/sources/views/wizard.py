"""From a file to its dry run, in four pages: the file, how it is read, its columns, a preview."""

from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from simpul.core import files
from simpul.core.models import File
from simpul.core.models.files import FileState
from simpul.sources.forms.wizard import ColumnsForm, FileForm, WayForm, text_kinds
from simpul.sources.models import Mapping, Source
from simpul.sources.queries import preview as questions
from simpul.sources.queries.reading import Look, Way
from simpul.sources.queries.reading.tables import TEXT
from simpul.sources.services import mapping, running
from simpul.sources.services.adapters.tables import Table
from simpul.sources.views.streams import DATA, kind_of, stream_or_404

STEPS = ("file", "reading", "columns", "preview")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose_file(request: HttpRequest, key: str) -> HttpResponse:
    """The file: it is kept, and nothing else happens yet."""
    source = _mappable(request, key)
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            kept = files.keep(sent.name or "", sent, by=request.user, kind=DATA)
            mapping.looked_at(_content(kept), Way(), source)
        except ValidationError as refused:
            form.add_error("file", refused)
        else:
            return redirect("sources:wizard_reading", source.key, kept.token)
    return _page(request, "file", source, form=form)


@never_cache
@login_required
@require_safe
def how_read(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """How the file is read: what was found out, its first rows, and what may be chosen instead."""
    source, file = _mappable(request, key), _own_file(request, token)
    plain = mapping.looked_at(_content(file), Way(), source)
    asked = _way_form(request, plain)
    seen, refused = plain, None
    if asked.is_valid():
        try:
            seen = mapping.looked_at(_content(file), asked.way, source)
        except ValidationError as error:
            refused = error
    context = {
        "form": asked,
        "file": file,
        "seen": seen,
        "read_sheets": [sheet.name for sheet in seen.sheets if sheet.is_read],
        "refused": refused,
        "query": request.GET.urlencode(),
        # Not by way of the form: in a template a value called "items" would hide the pairs.
        "asked": list(request.GET.items()),
    }
    return _page(request, "reading", source, **context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """What each column means; what was guessed is said with its reason."""
    source, file = _mappable(request, key), _own_file(request, token)
    asked, seen = _looked(request, source, file)
    kept, plan = mapping.proposed(source, seen)
    initial = {
        "name": kept.name if kept else PurePath(file.name).stem[:120],
        "programme": kept.programme if kept else _voice(source).programme,
        "language": kept.language if kept else _voice(source).language,
    }
    sent = request.POST if request.method == "POST" else None
    form = ColumnsForm(sent, plan=plan, initial=initial)
    if request.method == "POST" and form.is_valid():
        saved = _saved(request, source, form, asked.way)
        if saved:
            address = reverse("sources:wizard_preview", args=[source.key, file.token, saved.pk])
            return redirect(f"{address}?{request.GET.urlencode()}")
    context = {
        "form": form,
        "file": file,
        "seen": seen,
        "kept": kept,
        "rows": questions.column_lines(form.rows, seen),
        "query": request.GET.urlencode(),
    }
    return _page(request, "columns", source, **context)


def _saved(request: HttpRequest, source: Source, form: ColumnsForm, way: Way) -> Mapping | None:
    said = form.cleaned_data
    try:
        return mapping.keep_mapping(
            source,
            mapping.chosen_plan(form.plan, form.chosen),
            by=request.user,
            name=said["name"],
            way=way,
            programme=said["programme"],
            language=said["language"],
        )
    except ValidationError as refused:
        form.add_error(None, refused)
        return None


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, key: str, token: str, pk: int) -> HttpResponse:
    """The first records as they would be understood; from here the dry run of all begins."""
    source, file = _mappable(request, key), _own_file(request, token)
    kept = get_object_or_404(Mapping, pk=pk, authority=source.authority)
    _asked, seen = _looked(request, source, file)
    refused = None
    if request.method == "POST":
        try:
            is_whole = "is_whole" in request.POST
            run = running.start(source, by=request.user, file=file, is_whole=is_whole)
        except ValidationError as error:
            refused = error
        else:
            messages.success(
                request, _("The run has begun. You are told when its dry run is ready.")
            )
            return redirect(run)
    found = mapping.preview(source, _content(file), seen.way, kept)
    context = {
        "file": file,
        "kept": kept,
        "records": questions.record_lines(found),
        "refused": refused,
        "query": request.GET.urlencode(),
    }
    return _page(request, "preview", source, **context)


def _page(request: HttpRequest, step: str, source: Source, **context: Any) -> HttpResponse:
    wrong = bool(context.get("refused")) or bool(
        context.get("form") is not None and context["form"].is_bound and context["form"].errors
    )
    steps = [(name, STEPS.index(name) < STEPS.index(step), name == step) for name in STEPS]
    return render(
        request,
        f"sources/wizard/{step}.html",
        {"source": source, "steps": steps, "wrong": wrong, **context},
        status=422 if wrong else 200,
    )


def _mappable(request: HttpRequest, key: str) -> Source:
    """A source of files whose columns have to be understood, where the reader leads it."""
    source = stream_or_404(request, key)
    if not isinstance(kind_of(source), Table):
        raise Http404
    return source


def _voice(source: Source) -> Any:
    return kind_of(source).voice


def _own_file(request: HttpRequest, token: str) -> File:
    return get_object_or_404(
        File, token=token, owner=request.user, state=FileState.READY, media_type=DATA
    )


def _content(file: File) -> bytes:
    with files.open_file(file) as content:
        return content.read()


def _way_form(request: HttpRequest, seen: Look) -> WayForm:
    names = [sheet.name for sheet in seen.sheets if not sheet.hidden]
    is_text = text_kinds(seen) or seen.way.kind == TEXT
    return WayForm(request.GET, sheets=names, is_text=is_text)


def _looked(request: HttpRequest, source: Source, file: File) -> tuple[WayForm, Look]:
    """The file read as the address says; as found out where that makes no sense."""
    content = _content(file)
    plain = mapping.looked_at(content, Way(), source)
    asked = _way_form(request, plain)
    if not asked.is_valid() or not asked.way.as_json():
        return asked, plain
    try:
        return asked, mapping.looked_at(content, asked.way, source)
    except ValidationError as error:
        raise Http404 from error
