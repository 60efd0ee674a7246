"""Warming: a fresh web process asks itself for the first pages, so that no visitor waits for it."""

import io
import logging
import threading
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from simpul.config.early.answers import Application, Environ

log = logging.getLogger("simpul.warm")

ROUTES = ["portal:home", "innovations:catalogue", "portal:map"]


def warm_up(application: Application) -> None:
    """Ask for the first pages in the background, through the same door as visitors."""
    threading.Thread(target=_ask_all, args=(application,), daemon=True).start()


def _ask_all(application: Application) -> None:
    for route in ROUTES:
        for language, _ in settings.LANGUAGES:
            try:
                with override(language):
                    environ = _request(reverse(route))
                b"".join(application(environ, lambda status, headers: None))
            except NoReverseMatch:
                log.warning("%s is not there to be warmed", route)


def _request(path: str) -> Environ:
    site = urlsplit(settings.SITE_URL)
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": site.hostname or "localhost",
        "SERVER_PORT": str(site.port or (443 if settings.HTTPS else 80)),
        "HTTP_HOST": site.netloc,
        "HTTP_X_FORWARDED_PROTO": site.scheme,
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    }
