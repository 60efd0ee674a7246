"""Pages where a source is set up, changed, paused and asked."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from simpul.core import files
from simpul.sources.forms.streams import (
    DeliveryForm,
    FetchForm,
    NewStreamForm,
    PauseForm,
    StreamForm,
)
from simpul.sources.models import Source
from simpul.sources.policies import led_by, stewarded_by
from simpul.sources.queries import running as questions
from simpul.sources.services import adapters, running, steering
from simpul.sources.services.adapters import FILE
from simpul.sources.services.adapters.tables import Table
from simpul.sources.workflow import RunState

# Data that is only read: it is never sent to a browser as what it says it is.
DATA = "application/octet-stream"
SHOWN_RUNS = 10


@never_cache
@login_required
@require_safe
def streams(request: HttpRequest) -> HttpResponse:
    """The sources somebody leads, with what became of the last run of each."""
    rows = questions.streams_for(request.user)
    may_add = request.user.has_perm("sources.add_source")
    if not rows and not may_add:
        raise PermissionDenied
    context = {
        "rows": [(stream, last, _tone(last)) for stream, last in rows],
        "may_add": may_add,
    }
    return render(request, "sources/stream/list.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Set a new source up."""
    if not request.user.has_perm("sources.add_source"):
        raise PermissionDenied
    form = NewStreamForm(request.POST or None, authorities=stewarded_by(request.user))
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        key, authority = said.pop("key"), said.pop("authority")
        source = steering.set_up(key, authority=authority, by=request.user, **said)
        messages.success(request, _("Set up. Start the first run when you are ready."))
        return redirect(source)
    return render(request, "sources/stream/form.html", {"form": form}, status=_status(form))


@never_cache
@login_required
@require_safe
def stream(request: HttpRequest, key: str) -> HttpResponse:
    """One source: how it is read, its last runs, and the next delivery."""
    return _page(request, stream_or_404(request, key))


def _page(request: HttpRequest, found: Source, **forms: Any) -> HttpResponse:
    last = list(questions.runs_for(request.user).filter(source=found)[:SHOWN_RUNS])
    kind = kind_of(found)
    delivery = DeliveryForm(initial={"is_whole": found.is_whole})
    context = {
        "source": found,
        "kind": kind,
        "rows": [(run, _tone(run)) for run in last],
        "is_under_way": questions.is_under_way(found),
        "takes_file": kind is not None and FILE in kind.takes,
        "is_mappable": isinstance(kind, Table),
        "form": delivery,
        "pausing": PauseForm(),
        **forms,
    }
    wrong = any(getattr(form, "errors", None) for form in forms.values())
    return render(request, "sources/stream/stream.html", context, status=422 if wrong else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Change how and when a source is read."""
    found = stream_or_404(request, key)
    initial = {name: getattr(found, name) for name in StreamForm.base_fields}
    form = StreamForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        steering.change(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(found)
    context = {"form": form, "source": found}
    return render(request, "sources/stream/form.html", context, status=_status(form))


@never_cache
@login_required
@require_POST
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Begin a run, from the file that is sent or from the source's address."""
    found = stream_or_404(request, key)
    kind = kind_of(found)
    if "fetch" in request.POST or kind is None or FILE not in kind.takes:
        form: Any = FetchForm(request.POST)
    else:
        form = DeliveryForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            return redirect(_started(request, found, form.cleaned_data))
        except ValidationError as refused:
            form.add_error(None, refused)
    return _page(request, found, form=form)


def _started(request: HttpRequest, found: Source, said: dict[str, Any]):
    sent = said.get("file")
    if sent is None:
        run = running.start(found, by=request.user)
    else:
        kept = files.keep(sent.name or "", sent, by=request.user, kind=DATA)
        run = running.start(found, by=request.user, file=kept, is_whole=said["is_whole"])
    messages.success(request, _("The run has begun. You are told when its dry run is ready."))
    return run


@never_cache
@login_required
@require_POST
def pause(request: HttpRequest, key: str) -> HttpResponse:
    """Ask a source no more, or let it go on."""
    found = stream_or_404(request, key)
    if not found.is_active:
        steering.resume(found, by=request.user)
        messages.success(request, _("It is asked again."))
        return redirect(found)
    form = PauseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, pausing=form)
    steering.pause(found, by=request.user, why=form.cleaned_data["why"])
    messages.success(request, _("Paused. Runs under way come to their end."))
    return redirect(found)


def kind_of(source: Source) -> Any:
    """How a source is read, or nothing where no such way is left."""
    return next((kind for kind in adapters.adapters() if kind.key == source.adapter), None)


def _tone(run) -> str:
    return questions.RUN_TONES[RunState(run.state)] if run is not None else "none"


def _status(form) -> int:
    return 422 if form.errors else 200


def stream_or_404(request: HttpRequest, key: str) -> Source:
    """The source, where the reader leads it."""
    return get_object_or_404(led_by(request.user).select_related("authority"), key=key)
