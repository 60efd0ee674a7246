"""The dumps: a page that explains them, and their files."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.http import require_safe

from simpul.exchange.queries.dumps.listing import (
    dump_named,
    file_of,
    linked_data,
    newest,
    open_data_page,
)
from simpul.exchange.views.answers import limited, open_to_all
from simpul.exchange.views.parts import in_parts

MANIFEST = "manifest.json"
# A file never changes under its name; who has it need not ask again.
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What can be taken from here, how, and under what terms."""
    shown = open_data_page()
    words = {"page": shown, "linked_data": linked_data(shown)}
    return render(request, "exchange/open_data.html", words)


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """The address of the folder leads to the page about it."""
    return redirect("exchange:open_data")


@require_safe
@limited("open_data")
def latest(request: HttpRequest, file: str) -> HttpResponse:
    """A lasting address for the newest file of a name."""
    dump = newest()
    if dump is None or (file != MANIFEST and file_of(dump, file) is None):
        raise Http404
    answer = redirect("dump_file", dump.name, file)
    answer["Cache-Control"] = "no-cache"
    return open_to_all(answer)


@require_safe
@limited("open_data")
def file(request: HttpRequest, name: str, file: str) -> HttpResponseBase:
    """One file of a dump, as it was written."""
    dump = dump_named(name)
    told = file_of(dump, file) if dump else None
    if dump is None or (file != MANIFEST and told is None):
        raise Http404
    etag = quote_etag(told["sha256"][:32] if told else dump.name)
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return open_to_all(HttpResponseNotModified(headers={"ETag": etag}))
    try:
        content = default_storage.open(f"{dump.folder}/{file}", "rb")
    except FileNotFoundError:
        raise Http404 from None
    media_type = "application/json" if told is None else _media_type(told)
    answer = in_parts(
        request, content, size=content.size, etag=etag, name=file, attached=told is not None
    )
    answer["Content-Type"] = media_type
    answer["Cache-Control"] = FOR_EVER
    return open_to_all(answer)


def _media_type(told: dict) -> str:
    # The packing is part of the file, so that its sum is the one in the manifest.
    return "application/gzip" if told["packed"] else told["media_type"]
