"""Another installation, written from the protocol alone: it has no database and runs in a test."""

import hashlib
import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from simpul.core import clock
from simpul.exchange.queries.sync import clocks, signing
from simpul.exchange.queries.sync.canonical import canonical
from simpul.exchange.queries.sync.converging import EMPTY, received, state_hash
from simpul.exchange.queries.sync.envelopes import Asked, message, place
from simpul.exchange.queries.sync.messages import Event, Refused, read_cursor

AUTHORITY = {
    "key": "kipp",
    "name": "KIPP",
    "name_en": "",
    "kind": "registry",
    "url": "https://kipp.example",
    "licence": "",
}


class Elsewhere:
    """An installation with its key, its journal and what it holds of others."""

    def __init__(self, name="jatim"):
        self.code = f"{name:0<16}"
        self.name = f"Hub {name}"
        self.address = f"https://{name}.example"
        self.feed_name = "1" * 16
        self.private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())
        self.keys = [self._key(self.private)]
        self.seq, self.clock, self.state, self.sealed = 0, clocks.START, EMPTY, {}
        self.files, self.introduces, self.asked = {}, [], []
        self.page = 200

    def _key(self, private, previous=None):
        return signing.new_key(
            private,
            installation=self.code,
            begins=clock.now().replace(microsecond=0) - timedelta(days=1),
            previous=previous,
        )

    @property
    def fingerprint(self):
        return signing.fingerprint(self.keys[-1].public)

    def rotate(self):
        """Begin another key, endorsed by the one before."""
        private = Ed25519PrivateKey.generate()
        self.keys.append(self._key(private, self.private))
        self.private = private

    # --- Saying ----------------------------------------------------------------------------

    def record(self, number):
        return f"{self.code}/{number}"

    def say(self, kind, record, body=None, **changes):
        """Write one event into the journal; ``changes`` make it a wrong one."""
        self.seq += 1
        self.clock = clocks.following(self.clock, clock.now())
        fields = {"seq": self.seq, "time": str(self.clock), "record": record, **changes}
        event = Event(self.code, kind=kind, body=body or {}, **fields)
        self.state = received(self.state, event)
        self.sealed[event.digest] = self.seal(event)
        return event

    def seal(self, event):
        return signing.sealed("event", event.as_data(), self.private)

    def tell(self, number, title, *, ids=(), files=(), record="", **fields):
        """Say the public state of a record; with ``record``, of somebody else's."""
        claims = [
            claim(name, value, language="id" if name in {"title", "summary"} else "")
            for name, value in {"title": title, **fields}.items()
        ]
        body = {"title": title, "claims": claims, "ids": list(ids), "files": list(files)}
        body["address"] = f"{self.address}/id/inovasi/{number}"
        return self.say("state", record or self.record(number), body)

    def withdraw(self, number, reason=""):
        return self.say("withdraw", self.record(number), {"reason": reason})

    def hear(self, other):
        """Take over everything another one holds, to pass it on."""
        for event in other.state.values():
            self.state = received(self.state, event)
            self.sealed[event.digest] = other.sealed[event.digest]
        self.introduces.append(other)

    @property
    def hash(self):
        return state_hash(self.state)

    # --- Answering -------------------------------------------------------------------------

    def get(self, address):
        """What its web server answers."""
        self.asked.append(address)
        parts = urlsplit(address)
        if f"{parts.scheme}://{parts.netloc}" != self.address:
            raise Refused("unreachable", parts.netloc)
        question = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        asked = Asked(question.get("for", ""), question.get("nonce", ""))
        path = parts.path.removeprefix("/sync/v1/")
        if path.startswith("files/"):
            if path[6:] not in self.files:
                raise Refused("unreachable", "404")
            return self.files[path[6:]]
        answer = self.introduction if path == "" else self.feed
        return canonical(answer(asked, question))

    def introduction(self, asked, _question):
        others = [(one, one.head) for one in self.introduces]
        return self.envelope(
            "introduction",
            asked,
            installation=self.code,
            name=self.name,
            address=self.address,
            keys=[key.as_data() for key in self.keys],
            feeds=[
                {"origin": one.code, "feed": one.feed_name, "head": head}
                for one, head in [(self, self.head), *others]
            ],
            introduces=[
                {
                    "installation": one.code,
                    "name": one.name,
                    "keys": [key.as_data() for key in one.keys],
                }
                for one, _head in others
            ],
        )

    @property
    def head(self):
        own = [event for event in self.state.values() if event.origin == self.code]
        return max(own, key=place).cursor if own else ""

    def feed(self, asked, question):
        origin = question.get("origin", self.code)
        teller = next((one for one in self.introduces if one.code == origin), self)
        same = question.get("feed") == teller.feed_name
        return self.batch(asked, origin=origin, after=question.get("after", "") if same else "")

    def batch(self, asked, *, origin="", after="", events=None, **changes):
        """A piece of a feed; ``changes`` make it a wrong one."""
        origin = origin or self.code
        teller = next((one for one in self.introduces if one.code == origin), self)
        held = [event for event in self.state.values() if event.origin == origin]
        ahead = sorted((e for e in held if place(e) > read_cursor(after)), key=place)
        told = ahead[: self.page] if events is None else events
        more = len(ahead) > len(told)
        return self.envelope(
            "batch",
            asked,
            **{
                "origin": origin,
                "feed": teller.feed_name,
                "after": after,
                "next": told[-1].cursor if told else after,
                "more": more,
                "events": [self.sealed[event.digest] for event in told],
                **changes,
            },
        )

    def envelope(self, kind, asked, **said):
        now = said.pop("now", clock.now())
        whole = message(kind, self.code, asked, now, **said)
        return signing.sealed("message", whole, self.private)

    def push(self, to, **changes):
        """A batch sent of its own accord, as the bytes of a request."""
        return json.dumps(self.batch(Asked(to=to), **changes))


def claim(name, value, *, language="", shown=True, authority=AUTHORITY, **more):
    return {
        "field": name,
        "language": language,
        "value": value,
        "wording": "",
        "asserted_on": "2026-01-05",
        "url": "https://kipp.example/1",
        "number": "1",
        "authority": authority,
        "shown": shown,
        **more,
    }
