"""A small application behind the early layer, and a visitor to ask it."""

import io
import time
from dataclasses import dataclass, field
from types import SimpleNamespace

from simpul.config.early import EarlyLayer
from simpul.config.early.bodies import Bodies, Bounds
from simpul.config.early.keys import Rules
from simpul.config.early.pages import Pages
from simpul.config.early.work import Work

PAGE = "Layanan publik yang bekerja dengan baik. " * 40

RULES = {
    "hosts": ["hub.example", ".daerah.example"],
    "names": frozenset({"q", "page", "sector"}),
    "cookies": ["sessionid", "csrftoken"],
    "prefixes": ("/id/", "/en/"),
    "scheme": ("HTTP_X_FORWARDED_PROTO", "https"),
}


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Site:
    """An application that counts how often it works, behind an early layer of its own."""

    status: str = "200 OK"
    headers: list[tuple[str, str]] = field(
        default_factory=lambda: [("Content-Type", "text/html; charset=utf-8")]
    )
    bounds: Bounds = field(default_factory=Bounds)
    limit: int = 1_000_000
    slots: int = 2
    patience: float = 30
    pause: float = 0

    def __post_init__(self):
        self.asked = []
        self.words = PAGE
        self.pulse = SimpleNamespace(generation=1, watermark=1, beat=time.time() + 3600)
        self.layer = EarlyLayer(
            self.application,
            rules=Rules(**RULES),
            pages=Pages(self.limit),
            bodies=Bodies(self.bounds),
            work=Work(self.slots, self.patience),
            pulse=lambda: self.pulse,
        )

    def application(self, environ, start_response):
        """Say what was asked, so that no two different requests share a body by chance."""
        self.asked.append(environ)
        time.sleep(self.pause)
        sent = environ["wsgi.input"].read()
        start_response(self.status, list(self.headers))
        asked = (environ.get("HTTP_HOST"), environ["PATH_INFO"], environ["QUERY_STRING"])
        return [self.words.encode(), repr(asked).encode(), sent]

    def ask(self, path="/id/", query="", *, method="GET", host="hub.example", body=None, **headers):
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body or b""),
            "HTTP_HOST": host,
            **({"CONTENT_LENGTH": str(len(body))} if body is not None else {}),
            **headers,
        }
        said = []
        result = self.layer(environ, lambda status, headers: said.append((status, headers)))
        content = b"".join(result)
        getattr(result, "close", lambda: None)()
        status, pairs = said[0]
        return Reply(int(status[:3]), dict(pairs), content)
