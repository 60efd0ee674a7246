"""The early layer itself: one WSGI application around another."""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from simpul.config.early.answers import (
    Answer,
    Application,
    Environ,
    Leaving,
    collect,
    packed_for,
    text,
)
from simpul.config.early.bodies import Bodies, Refused, too_busy
from simpul.config.early.keys import Key, Rules
from simpul.config.early.pages import Page, Pages, Stamp
from simpul.config.early.work import Work
from simpul.core.pulse import Pulse

log = logging.getLogger("simpul.early")

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"})

# A relay silent for this long may have died with changes it has not told us of.
LONGEST_SILENCE = 2.0

# Threads that large files may hold while slow readers take them.
LEAVING_AT_ONCE = 8


class EarlyLayer:
    """Answers from memory what it can; hands the rest to ``application``, one slot each."""

    def __init__(
        self,
        application: Application,
        *,
        rules: Rules,
        pages: Pages,
        bodies: Bodies,
        work: Work,
        pulse: Callable[[], Pulse],
        light: tuple[str, ...] = ("/static/", "/healthz"),
    ) -> None:
        self.application = application
        self.rules = rules
        self.pages = pages
        self.bodies = bodies
        self.work = work
        self.pulse = pulse
        self.light = light
        self._doors = threading.BoundedSemaphore(LEAVING_AT_ONCE)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            answer = self._answer(environ)
            if isinstance(answer.body, Leaving):
                self._open_door(answer.body)
        except Refused as refused:
            answer = refused.answer
        except Exception:
            log.exception("A request failed outside Django")
            answer = text("500 Internal Server Error", "Ada yang salah.\nSomething went wrong.\n")
        start_response(answer.status, answer.headers)
        return answer.body

    def _answer(self, environ: Environ) -> Answer:
        key = self.rules.key(environ)
        stamp = self._stamp() if key else None
        if key is None or stamp is None:
            return self._worked(environ)
        page = self.pages.get(key, stamp)
        return page.answer(environ) if page else self._made(key, stamp, environ)

    def _stamp(self) -> Stamp | None:
        """What a page made now is made from; nothing while the relay is silent."""
        pulse = self.pulse()
        if time.time() - pulse.beat > LONGEST_SILENCE:
            return None
        return pulse.generation, pulse.watermark

    def _made(self, key: Key, stamp: Stamp, environ: Environ) -> Answer:
        made = self.pages.made(key, stamp, lambda: self._collected(_plain_get(environ)))
        return made.answer(environ) if isinstance(made, Page) else self._packed(environ, made)

    def _worked(self, environ: Environ) -> Answer:
        return self._packed(environ, self._collected(environ))

    def _packed(self, environ: Environ, answer: Answer) -> Answer:
        if answer.header("set-cookie"):
            return answer
        return packed_for(answer, environ.get("HTTP_ACCEPT_ENCODING", ""))

    def _collected(self, environ: Environ) -> Answer:
        method = environ["REQUEST_METHOD"]
        if method not in METHODS:
            return text("501 Not Implemented", "Metode tidak dikenal.\nUnknown method.\n")
        if method in {"GET", "HEAD"}:
            environ.update({"CONTENT_LENGTH": ""})
            environ.pop("HTTP_TRANSFER_ENCODING", None)
        with self.bodies.take(environ):
            if environ["PATH_INFO"].startswith(self.light):
                return collect(self.application, environ)
            return self.work.run(collect, self.application, environ)

    def _open_door(self, body: Leaving) -> None:
        if not self._doors.acquire(blocking=False):
            body.close()
            raise too_busy()
        body.let_go = self._doors.release


def _plain_get(environ: Environ) -> Environ:
    """The request whose answer everybody shares: no header of one visitor is left in it.

    Where it came from stays, for limits are counted by it; no page depends on it.
    """
    kept = {"HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR"}
    plain = {
        name: value
        for name, value in environ.items()
        if not name.startswith("HTTP_") or name in kept
    }
    return {**plain, "REQUEST_METHOD": "GET"}
