"""What installations ask each other (docs/concepts/sync-protocol.md): open to anybody, signed."""

import json
import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from simpul.core import clock, files
from simpul.exchange.models import Installation
from simpul.exchange.queries import sync_feed
from simpul.exchange.queries.sync.canonical import canonical
from simpul.exchange.queries.sync.envelopes import Asked, message
from simpul.exchange.queries.sync.messages import BATCH_BYTES, REASONS, Refused
from simpul.exchange.services.sync import identity, receiving
from simpul.exchange.views.answers import limited

MEDIA_TYPE = "application/json"
STATUS = {
    "not_found": 404,
    "unknown_peer": 403,
    "unknown_key": 403,
    "ended_key": 403,
    "signature": 403,
    "paused": 403,
    "not_owner": 403,
    "stale": 409,
    "future": 409,
    "replayed": 409,
    "gap": 409,
    "fork": 409,
    "echo": 409,
    "too_large": 413,
}
TO = re.compile(r"(?:[0-9a-z]{16})?")
NONCE = re.compile(r"[0-9A-Za-z_-]{0,64}")

View = Callable[..., HttpResponseBase]


def answering(view: View) -> View:
    """Answer a refusal with its named reason, and nothing at all before sync has begun."""

    @wraps(view)
    def answered(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        ours = identity.begun()
        if ours is None:
            return _problem(Refused("not_found", "simpul-sync"))
        try:
            return view(request, ours, *args, **kwargs)
        except Refused as refused:
            return _problem(refused)

    return answered


@require_safe
@limited("sync")
@answering
def introduction(request: HttpRequest, ours: Installation) -> HttpResponse:
    """Who this installation is, its keys, and whose words can be had here."""
    said = sync_feed.introduction(ours)
    return _sealed("introduction", ours, _asked(request), said)


@require_safe
@limited("sync")
@answering
def feed(request: HttpRequest, ours: Installation) -> HttpResponse:
    """The next events of an installation whose words we hold."""
    origin = request.GET.get("origin", "") or ours.code
    found = sync_feed.feed_of(origin, ours)
    if found is None:
        raise Refused("not_found", origin[:16])
    name, head = found
    # Who knows another feed of it begins this one.
    after = request.GET.get("after", "") if request.GET.get("feed", name) == name else ""
    sync_feed.check_after(after, head)
    said = sync_feed.piece(origin, after, head, most=_most(request))
    return _sealed("batch", ours, _asked(request), {"feed": name, **said})


@require_safe
@limited("sync")
@answering
def state(request: HttpRequest, ours: Installation) -> HttpResponse:
    """The digest of all that is known here, to be compared."""
    return _sealed("state", ours, _asked(request), sync_feed.state_now())


@require_safe
@limited("sync")
@answering
def public_file(request: HttpRequest, ours: Installation, sha256: str) -> FileResponse:
    """A file anybody may open, by its checksum."""
    file = sync_feed.public_file(sha256)
    if file is None:
        raise Refused("not_found", sha256[:64])
    answer = FileResponse(files.open_file(file), as_attachment=True, filename=file.name)
    answer["Content-Type"] = file.media_type
    answer["ETag"] = f'"{sha256}"'
    return answer


@csrf_exempt
@require_POST
@limited("sync")
@answering
def inbox(request: HttpRequest, ours: Installation) -> HttpResponse:
    """Take a batch that a peer sends of its own accord."""
    data: Any = None
    try:
        data = _body(request)
        told = receiving.take_push(data)
    except Refused as refused:
        # Anybody may send here what a peer once said to somebody, or claim to be it.
        receiving.note_refusal(refused, peer=receiving.sender_of(data), is_trouble=False)
        raise
    said = {"events": told.events, "news": told.news}
    return _sealed("receipt", ours, Asked(to=str(data["message"]["from"])), said)


def _body(request: HttpRequest) -> Any:
    length = request.headers.get("Content-Length") or "0"
    if not length.isdecimal() or int(length[:20]) > BATCH_BYTES * 2:
        raise Refused("too_large", "batch")
    try:
        return json.loads(request.body)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Refused("malformed", "JSON") from error


def _asked(request: HttpRequest) -> Asked:
    to, nonce = request.GET.get("for", ""), request.GET.get("nonce", "")
    if not TO.fullmatch(to) or not NONCE.fullmatch(nonce):
        raise Refused("malformed", "for, nonce")
    return Asked(to=to, nonce=nonce)


def _most(request: HttpRequest) -> int:
    asked = request.GET.get("limit", "200")
    if not asked.isdecimal() or len(asked) > 4:
        raise Refused("malformed", "limit")
    return int(asked)


def _sealed(kind: str, ours: Installation, asked: Asked, said: Mapping[str, Any]) -> HttpResponse:
    whole = message(kind, ours.code, asked, clock.now(), **said)
    return _fresh(canonical(identity.seal("message", whole)), MEDIA_TYPE, 200)


def _problem(refused: Refused) -> HttpResponse:
    status = STATUS.get(refused.reason, 400)
    said = {
        "type": f"urn:simpul:sync:1:{refused.reason}",
        "title": REASONS[refused.reason],
        "status": status,
        "reason": refused.reason,
        "about": refused.about,
    }
    return _fresh(canonical(said), "application/problem+json", status)


def _fresh(body: bytes, media_type: str, status: int) -> HttpResponse:
    answer = HttpResponse(body, content_type=media_type, status=status)
    answer["Cache-Control"] = "no-store"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
