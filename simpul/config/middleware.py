"""What every answer of Django carries, whatever room made it."""

import logging
import re
import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import is_valid_path, translate_url
from django.utils import timezone, translation

from simpul.config import closed, views
from simpul.config.logs import request_id
from simpul.core import maintenance, mandates

log = logging.getLogger("simpul.closed")

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})

GetResponse = Callable[[HttpRequest], HttpResponse]

NUL, ENCODED_NUL = "\0", "%00"
# Programs get an answer in their own form here, whatever they send.
PROGRAMS = ("/api/", "/oai")

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


def plain_characters(get_response: GetResponse) -> GetResponse:
    """Refuse an address that holds a character no database keeps in a text; drop such cookies.

    Every value of an address may end in a question to a database, so all are looked at here, once.
    Programs get an answer in the form they read.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if any(NUL in value for value in request.COOKIES.values()):
            kept = {name: value for name, value in request.COOKIES.items() if NUL not in value}
            request.COOKIES = kept
        asked = request.META.get("QUERY_STRING", "")
        damaged = NUL in request.path_info or NUL in asked or ENCODED_NUL in asked
        if not damaged or request.path_info.startswith(PROGRAMS):
            return get_response(request)
        language = translation.get_language_from_path(request.path_info)
        with translation.override(language or settings.LANGUAGE_CODE):
            return views.bad_request(request)

    return middleware


def words_of_another_language(get_response: GetResponse) -> GetResponse:
    """Lead from an address in the words of another language to the same page in the reader's.

    Many who type or pass on ``/inovasi/`` have a browser that asks for English.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND or request.method not in SAFE_METHODS:
            return response
        meant = _in_words_of(translation.get_language(), request.path_info)
        if not meant:
            return response
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(f"{meant}?{query}" if query else meant)

    return middleware


def _in_words_of(language: str | None, path: str) -> str:
    """The address in ``language`` of the page that ``path`` names in another; else nothing."""
    written_in = translation.get_language_from_path(path)
    rest = path.removeprefix(f"/{written_in}") if written_in else path
    rest = rest if rest.endswith("/") else f"{rest}/"
    if language is None or is_valid_path(f"/{language}{rest}"):
        return ""
    for other, _name in settings.LANGUAGES:
        address = f"/{other}{rest}"
        with translation.override(other):
            meant = translate_url(address, language) if is_valid_path(address) else address
        if meant != address:
            return meant
    return ""


def permissions_policy(get_response: GetResponse) -> GetResponse:
    """Tell the browser which of its powers these pages never use."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS
        return response

    return middleware


def content_policy(get_response: GetResponse) -> GetResponse:
    """Tell the browser what a page may load: the same on every one, so written out once."""
    policy = build_policy()

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return middleware


def zone_of_reader(get_response: GetResponse) -> GetResponse:
    """Write every time in the zone of who reads it; visitors read in that of the installation."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return get_response(request)
        zone = getattr(request.user, "zone", "")
        with timezone.override(ZoneInfo(zone) if zone else None):
            return get_response(request)

    return middleware


def one_reading(get_response: GetResponse) -> GetResponse:
    """Ask once who holds which mandate while a page is made that changes nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS:
            return get_response(request)
        with mandates.asked_once():
            return get_response(request)

    return middleware


class WhileClosed:
    """Answer every write with a page that gives back what was typed, while nothing is written.

    Stands after the CSRF check, so that no other site can have its words put on that page.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Refuse before the view begins."""
        if request.method in SAFE_METHODS:
            return None
        found = maintenance.closing()
        return closed.answer(request, found) if found else None

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Refuse where the site was closed, or the disk became full, while the view worked."""
        if isinstance(problem, maintenance.ReadOnly):
            return closed.answer(request, problem.closing)
        if closed.is_full_disk(problem):
            log.error("The disk is full: %s", problem)
            return closed.answer(request, maintenance.Closing(maintenance.DISK))
        return None
