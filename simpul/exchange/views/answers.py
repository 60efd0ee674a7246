"""How every answer of this room leaves: fresh, and open to programs of other sites."""

import hashlib
from collections.abc import Callable, Iterable
from functools import wraps
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

from simpul.accounts.views import block_of
from simpul.core import limits


def fresh(
    request: HttpRequest, body: str | bytes, media_type: str, *, told_by: bytes = b""
) -> HttpResponse:
    """``body``, or only "not changed" for who has it already; caches ask every time.

    ``told_by`` is what must be the same for two bodies to say the same; without it, all of it.
    """
    content = body.encode() if isinstance(body, str) else body
    etag = quote_etag(hashlib.sha256(told_by or content).hexdigest()[:32])
    response = HttpResponse(content, content_type=media_type)
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    answer = get_conditional_response(request, etag=etag, response=response) or response
    return open_to_all(answer)


def streamed(pieces: Iterable[bytes], media_type: str, filename: str) -> StreamingHttpResponse:
    """A file piece by piece, never whole in memory."""
    response = StreamingHttpResponse(pieces, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "no-cache"
    return open_to_all(response)


def open_to_all(response):
    """Let pages of other sites read the answer, too."""
    # What anybody may read, pages of other sites may read too; without cookies it is the same.
    response["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(response, ["Cookie"])
    return response


def here(request: HttpRequest) -> str:
    """The path of this answer with its question."""
    parts = urlsplit(request.get_full_path())
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def limited(name: str) -> Callable[[Callable], Callable]:
    """Let one block of addresses ask so often as ``LIMITS`` says, then say when to come again."""

    def wrap(view: Callable) -> Callable:
        @wraps(view)
        def within(request: HttpRequest, *args, **kwargs):
            try:
                limits.spend(name, block_of(request))
            except limits.LimitReached as reached:
                words = f"Try again in {reached.seconds} seconds.\n"
                answer = HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
                answer["Retry-After"] = str(reached.seconds)
                answer["Cache-Control"] = "no-store"
                return open_to_all(answer)
            return view(request, *args, **kwargs)

        return within

    return wrap
