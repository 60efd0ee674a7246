"""What every answer of Django carries, whatever room made it."""

import re
import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from simpul.config.logs import request_id

GetResponse = Callable[[HttpRequest], HttpResponse]

# What a proxy in front may hand us; anything else is not worth keeping.
KNOWN_FORM = re.compile(r"[0-9A-Za-z-]{8,64}")

# "Near me" asks for the position; nothing else of the machine is ever used.
PERMISSIONS = (
    "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), midi=(), "
    "accelerometer=(), gyroscope=(), magnetometer=(), browsing-topics=()"
)


def request_names(get_response: GetResponse) -> GetResponse:
    """Name each request, on the page's headers and in every log line it causes."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        name = given if KNOWN_FORM.fullmatch(given) else secrets.token_hex(8)
        request.request_id = name  # type: ignore[attr-defined]
        token = request_id.set(name)
        try:
            response = get_response(request)
        finally:
            request_id.reset(token)
        response.headers["X-Request-Id"] = name
        return response

    return middleware


def permissions_policy(get_response: GetResponse) -> GetResponse:
    """Tell the browser which of its powers these pages never use."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS
        return response

    return middleware
