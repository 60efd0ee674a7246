"""Pages of the installation itself: is it alive, is it ready, and what went wrong."""

import logging
import shutil
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from simpul.config import measures
from simpul.core import journal, maintenance, pulse

log = logging.getLogger("simpul.ready")

# The relay beats several times a second.
LONGEST_SILENCE = 10

Finding = dict[str, Any]


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that this process answers; asks nothing of anybody else."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether visitors can be sent here, and if not, which part is missing."""
    checks: dict[str, Callable[[], Finding]] = {
        "database": _database,
        "index": _index,
        "relay": _relay,
        "disk": _disk,
        "writing": _writing,
    }
    found = {name: _looked_at(name, check) for name, check in checks.items()}
    is_ready = all(finding["ok"] for finding in found.values())
    return JsonResponse({"ready": is_ready, **found}, status=200 if is_ready else 503)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Tell an operator's collector every measure; nobody else finds anything here."""
    if not _may_measure(request):
        raise Http404
    kind = "text/plain; version=0.0.4; charset=utf-8"
    return HttpResponse(measures.text(), content_type=kind)


def _may_measure(request: HttpRequest) -> bool:
    """With a token: who knows it. Without one: this machine, where no proxy speaks for others."""
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "")
        return constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}")
    spoken_for = settings.BEHIND_PROXY or "X-Forwarded-For" in request.headers
    return request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"} and not spoken_for


def _looked_at(name: str, check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except Exception:
        log.exception("The check of %s failed", name)
        return {"ok": False}


def _database() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"ok": True, "kind": connection.vendor}


def _index() -> Finding:
    behind = max(0, journal.head_seq() - pulse.read().watermark)
    return {"ok": behind <= settings.READY_INDEX_LAG, "entries_behind": behind}


def _relay() -> Finding:
    silent = time.time() - pulse.read().beat
    return {"ok": silent < LONGEST_SILENCE, "silent_seconds": round(silent, 1)}


def _disk() -> Finding:
    free = shutil.disk_usage(settings.VAR_DIR).free
    return {"ok": free > settings.READY_FREE_BYTES, "free_megabytes": free // 1_000_000}


def _writing() -> Finding:
    """A site that is closed for writing still serves its readers."""
    found = maintenance.closing()
    return {"ok": True, "closed": found.reason if found else ""}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request cannot be understood."""
    return _failed(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: this visitor may not."""
    return _failed(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was too old or came from elsewhere; what was typed is still in the browser."""
    return _failed(request, 403, {"reason": "csrf"})


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing stands here, or this visitor may not see it."""
    return _failed(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; the page asks nothing that may have failed."""
    try:
        return _failed(request, 500)
    except Exception:
        log.exception("The error page failed")
        words = _("Something went wrong on our side. It has been recorded.")
        return HttpResponse(words, status=500, content_type="text/plain; charset=utf-8")


def _failed(
    request: HttpRequest, status: int, context: dict[str, Any] | None = None
) -> HttpResponse:
    words = {"status": status, "request_id": getattr(request, "request_id", ""), **(context or {})}
    try:
        return render(request, f"ui/{status}.html", words, status=status)
    except TemplateDoesNotExist:
        return HttpResponse(f"{status}\n", status=status, content_type="text/plain")
