"""Idempotency-Key: a write that is sent again under its name is answered, not done, again."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from simpul.exchange.api.problems import Fault, Trouble
from simpul.exchange.services.keeping import Given, answered_once, digest_of

HEADER = "Idempotency-Key"
NAME = re.compile(r"[A-Za-z0-9_-]{8,128}")
KEPT_HEADERS = ("Content-Type", "Location", "Link")


def once(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of ``act``; under a name that was used before, the answer given then."""
    name = request.headers.get(HEADER)
    key = getattr(request, "key", None)
    if name is None or request.method == "GET" or key is None:
        return act()
    if not NAME.fullmatch(name):
        words = _("Write 8 to 128 letters, digits, hyphens and underscores.")
        raise Trouble("parameters", errors=[Fault(f"header.{HEADER}", "form", words)])
    digest = digest_of(
        (request.method or "").encode(), request.get_full_path().encode(), request.body
    )
    made: list[HttpResponse] = []
    given = answered_once(key, name, digest, lambda: _given(act, made))
    return made[0] if made else _as_before(given)


def _given(act: Callable[[], HttpResponse], made: list[HttpResponse]) -> Given:
    response = act()
    made.append(response)
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    return Given(response.status_code, headers, response.content.decode())


def _as_before(given: Given) -> HttpResponse:
    response = HttpResponse(given.body, status=given.status)
    for name, value in given.headers.items():
        response[name] = value
    response["Idempotency-Replayed"] = "true"
    return response
