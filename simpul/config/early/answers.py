"""Answers: status, headers and bytes, free of the application that made them."""

import gzip
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from tempfile import TemporaryFile
from typing import IO, Any

import brotli

type_of_text = re.compile(
    r"text/|image/svg\+xml|application/(json|xml|javascript|manifest\+json|[a-z.]+\+(json|xml))"
)

Headers = list[tuple[str, str]]
Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

# Shorter answers do not get smaller worth the work.
WORTH_PACKING = 600

# A larger answer waits in a file, so that many slow readers cannot fill the memory.
IN_MEMORY = 2 * 1024 * 1024

CHUNK = 64 * 1024


class Leaving:
    """A large answer on its way out of its file."""

    def __init__(self, file: IO[bytes], let_go: Callable[[], None] = lambda: None) -> None:
        self.file = file
        self.let_go = let_go

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self.file.read(CHUNK):
            yield chunk

    def close(self) -> None:
        """Give back the file and the place; called by the server, also when the reader is gone."""
        self.file.close()
        self.let_go()


@dataclass(slots=True)
class Answer:
    """What goes back to one visitor."""

    status: str
    headers: Headers
    body: list[bytes] | Leaving

    def header(self, name: str) -> str:
        """The value under ``name``, lower case; empty when there is none."""
        return ", ".join(value for key, value in self.headers if key.lower() == name)

    def without(self, *names: str) -> Headers:
        """The headers but those named, lower case."""
        return [(key, value) for key, value in self.headers if key.lower() not in names]


def text(status: str, words: str, *extra: tuple[str, str]) -> Answer:
    """A short answer in plain words, for when no page can be made."""
    body = words.encode()
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        *extra,
    ]
    return Answer(status, headers, [body])


def collect(application: Application, environ: Environ) -> Answer:
    """Run the application to its end, so that nothing of it waits for the visitor's line."""
    said: list[tuple[str, Headers]] = []

    def start_response(status: str, headers: Headers, exc_info: Any = None) -> None:
        said.append((status, headers))

    result = application(environ, start_response)
    try:
        body, length = _drained(result)
    finally:
        close = getattr(result, "close", None)
        if close:
            close()
    status, headers = said[-1]
    answer = Answer(status, headers, body)
    if not answer.header("content-length") and status[:3] not in {"204", "304"}:
        answer.headers = [*headers, ("Content-Length", str(length))]
    return answer


def _drained(result: Iterable[bytes]) -> tuple[list[bytes] | Leaving, int]:
    chunks: list[bytes] = []
    length = 0
    file: IO[bytes] | None = None
    for chunk in result:
        length += len(chunk)
        if file is None and length > IN_MEMORY:
            file = TemporaryFile()  # noqa: SIM115 - closed by Leaving, once the visitor has it
            file.writelines(chunks)
        if file is None:
            chunks.append(chunk)
        else:
            file.write(chunk)
    if file is None:
        return chunks, length
    file.seek(0)
    return Leaving(file), length


def can_pack(answer: Answer) -> bool:
    """Whether the answer is text, not packed already, and worth packing."""
    return (
        isinstance(answer.body, list)
        and not answer.header("content-encoding")
        and "no-transform" not in answer.header("cache-control")
        and bool(type_of_text.match(answer.header("content-type")))
        and sum(map(len, answer.body)) >= WORTH_PACKING
    )


def packed(body: bytes, encoding: str) -> bytes:
    """The bytes under ``encoding``: ``br``, ``gzip`` or nothing."""
    if encoding == "br":
        return brotli.compress(body, quality=5)
    if encoding == "gzip":
        return gzip.compress(body, compresslevel=6, mtime=0)
    return body


@lru_cache(maxsize=512)
def best_encoding(accepted: str) -> str:
    """The smallest encoding an ``Accept-Encoding`` header allows: ``br``, ``gzip`` or nothing."""
    weights = dict(map(_weighed, accepted.lower().split(",")))
    others = weights.get("*", 0.0)
    for encoding in ("br", "gzip"):
        if weights.get(encoding, others) > 0:
            return encoding
    return ""


def _weighed(part: str) -> tuple[str, float]:
    name, _, weight = part.partition(";")
    try:
        return name.strip(), float(weight.partition("=")[2] or 1)
    except ValueError:
        return name.strip(), 0.0


def with_vary(headers: Headers, name: str) -> Headers:
    """The headers, saying that the answer depends on the request header ``name``."""
    told = [
        part.strip() for key, value in headers if key.lower() == "vary" for part in value.split(",")
    ]
    if name.lower() in (part.lower() for part in told):
        return headers
    others = [(key, value) for key, value in headers if key.lower() != "vary"]
    return [*others, ("Vary", ", ".join([*told, name]))]


def packed_for(answer: Answer, accepted: str) -> Answer:
    """The same answer in the smallest form this visitor takes."""
    if not can_pack(answer):
        return answer
    headers = with_vary(answer.headers, "Accept-Encoding")
    encoding = best_encoding(accepted)
    if not encoding or answer.status[:3] == "206":
        return Answer(answer.status, headers, answer.body)
    body = packed(b"".join(answer.body), encoding)
    headers = [pair for pair in headers if pair[0].lower() not in {"content-length", "etag"}]
    headers += [("Content-Encoding", encoding), ("Content-Length", str(len(body)))]
    return Answer(answer.status, headers, [body])
