"""The conformance kit: ask another implementation, and say what it does otherwise."""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from simpul.core import clock
from simpul.exchange.queries.sync import signing
from simpul.exchange.queries.sync.converging import state_hash, state_of
from simpul.exchange.queries.sync.envelopes import (
    Asked,
    Batch,
    Heard,
    message,
    opened_message,
    read_batch,
)
from simpul.exchange.queries.sync.messages import Refused
from simpul.exchange.queries.sync.vectors import Check
from simpul.exchange.services.sync.exchanging import PATH
from simpul.exchange.services.sync.peers import Introduced, read_introduction, site_of

SECONDS = 30
MOST_BYTES = 32 * 1024 * 1024
# So many pieces of a feed are walked through; longer ones are tried in part.
PIECES = 50
OURSELVES = "c0nf0rmancek1t00"


@dataclass(frozen=True)
class Reply:
    """What came back, whatever its status."""

    status: int
    content: bytes

    @property
    def data(self) -> Any:
        try:
            return json.loads(self.content)
        except ValueError:
            return None

    @property
    def reason(self) -> str:
        data = self.data
        return str(data.get("reason", "")) if isinstance(data, Mapping) else ""


@dataclass
class Tried:
    """What was learned on the way, for the questions after it."""

    site: str
    introduced: Introduced | None = None
    heard: list[Heard] = field(default_factory=list)
    whole: bool = False


Question = Callable[[Tried], Iterator[Check]]


def ask(
    site: str, path: str, question: Mapping[str, str] | None = None, *, body: bytes | None = None
) -> Reply:
    """One request of the kit, to the address that its operator named."""
    address = f"{site}{PATH}{path}" + (f"?{urlencode(question)}" if question else "")
    headers = {"Content-Type": "application/json"} if body is not None else {}
    request = Request(address, data=body, headers=headers)  # noqa: S310 - http or https, see site_of
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - as above
            return Reply(answer.status, answer.read(MOST_BYTES))
    except HTTPError as error:
        return Reply(error.code, error.read(MOST_BYTES))
    except (URLError, OSError) as error:
        raise Refused("unreachable", str(error)[:100]) from error


def check(address: str) -> Iterator[Check]:
    """Try everything the protocol says of an installation that answers."""
    tried = Tried(site_of(address))
    for question in QUESTIONS:
        try:
            yield from question(tried)
        except Refused as refused:
            name = question.__name__.strip("_")
            yield Check(name, passed=False, says=f"{refused.reason}: {refused}")
        if tried.introduced is None:
            return


def _asked() -> Asked:
    return Asked(to=OURSELVES, nonce=secrets.token_hex(16))


def _question(asked: Asked, **more: str) -> dict[str, str]:
    return {"for": asked.to, "nonce": asked.nonce, **more}


# --- Questions ---------------------------------------------------------------------------------


def _introduction(tried: Tried) -> Iterator[Check]:
    asked = _asked()
    reply = ask(tried.site, "", _question(asked))
    yield Check("the introduction answers 200 with JSON", reply.status == 200 and bool(reply.data))
    inside = reply.data.get("message") if isinstance(reply.data, Mapping) else None
    if not isinstance(inside, Mapping):
        raise Refused("malformed", "message")
    told = read_introduction(inside)
    keys = {key.id: key for key in told.keys}
    found = opened_message(
        reply.data, "introduction", asked=asked, keys_of=lambda _code: keys, now=clock.now()
    )
    tried.introduced = told
    yield Check("it is signed with one of its own keys, now, for who asked")
    yield Check("its sender is the installation itself", found["from"] == told.code)
    first = [key for key in told.keys if not key.previous]
    led = signing.endorsed({key.id: key for key in first}, told.keys, told.code)
    yield Check(
        "every later key is endorsed by one before it", len(first) + len(led) == len(told.keys)
    )
    own = [each for each in found.get("feeds") or [] if each.get("origin") == told.code]
    yield Check("it names its own feed with its head", len(own) == 1 and "head" in own[0])


def _feed(tried: Tried) -> Iterator[Check]:
    after, pieces = "", []
    for _piece in range(PIECES):
        batch = _batch(tried, after, limit="7")
        pieces.append(batch)
        tried.heard += batch.heard
        if not batch.more:
            tried.whole = True
            break
        yield from _goes_on(batch, after)
        after = batch.next
    yield Check("the feed comes signed, in order and without holes")
    yield Check("a piece holds no more than was asked for", all(len(p.heard) <= 7 for p in pieces))
    slots = [one.event.slot for one in tried.heard]
    yield Check("of each record and register only the newest word", len(slots) == len(set(slots)))
    again = _batch(tried, "", limit="7")
    same = [one.event.digest for one in again.heard] == [
        one.event.digest for one in pieces[0].heard
    ]
    yield Check("asked again it says the same", same)


def _goes_on(batch: Batch, after: str) -> Iterator[Check]:
    if batch.next == after or not batch.heard:
        yield Check("a piece that says there is more goes on", passed=False, says=batch.next)


def _batch(tried: Tried, after: str, **more: str) -> Batch:
    told = tried.introduced
    if told is None:
        raise Refused("unreachable")
    keys, asked = {key.id: key for key in told.keys}, _asked()
    question = _question(asked, origin=told.code, after=after, **more)
    reply = ask(tried.site, "feed", question)
    if reply.status != 200:
        raise Refused(reply.reason if reply.reason else "unreachable", f"feed {reply.status}")
    return read_batch(reply.data, asked=asked, keys_of=lambda _code: keys, now=clock.now())


def _state(tried: Tried) -> Iterator[Check]:
    told, asked = tried.introduced, _asked()
    if told is None or not tried.whole:
        return
    reply = ask(tried.site, "state", _question(asked))
    keys = {key.id: key for key in told.keys}
    said = opened_message(
        reply.data, "state", asked=asked, keys_of=lambda _code: keys, now=clock.now()
    )
    ours = state_hash(state_of(one.event for one in tried.heard))
    origins = said.get("origins")
    theirs = origins.get(told.code, {}).get("state") if isinstance(origins, Mapping) else None
    is_same = theirs == ours or (not tried.heard and theirs is None)
    yield Check("its state is the digest of what it told", is_same, "" if is_same else f"{theirs}")


def _wrong_questions(tried: Tried) -> Iterator[Check]:
    code = tried.introduced.code if tried.introduced else ""
    reply = ask(tried.site, "feed", {"origin": "0" * 16})
    yield _status("a feed nobody holds is not found", reply, 404, "")
    reply = ask(tried.site, "feed", {"origin": code, "after": "yesterday"})
    yield _status("a cursor that is none is malformed", reply, 400, "malformed")
    reply = ask(tried.site, "feed", {"origin": code, "after": "9007199254740991.z.z.z"})
    yield _status("a cursor beyond the end is a gap", reply, 409, "gap")
    reply = ask(tried.site, f"files/{'0' * 64}")
    yield _status("a file nobody shows is not found", reply, 404, "")


def _files(tried: Tried) -> Iterator[Check]:
    for one in tried.heard:
        for each in one.event.body.get("files") or []:
            reply = ask(tried.site, f"files/{each['sha256']}")
            right = hashlib.sha256(reply.content).hexdigest() == each["sha256"]
            yield Check("a file is what its checksum says", reply.status == 200 and right)
            return


def _inbox(tried: Tried) -> Iterator[Check]:
    """What must be refused; an installation without an inbox answers 404 or 405 to all of it."""
    code = tried.introduced.code if tried.introduced else ""
    stranger = Ed25519PrivateKey.generate()
    reply = ask(tried.site, "inbox", body=b"{")
    if reply.status in {404, 405}:
        yield Check("it has no inbox, which it may")
        return
    yield _status("what is no JSON is malformed", reply, 400, "malformed")
    said = {"origin": OURSELVES, "feed": "", "after": "", "next": "", "more": False, "events": []}
    whole = message("batch", OURSELVES, Asked(to=code), clock.now(), **said)
    sealed = signing.sealed("message", whole, stranger)
    reply = ask(tried.site, "inbox", body=json.dumps(sealed).encode())
    yield _status("a batch of a stranger is refused", reply, 403, "unknown_peer")
    whole = message("batch", code, Asked(to=code), clock.now(), **{**said, "origin": code})
    forged = signing.sealed("message", whole, stranger)
    reply = ask(tried.site, "inbox", body=json.dumps(forged).encode())
    refused = reply.status == 403 and reply.reason in {"unknown_key", "unknown_peer", "signature"}
    yield Check("a batch in its own name, signed by a stranger, is refused", refused, reply.reason)


def _status(name: str, reply: Reply, status: int, reason: str) -> Check:
    passed = reply.status == status and (not reason or reply.reason == reason)
    return Check(name, passed, "" if passed else f"{reply.status} {reply.reason}")


QUESTIONS: tuple[Question, ...] = (
    _introduction,
    _feed,
    _state,
    _wrong_questions,
    _files,
    _inbox,
)
