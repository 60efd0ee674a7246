"""Requests to machines of others, guarded: where to, how long, how much, and never to our own net.

The name is resolved once, every address it has is checked, and the connection goes to a checked
address, so that a name which changes between two questions gains nothing. Redirects are followed
one by one, each through the same checks.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

from simpul.sources.services.fetching.faults import FetchFault, fault
from simpul.sources.services.fetching.networks import Allowed, is_open

PORTS = {"http": 80, "https": 443}
# Where web servers of others listen; a name that is allowed may use any port.
USUAL_PORTS = {80, 443, 8080, 8443}
MOST_REDIRECTS = 5
PIECE = 64 * 1024
MOVED = {301, 302, 303, 307, 308}
# Answers of machines that are busy now and may not be in a moment.
BUSY = {429, 502, 503, 504}
LONGEST_PAUSE = 30.0
OWN_HEADERS = {
    "User-Agent": "Simpul (public services knowledge hub)",
    "Accept": "*/*",
    "Accept-Encoding": "gzip, identity",
    "Connection": "close",
}

_BAD = re.compile(r"[\x00-\x20\x7f]")


@dataclass
class Answer:
    """What came back; ``address`` is the one that answered in the end."""

    address: str
    status: int
    headers: Mapping[str, str]
    content: bytes


Resolve = Callable[..., Sequence[tuple]]


@dataclass(frozen=True)
class Fetcher:
    """Asks for addresses within these limits; each call stands alone and keeps no cookie."""

    allowed: Allowed = field(default_factory=Allowed)
    seconds: float = 30.0
    most_bytes: int = 64 * 1024 * 1024
    # How long to wait before each further try of a busy or unreachable machine.
    pauses: Sequence[float] = (1.0, 5.0)
    resolve: Resolve = socket.getaddrinfo

    def __call__(self, address: str, /, *, headers: Mapping[str, str] | None = None) -> Answer:
        """What stands at ``address``; raises ``FetchFault``, never answers an error page."""
        for pause in (*self.pauses, None):
            try:
                answer = self._follow(address, dict(headers or {}))
            except FetchFault as wrong:
                if pause is None or wrong.code not in {"unreachable", "slow", "cut"}:
                    raise
                time.sleep(pause)
                continue
            if answer.status < 400:
                return answer
            if pause is None or answer.status not in BUSY:
                raise fault("status", host=_host(answer.address), status=answer.status)
            time.sleep(_wished_pause(answer.headers, pause))
        raise AssertionError("The last try answers or raises.")

    def _follow(self, address: str, headers: dict[str, str]) -> Answer:
        deadline = time.monotonic() + self.seconds
        for _step in range(MOST_REDIRECTS + 1):
            parts = _parts(address)
            answer = self._ask(address, parts, headers, deadline)
            goes_on = answer.headers.get("location") if answer.status in MOVED else None
            if goes_on is None:
                return answer
            ahead = urljoin(address, goes_on)
            if parts.scheme == "https" and not ahead.startswith("https://"):
                raise fault("downgrade", address=address)
            if _parts(ahead).netloc != parts.netloc:
                # What opens one machine is no business of another.
                headers = {
                    name: value
                    for name, value in headers.items()
                    if name.lower() not in {"authorization", "cookie"}
                }
            address = ahead
        raise fault("redirects", address=address, most=MOST_REDIRECTS)

    def _ask(
        self, address: str, parts: SplitResult, headers: Mapping[str, str], deadline: float
    ) -> Answer:
        host = parts.hostname or ""
        port = parts.port or PORTS[parts.scheme]
        ips = self._checked(host, port)
        connection = _Pinned(host, port, ips, parts.scheme == "https", deadline)
        watch = threading.Timer(max(0.0, deadline - time.monotonic()), connection.cut)
        watch.daemon = True
        watch.start()
        try:
            path = parts.path or "/"
            connection.request(
                "GET",
                f"{path}?{parts.query}" if parts.query else path,
                headers={**OWN_HEADERS, **headers},
            )
            response = connection.getresponse()
            told = {name.lower(): value for name, value in response.getheaders()}
            content = b"" if response.status in MOVED else self._content(response, told, host)
            if connection.was_cut:
                raise TimeoutError
            return Answer(address, response.status, told, content)
        except FetchFault as wrong:
            if connection.was_cut:
                raise fault("slow", host=host, seconds=round(self.seconds)) from wrong
            raise
        except ssl.SSLCertVerificationError as error:
            raise fault("certificate", host=host, reason=error.verify_message) from error
        except (TimeoutError, OSError, http.client.HTTPException, ValueError) as error:
            if connection.was_cut or isinstance(error, TimeoutError):
                raise fault("slow", host=host, seconds=round(self.seconds)) from error
            if isinstance(error, http.client.IncompleteRead):
                raise fault("cut", host=host) from error
            raise fault("unreachable", host=host, reason=str(error)[:200]) from error
        finally:
            watch.cancel()
            connection.close()

    def _checked(self, host: str, port: int) -> list[str]:
        """The addresses of a host, all of them fit to be asked."""
        named = self.allowed.names_host(host)
        if not named and port not in USUAL_PORTS:
            raise fault("port", port=port, host=host)
        try:
            found = self.resolve(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise fault("unknown", host=host) from error
        ips = list(dict.fromkeys(str(row[4][0]).partition("%")[0] for row in found))
        for text in ips:
            ip = ipaddress.ip_address(text)
            if not (named or self.allowed.holds(ip) or is_open(ip)):
                raise fault("private", host=host, ip=text)
        if not ips:
            raise fault("unknown", host=host)
        return ips

    def _content(
        self, response: http.client.HTTPResponse, told: Mapping[str, str], host: str
    ) -> bytes:
        length = told.get("content-length", "")
        if length.isdecimal() and int(length) > self.most_bytes:
            raise self._large(host)
        packed = told.get("content-encoding", "identity").strip().lower()
        if packed not in {"", "identity", "gzip", "x-gzip"}:
            raise fault("encoding", host=host, reason=packed[:40])
        unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if "gzip" in packed else None
        whole, arrived = bytearray(), 0
        while piece := response.read1(PIECE):
            arrived += len(piece)
            if arrived > self.most_bytes:
                raise self._large(host)
            whole += self._unpacked(unpack, piece, len(whole), host) if unpack else piece
        if length.isdecimal() and arrived < int(length):
            raise fault("cut", host=host)
        if unpack is not None and arrived and not unpack.eof:
            raise fault("cut", host=host)
        return bytes(whole)

    def _unpacked(self, unpack, piece: bytes, have: int, host: str) -> bytes:
        """The next bytes, never more than the limit leaves: a small answer may hide a huge one."""
        out = bytearray()
        while piece:
            room = self.most_bytes - have - len(out) + 1
            try:
                out += unpack.decompress(piece, room)
            except zlib.error as error:
                raise fault("encoding", host=host, reason=str(error)) from error
            if have + len(out) > self.most_bytes:
                raise self._large(host)
            piece = unpack.unconsumed_tail
        return bytes(out)

    def _large(self, host: str) -> FetchFault:
        return fault("large", host=host, most=max(1, self.most_bytes // (1024 * 1024)))


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was checked, under the name it was checked for."""

    def __init__(
        self, host: str, port: int, ips: Sequence[str], secure: bool, deadline: float
    ) -> None:
        super().__init__(host, port)
        self.ips, self.secure, self.deadline = ips, secure, deadline
        self.was_cut = False
        # The answer takes the socket with it; who ends it must still know it.
        self.line: socket.socket | None = None

    def connect(self) -> None:
        last: OSError | None = None
        for ip in self.ips:
            try:
                self.sock = socket.create_connection((ip, self.port), timeout=self._left())
                break
            except OSError as error:
                last = error
        else:
            raise last or OSError("no address")
        if self.secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.line = self.sock
            self.sock.do_handshake()
        self.line = self.sock
        self.sock.settimeout(self._left())

    def _left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def cut(self) -> None:
        """End it, whatever it is waiting for: a drop of data now and then is no answer."""
        self.was_cut = True
        if self.line is not None:
            with suppress(OSError):
                self.line.shutdown(socket.SHUT_RDWR)


def _parts(address: str) -> SplitResult:
    """The parts of an address that may be asked."""
    try:
        parts = urlsplit(address)
        fits = parts.scheme in PORTS and parts.hostname and parts.port != 0
    except ValueError:
        fits = False
    if not fits or _BAD.search(address) or parts.username or parts.password:
        raise fault("address", address=address[:200])
    if not address.isascii():
        raise fault("address", address=address[:200])
    return parts


def check_address(address: str) -> None:
    """Refuse an address that would never be asked, without asking anybody."""
    _parts(address)


def _host(address: str) -> str:
    return urlsplit(address).hostname or address


def _wished_pause(headers: Mapping[str, str], pause: float) -> float:
    wished = headers.get("retry-after", "")
    return min(float(wished), LONGEST_PAUSE) if wished.isdecimal() else pause


def fetcher() -> Fetcher:
    """Asks within the limits of the settings."""
    return Fetcher(
        allowed=Allowed.read(settings.OUTGOING_ALLOWED),
        seconds=settings.OUTGOING_SECONDS,
        most_bytes=settings.OUTGOING_MAX_BYTES,
    )


def get(address: str, /, *, headers: Mapping[str, str] | None = None) -> Answer:
    """What stands at an address of others, within the limits of the settings."""
    return fetcher()(address, headers=headers)
