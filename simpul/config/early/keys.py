"""Keys: which requests may share one answer, and under what name."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from django.http.request import split_domain_port, validate_host

from simpul.config.early.answers import Environ

Pairs = tuple[tuple[str, str], ...]
Key = tuple[str, str, str, Pairs]

SHARED_METHODS = frozenset({"GET", "HEAD"})

LONGEST_PATH = 500
LONGEST_QUERY = 1000


@dataclass(frozen=True)
class Rules:
    """What makes a request one that anybody could have sent.

    ``names`` are the query names a page may depend on; ``cookies`` those that say who somebody is;
    ``prefixes`` begin every address whose language stands in the path, or, where it is
    ``negotiated``, in the query or nowhere. ``scheme`` names the header
    and value by which a trusted proxy says that the visitor came over TLS.
    """

    hosts: Collection[str]
    names: frozenset[str]
    cookies: Collection[str]
    prefixes: tuple[str, ...]
    # Beginnings of addresses whose language the address may leave to a header.
    negotiated: tuple[str, ...] = ()
    scheme: tuple[str, str] | None = None
    known_hosts: set[str] = field(default_factory=set)

    def key(self, environ: Environ) -> Key | None:
        """The name under which the answer may be kept; none when it is for one visitor only."""
        if environ["REQUEST_METHOD"] not in SHARED_METHODS or _is_special(environ):
            return None
        path = environ["PATH_INFO"]
        if len(path) > LONGEST_PATH or not path.startswith(self.prefixes):
            return None
        if "HTTP_COOKIE" in environ and self._is_somebody(environ["HTTP_COOKIE"]):
            return None
        host = environ.get("HTTP_HOST", "").lower()
        if host not in self.known_hosts and not self._learn(host):
            return None
        query = self._query(environ.get("QUERY_STRING", ""))
        if query is None or self._is_negotiated(environ, path, query):
            return None
        return (self._scheme(environ), host, path, query)

    def _is_negotiated(self, environ: Environ, path: str, query: Pairs) -> bool:
        """Whether a header chooses the language, as the address does not name it."""
        asked = bool(environ.get("HTTP_ACCEPT_LANGUAGE")) and path.startswith(self.negotiated)
        return asked and all(name != "lang" for name, _value in query)

    def _is_somebody(self, header: str) -> bool:
        names = {part.partition("=")[0].strip() for part in header.split(";")}
        return not names.isdisjoint(self.cookies)

    def _learn(self, host: str) -> bool:
        domain, _ = split_domain_port(host)
        if not domain or not validate_host(domain, self.hosts):
            return False
        if len(self.known_hosts) < 1000:
            self.known_hosts.add(host)
        return True

    def _query(self, query: str) -> tuple[tuple[str, str], ...] | None:
        if not query:
            return ()
        if len(query) > LONGEST_QUERY:
            return None
        try:
            pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=40)
        except ValueError:
            return None
        if any(name not in self.names for name, _ in pairs):
            return None
        # Values of one name keep their order: a page may read only the last.
        return tuple(sorted(pairs, key=lambda pair: pair[0]))

    def _scheme(self, environ: Environ) -> str:
        if self.scheme and environ.get(self.scheme[0]) == self.scheme[1]:
            return "https"
        return environ.get("wsgi.url_scheme", "http")


def _is_special(environ: Environ) -> bool:
    """Whether the request asks for something else than the page everybody gets."""
    return (
        "HTTP_AUTHORIZATION" in environ
        or "HTTP_HX_REQUEST" in environ
        or "HTTP_RANGE" in environ
        or has_body(environ)
    )


def has_body(environ: Environ) -> bool:
    """Whether bytes follow the headers."""
    length = environ.get("CONTENT_LENGTH")
    return (bool(length) and length != "0") or "HTTP_TRANSFER_ENCODING" in environ


def depends_only_on(vary: str, allowed: Iterable[str]) -> bool:
    """Whether a ``Vary`` header names nothing but ``allowed``."""
    return {part.strip().lower() for part in vary.split(",")} <= {"", *allowed}
