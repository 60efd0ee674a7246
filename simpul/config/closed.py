"""The answer to a write while the site is closed for writing: 503, what was typed given back."""

import errno
import re
from dataclasses import dataclass

from django.db.utils import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from simpul.core.maintenance import DISK, Closing
from simpul.exchange.api import problems
from simpul.exchange.api.problems import Trouble
from simpul.exchange.queries.resources.links import ROOT

# A browser or script asks again after so many seconds.
RETRY_SECONDS = 120

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
SAYS_FULL = re.compile(r"disk is full|No space left on device|disk full", re.IGNORECASE)

# What must never be written back into a page.
SECRET = re.compile(r"passw|csrf|token|secret|otp|code|recovery", re.IGNORECASE)

LONG_TEXT = 80


@dataclass(frozen=True)
class Typed:
    """One field of what was sent; ``lines`` is how high its box stands."""

    name: str
    value: str
    lines: int


def answer(request: HttpRequest, closing: Closing) -> HttpResponse:
    """Refuse a write: as a page for a person, as JSON for a script."""
    response: HttpResponse
    if "text/html" in request.headers.get("Accept", "") and not request.headers.get("HX-Request"):
        typed = list(_typed(request))
        context = {
            "status": 503,
            "closing": closing,
            "typed": [field for field in typed if field.value.strip()],
            "fields": typed,
            "again": _("Send again"),
            "has_files": request.content_type == "multipart/form-data",
            "request_id": getattr(request, "request_id", ""),
        }
        response = render(request, "config/closed.html", context, status=503)
    elif request.path.startswith(ROOT):
        response = problems.answer(request, Trouble("closed", message(closing)))
    else:
        words = {"error": "read_only", "reason": closing.reason, "message": message(closing)}
        response = JsonResponse(words, status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response


def message(closing: Closing) -> str:
    """What a visitor is told in one sentence."""
    if closing.reason == DISK:
        return _("The site cannot store anything at the moment. Nothing was changed.")
    return closing.note or _("The site is being maintained. Nothing was changed.")


def is_full_disk(problem: BaseException | None) -> bool:
    """Whether a failed write failed because there is no room."""
    if isinstance(problem, OperationalError):
        return bool(SAYS_FULL.search(str(problem)))
    return isinstance(problem, OSError) and problem.errno in FULL


def _typed(request: HttpRequest):
    """Every field that was sent, in its order; nothing where it cannot be read."""
    if request.method != "POST":
        return
    try:
        sent = request.POST
    except (OSError, ValueError):
        return
    for name, values in sent.lists():
        if not SECRET.search(name):
            for value in values:
                yield Typed(name, value, 1 if len(value) < LONG_TEXT else 6)
