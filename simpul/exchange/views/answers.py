"""How every answer of this room leaves: fresh, and open to programs of other sites."""

import hashlib
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag


def fresh(request: HttpRequest, body: str | bytes, media_type: str) -> HttpResponse:
    """``body``, or only "not changed" for who has it already; caches ask every time."""
    content = body.encode() if isinstance(body, str) else body
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    response = HttpResponse(content, content_type=media_type)
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    answer = get_conditional_response(request, etag=etag, response=response) or response
    return _opened(answer)


def streamed(pieces: Iterable[bytes], media_type: str, filename: str) -> StreamingHttpResponse:
    """A file piece by piece, never whole in memory."""
    response = StreamingHttpResponse(pieces, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "no-cache"
    return _opened(response)


def _opened(response):
    # What anybody may read, pages of other sites may read too; without cookies it is the same.
    response["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(response, ["Cookie"])
    return response


def here(request: HttpRequest) -> str:
    """The path of this answer with its question."""
    parts = urlsplit(request.get_full_path())
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
