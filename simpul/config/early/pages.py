"""Pages: answers kept as bytes, served only while nothing they came from has changed."""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

from simpul.config.early.answers import Answer, Environ, Headers, best_encoding, can_pack, packed
from simpul.config.early.keys import Key, depends_only_on

# Everything a kept page may depend on stands in its key or is known to be absent.
ALLOWED_VARY = frozenset({"accept-encoding", "cookie"})
BY_LANGUAGE = "accept-language"

# What is told to one visitor alone.
OF_ONE = ("x-request-id", "ratelimit")

# What stands on the answer to whoever has the page already.
SHORT = frozenset({"Cache-Control", "Vary", "Access-Control-Allow-Origin"})

# No page is older than this, whatever else happens.
LONGEST_LIFE = 300

# What headers and bookkeeping of one page take, roughly.
OVERHEAD = 2048

Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Form:
    """A page under one encoding."""

    etag: str
    headers: Headers
    short_headers: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """An answer for everybody: made under ``stamp``, good until ``expires``."""

    stamp: Stamp
    expires: float
    forms: dict[str, Form]

    @property
    def size(self) -> int:
        """The memory it takes, in bytes."""
        return OVERHEAD + sum(len(form.body) for form in self.forms.values())

    def answer(self, environ: Environ) -> Answer:
        """The page for one visitor: whole, or 304 when they have it already."""
        form = self.forms.get(best_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
        form = form or self.forms[""]
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and _matches(known, form.etag):
            return Answer("304 Not Modified", form.short_headers, [])
        body = b"" if environ["REQUEST_METHOD"] == "HEAD" else form.body
        return Answer("200 OK", form.headers, [body])


def _matches(known: str, etag: str) -> bool:
    tags = [tag.strip().removeprefix("W/") for tag in known.split(",")]
    return etag in tags or "*" in tags


def page_of(answer: Answer, stamp: Stamp, *, negotiated: bool = False) -> Page | None:
    """The answer as a page, or nothing when it is not for everybody.

    At a ``negotiated`` address the key says that no header chose the language.
    """
    if not isinstance(answer.body, list) or not _is_for_everybody(answer, negotiated):
        return None
    life = min(LONGEST_LIFE, _seconds_until(answer.header("expires")))
    if life <= 0:
        return None
    plain = b"".join(answer.body)
    encodings = ["", "gzip", "br"] if can_pack(answer) else [""]
    headers = answer.without(
        "content-length", "etag", "vary", "last-modified", "date", "expires", *OF_ONE
    )
    if not answer.header("cache-control"):
        headers.append(("Cache-Control", "no-cache"))
    headers.append(("Vary", "Accept-Encoding, Cookie" + ", Accept-Language" * negotiated))
    digest = hashlib.sha256(plain).hexdigest()[:24]
    forms = {encoding: _form(plain, encoding, digest, headers) for encoding in encodings}
    return Page(stamp, time.monotonic() + life, forms)


def _is_for_everybody(answer: Answer, negotiated: bool) -> bool:
    control = answer.header("cache-control")
    allowed = {*ALLOWED_VARY, BY_LANGUAGE} if negotiated else ALLOWED_VARY
    return (
        answer.status.startswith("200")
        and not answer.header("set-cookie")
        and not answer.header("content-encoding")
        and "private" not in control
        and "no-store" not in control
        and "'nonce-" not in answer.header("content-security-policy")
        and depends_only_on(answer.header("vary"), allowed)
    )


def _seconds_until(date: str) -> float:
    """How long a page that names its own end may live."""
    if not date:
        return LONGEST_LIFE
    try:
        ends = parsedate_to_datetime(date)
    except ValueError:
        return 0
    return (ends if ends.tzinfo else ends.replace(tzinfo=UTC)).timestamp() - time.time()


def _form(plain: bytes, encoding: str, digest: str, headers: Headers) -> Form:
    body = packed(plain, encoding)
    etag = f'"{digest}{"-" + encoding if encoding else ""}"'
    short = [("ETag", etag), *(pair for pair in headers if pair[0] in SHORT)]
    whole = [*headers, ("ETag", etag), ("Content-Length", str(len(body)))]
    if encoding:
        whole.append(("Content-Encoding", encoding))
    return Form(etag, whole, short, body)


class Pages:
    """The pages in memory, least lately used out first, never more than ``limit`` bytes."""

    def __init__(self, limit: int, negotiated: tuple[str, ...] = ()) -> None:
        self.limit = limit
        self.negotiated = negotiated
        self.bytes = 0
        self.hits = 0
        self._kept: OrderedDict[Key, Page] = OrderedDict()
        self._lock = threading.Lock()
        self._making: dict[Key, threading.Event] = {}

    def get(self, key: Key, stamp: Stamp) -> Page | None:
        """The page, if it was made under this very stamp and has not ended."""
        with self._lock:
            page = self._kept.get(key)
            if page is None or page.stamp != stamp or page.expires <= time.monotonic():
                return None
            self._kept.move_to_end(key)
            self.hits += 1
            return page

    def put(self, key: Key, page: Page) -> None:
        """Keep the page, unless a younger one is there or it would crowd out the rest."""
        if page.size > self.limit // 8:
            return
        with self._lock:
            old = self._kept.get(key)
            if old is not None:
                if old.stamp > page.stamp:
                    return
                self.bytes -= self._kept.pop(key).size
            self._kept[key] = page
            self.bytes += page.size
            while self.bytes > self.limit:
                _, out = self._kept.popitem(last=False)
                self.bytes -= out.size

    @contextmanager
    def turn(self, key: Key, patience: float = 15) -> Iterator[None]:
        """Let one visitor make the page and the others wait until it is there or has failed."""
        with self._lock:
            event = self._making.get(key)
            first = event is None
            if event is None:
                event = self._making[key] = threading.Event()
        if not first:
            event.wait(patience)
            yield
            return
        try:
            yield
        finally:
            with self._lock:
                del self._making[key]
            event.set()

    def made(self, key: Key, stamp: Stamp, make: Callable[[], Answer]) -> Answer | Page:
        """The page, made now by at most one visitor at a time; the bare answer if it is not one."""
        with self.turn(key):
            page = self.get(key, stamp)
            if page is not None:
                return page
            answer = make()
            made = page_of(answer, stamp, negotiated=key[2].startswith(self.negotiated))
            if made is None:
                return answer
            self.put(key, made)
            return made
