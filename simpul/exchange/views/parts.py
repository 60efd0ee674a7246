"""Files that are taken in parts: a cut download goes on where it stopped (RFC 9110, section 14)."""

import re
from collections.abc import Iterator

from django.core.files import File
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse

PIECE = 64 * 1024
# Longer numbers name no byte of any file.
_ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def in_parts(
    request: HttpRequest, content: File, *, size: int, etag: str, name: str, attached: bool
) -> HttpResponse | StreamingHttpResponse:
    """The file, or the one part of it that is asked for; 416 for a part that it does not have.

    More than one part, or a part of an older file (``If-Range``), is answered with the whole.
    """
    asked = request.headers.get("Range", "")
    unchanged = request.headers.get("If-Range", etag) == etag
    span = _span(asked, size) if asked and unchanged else (0, size)
    answer: HttpResponse | StreamingHttpResponse
    if span is None:
        content.close()
        answer = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    elif span == (0, size):
        answer = FileResponse(content, as_attachment=attached, filename=name)
        answer.headers.pop("Content-Encoding", None)
    else:
        first, end = span
        answer = StreamingHttpResponse(_pieces(content, first, end), status=206)
        answer["Content-Range"] = f"bytes {first}-{end - 1}/{size}"
        answer["Content-Length"] = str(end - first)
    answer["Accept-Ranges"] = "bytes"
    answer["ETag"] = etag
    return answer


def _span(asked: str, size: int) -> tuple[int, int] | None:
    """The first byte and the one after the last; ``None`` when no such byte is there."""
    found = _ONE_RANGE.fullmatch(asked.replace(" ", ""))
    if not found or not any(found.groups()):
        return 0, size
    first, last = found.groups()
    if not first:
        return (max(0, size - int(last)), size) if int(last) and size else None
    if last and int(last) < int(first):
        return 0, size
    end = min(int(last) + 1, size) if last else size
    return (int(first), end) if int(first) < end else None


def _pieces(content: File, first: int, end: int) -> Iterator[bytes]:
    with content:
        content.seek(first)
        left = end - first
        while left and (piece := content.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
