"""Bodies: what a visitor sends is taken whole, in bounds of size and time, before any work starts.

The server hands out a body only by a call that waits for the visitor. So a thread of its own reads,
and the visitor's thread waits no longer than the bounds say.
"""

import threading
import time
from dataclasses import dataclass
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO

from simpul.config.early.answers import Answer, Environ, text
from simpul.config.early.keys import has_body

SMALLEST_PIECE = 256
LARGEST_PIECE = 64 * 1024


class Refused(Exception):
    """The body is not taken; ``answer`` says why."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


def _refused(status: str, id_words: str, en_words: str, *extra: tuple[str, str]) -> Refused:
    return Refused(text(status, f"{id_words}\n{en_words}\n", *extra, ("Connection", "close")))


def too_large() -> Refused:
    """More than the site takes in one go."""
    return _refused(
        "413 Content Too Large",
        "Kiriman ini terlalu besar.",
        "This is more than the site takes in one go.",
    )


def too_slow() -> Refused:
    """The line is too slow, or nothing comes."""
    return _refused(
        "408 Request Timeout",
        "Kiriman tidak selesai pada waktunya. Periksa sambungan Anda, lalu coba lagi.",
        "What you sent did not arrive in time. Check your connection and try again.",
    )


def incomplete() -> Refused:
    """The line broke."""
    return _refused(
        "400 Bad Request",
        "Kiriman terputus sebelum lengkap. Coba lagi.",
        "What you sent broke off before its end. Try again.",
    )


def too_busy() -> Refused:
    """Too many are sending at once."""
    return _refused(
        "503 Service Unavailable",
        "Terlalu banyak kiriman sekaligus. Coba lagi sebentar lagi.",
        "Too many are sending at once. Try again in a moment.",
        ("Retry-After", "10"),
    )


@dataclass(frozen=True)
class Bounds:
    """How much, how slowly and by how many at once."""

    largest: int = 12 * 1024 * 1024
    in_memory: int = 256 * 1024
    bytes_a_second: int = 1024
    grace: float = 10.0
    longest: float = 600.0
    at_once: int = 24
    waiting: int = 200


class Bodies:
    """Takes bodies into spool files, within ``bounds``."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self._places = threading.BoundedSemaphore(bounds.at_once)
        self._readers = threading.BoundedSemaphore(bounds.at_once + bounds.waiting)

    def take(self, environ: Environ) -> IO[bytes]:
        """Put the whole body in a file of our own and let ``environ`` point to it."""
        if not has_body(environ):
            return self._put(environ, BytesIO(), 0)
        declared = _declared(environ)
        if declared is not None and declared > self.bounds.largest:
            raise too_large()
        if not self._places.acquire(blocking=False):
            raise too_busy()
        try:
            file, length = self._received(environ["wsgi.input"], declared)
        finally:
            self._places.release()
        return self._put(environ, file, length)

    def _put(self, environ: Environ, file: IO[bytes], length: int) -> IO[bytes]:
        environ["wsgi.input"] = file
        environ["CONTENT_LENGTH"] = str(length)
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        return file

    def _received(self, stream: IO[bytes], declared: int | None) -> tuple[IO[bytes], int]:
        if not self._readers.acquire(blocking=False):
            raise too_busy()
        reading = _Reading(stream, self.bounds)
        threading.Thread(target=self._read, args=(reading,), daemon=True).start()
        in_time = reading.wait()
        if not in_time:
            raise too_slow()
        if reading.received > self.bounds.largest:
            reading.file.close()
            raise too_large()
        if reading.broken or (declared is not None and reading.received < declared):
            reading.file.close()
            raise incomplete()
        reading.file.seek(0)
        return reading.file, reading.received

    def _read(self, reading: "_Reading") -> None:
        try:
            reading.run()
        finally:
            self._readers.release()


def _declared(environ: Environ) -> int | None:
    value = environ.get("CONTENT_LENGTH", "")
    if not value:
        return None
    if not (value.isascii() and value.isdigit()):
        raise incomplete()
    return int(value)


class _Reading:
    """One body on its way in; two threads know it: one reads, one waits."""

    def __init__(self, stream: IO[bytes], bounds: Bounds) -> None:
        self.stream = stream
        self.bounds = bounds
        self.file: IO[bytes] = SpooledTemporaryFile(max_size=bounds.in_memory)  # noqa: SIM115 - closed by who takes it
        self.received = 0
        self.broken = False
        self._abandoned = False
        self._ended = threading.Event()

    def wait(self) -> bool:
        """Wait while enough arrives; false when the visitor was too slow."""
        started = time.monotonic()
        while not self._ended.wait(0.5):
            passed = time.monotonic() - started
            owed = (passed - self.bounds.grace) * self.bounds.bytes_a_second
            if self.received < owed or passed > self.bounds.longest:
                self._abandoned = True
                return False
        return True

    def run(self) -> None:
        """Read to the end, in pieces that grow with the line: a slow one is noticed soon."""
        piece = SMALLEST_PIECE
        try:
            while chunk := self.stream.read(piece):
                self.received += len(chunk)
                if self._abandoned or self.received > self.bounds.largest:
                    return
                self.file.write(chunk)
                piece = min(piece * 2, LARGEST_PIECE)
        except Exception:  # noqa: BLE001 - whatever the server raises means the line broke
            self.broken = True
        finally:
            self._ended.set()
            if self._abandoned:
                self.file.close()
