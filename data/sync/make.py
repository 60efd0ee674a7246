"""Write the recorded vectors of Simpul sync 1: ``python data/sync/make.py``.

The private keys are made from words and known to everybody; they sign nothing but these files.
"""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from simpul.exchange.queries.sync import signing
from simpul.exchange.queries.sync.envelopes import Asked, message
from simpul.exchange.queries.sync.messages import Event
from simpul.exchange.queries.sync.vectors import JUDGES

HERE = Path(__file__).parent / "vectors"
NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
OURS, JATIM, NATIONAL = "ourselves0000000", "jatim00000000000", "nasional00000000"
RECORD, OTHER = f"{JATIM}/a1", f"{JATIM}/a2"


def private(word):
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(word.encode()).digest())


def key(word, installation, previous=None, begins=NOW - timedelta(days=30)):
    before = private(previous) if previous else None
    return signing.new_key(private(word), installation=installation, begins=begins, previous=before)


def event(seq, kind="state", record=RECORD, *, origin=JATIM, body=None, at=None, **changes):
    at = at or NOW - timedelta(hours=1) + timedelta(seconds=seq)
    if body is None:
        body = {"claims": [], "ids": [], "title": f"Word {seq}"} if kind == "state" else {}
    time = f"{at:%Y-%m-%dT%H:%M:%S}.000Z-0000"
    fields = {"seq": seq, "time": time, "kind": kind, "record": record, "body": body}
    return Event(origin, **{**fields, **changes})


def sealed(one, word="jatim"):
    return signing.sealed("event", one.as_data(), private(word))


def spoiled(one):
    found = sealed(one)
    found["event"]["body"] = {**found["event"]["body"], "title": "Forged"}
    return found


def canonical_cases():
    texts = {
        "keys in the order of their UTF-16 units": (
            '{"\\u20ac": "Euro", "\\r": "CR", "\\ufb33": "Dalet", "1": "One", '
            '"\\ud83d\\ude00": "Smile", "\\u0080": "Control", "\\u00f6": "o"}'
        ),
        "numbers as ECMAScript writes them": (
            "[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001, 1e21, 1e-7, "
            "-0.0, 0.000001, 100, 9007199254740991]"
        ),
        "literals and nesting": '{"b": [true, false, null, {}], "a": {"z": 1, "y": []}}',
        "escapes": '"\\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/\\u007f"',
        "an Indonesian title": '{"title": "Antar Obat – “gratis” untuk desa"}',
        "a number beyond what every language holds": "9007199254740992",
        "half a character": '"\\ud83d"',
    }
    return [{"name": name, "json": text} for name, text in texts.items()]


def clock_cases():
    last = "2026-11-22T06:00:00.000Z-0000"
    return [
        {"name": "the wall clock moved on", "last": last, "now": "2026-11-22T06:00:01Z"},
        {"name": "within the same millisecond", "last": last, "now": "2026-11-22T06:00:00Z"},
        {"name": "the wall clock went back", "last": last, "now": "2026-11-22T05:00:00Z"},
        {
            "name": "a later moment was heard of",
            "last": last,
            "seen": "2026-11-22T06:00:02.500Z-0007",
        },
        {"name": "no moment", "last": "2026-11-22 06:00:00", "now": "2026-11-22T06:00:00Z"},
    ]


def key_cases():
    one, two = key("jatim", JATIM), key("jatim two", JATIM, "jatim", NOW)
    three = key("jatim three", JATIM, "jatim two", NOW)
    stranger, foreign = key("stranger", JATIM, "national"), key("jatim two", OURS, "jatim", NOW)
    cases = {
        "one endorsed by the key that is known": [two],
        "a chain of endorsements, in any order": [three, two],
        "a chain with a missing link": [three],
        "a key that another one endorsed": [stranger],
        "a key that was endorsed for another installation": [foreign],
    }
    return [
        {
            "name": name,
            "installation": JATIM,
            "known": [one.as_data()],
            "offered": [each.as_data() for each in offered],
        }
        for name, offered in cases.items()
    ]


def event_cases():
    good = event(5)
    malformed = sealed(good)
    malformed["event"] = {**malformed["event"], "time": "yesterday"}
    extra = sealed(good)
    extra["event"] = {**extra["event"], "more": 1}
    version = sealed(good)
    version["event"] = {**version["event"], "protocol": "simpul-sync/2"}
    cases = {
        "a good one": sealed(good),
        "one whose body was changed": spoiled(good),
        "one signed with a strange key": sealed(good, "stranger"),
        "one signed with a key that had ended": sealed(event(6), "jatim ended"),
        "one signed with that key while it was in use": sealed(
            event(3, at=NOW - timedelta(days=20)), "jatim ended"
        ),
        "one dated in the future": sealed(event(7, at=NOW + timedelta(hours=1))),
        "one of another origin": sealed(event(5, origin=NATIONAL), "national"),
        "one of another version": version,
        "one without a moment": malformed,
        "one with a field nobody knows": extra,
        "a withdrawal of somebody else's record": sealed(
            event(8, "withdraw", f"{NATIONAL}/b1"), "jatim"
        ),
        "a merge without a goal": sealed(event(9, "merge")),
        "one under no number": sealed(event(0)),
    }
    stamp = signing.written(NOW)
    return [
        {"name": name, "now": stamp, "origin": JATIM, "sealed": each}
        for name, each in cases.items()
    ]


def batch_cases():
    told = [event(5), event(6, record=OTHER)]
    asked = {"to": OURS, "nonce": "c0ffee"}

    def batch(
        word="jatim",
        *,
        sender=JATIM,
        now=NOW,
        events=told,
        to=OURS,
        nonce="c0ffee",
        wrong=None,
        **said,
    ):
        fields = {
            "origin": JATIM,
            "feed": "1" * 16,
            "after": "",
            "next": events[-1].cursor if events else "",
            "more": False,
            "events": wrong or [sealed(each) for each in events],
            **said,
        }
        whole = message("batch", sender, Asked(to, nonce), now, **fields)
        return signing.sealed("message", whole, private(word))

    forged = batch()
    forged["message"] = {**forged["message"], "more": True}
    cases = {
        "a good one": batch(),
        "one passed on by a peer": batch("national", sender=NATIONAL),
        "an empty one": batch(events=[]),
        "one that was changed": forged,
        "one sent too long ago": batch(now=NOW - timedelta(minutes=11)),
        "one sent in the future": batch(now=NOW + timedelta(minutes=6)),
        "an answer to another question": batch(nonce="decaf"),
        "one for somebody else": batch(to=NATIONAL),
        "one of a stranger": batch("stranger", sender="stranger00000000"),
        "one signed by somebody else": batch("national"),
        "our own words": batch(origin=OURS),
        "words of a stranger": batch(origin="stranger00000000"),
        "events in the wrong order": batch(events=told[::-1]),
        "an event before its place": batch(after="5.x.y.state"),
        "with a forged event": batch(wrong=[spoiled(told[0])]),
        "of another version": batch(protocol="simpul-sync/9"),
    }
    stamp = signing.written(NOW)
    return [
        {"name": name, "now": stamp, "asked": asked, "envelope": each}
        for name, each in cases.items()
    ]


def converging_cases():
    state, edit = event(1), event(4)
    withdraw, back = event(3, "withdraw", body={"reason": "asked"}), event(5, "republish")
    gone, again = event(6, "tombstone"), event(7)
    into = {"into": OTHER}
    merge, unmerge = event(3, "merge", body=into), event(4, "unmerge")
    cases = {
        "the newest word counts, whatever the order": [edit, state],
        "repeated": [state, edit, state, edit],
        "withdrawn stands against an edit": [edit, withdraw, state],
        "back with a newer word": [again, back, withdraw, state],
        "back, but what it said was before": [state, withdraw, back],
        "after a tombstone nothing": [again, gone, state],
        "merged": [merge, state],
        "merged and parted again": [unmerge, merge, state],
        "a circle is not closed": [
            event(8, "merge", OTHER, body={"into": RECORD}), merge, state,
        ],
        "a merge that somebody else says is a proposal": [
            state, event(2, "merge", origin=NATIONAL, body=into),
        ],
        "what others say stands beside it": [state, event(2, origin=NATIONAL)],
    }  # fmt: skip
    return [
        {"name": name, "events": [each.as_data() for each in events]}
        for name, events in cases.items()
    ]


def trusted_keys():
    ended = key("jatim ended", JATIM).as_data()
    ended["ends"] = signing.written(NOW - timedelta(days=10))
    return {
        JATIM: [key("jatim", JATIM).as_data(), ended],
        NATIONAL: [key("national", NATIONAL).as_data()],
    }


MADE = {
    "canonical": canonical_cases,
    "clocks": clock_cases,
    "keys": key_cases,
    "events": event_cases,
    "batches": batch_cases,
    "converging": converging_cases,
}

if __name__ == "__main__":
    for name, make in MADE.items():
        data = {"protocol": "simpul-sync/1", "keys": trusted_keys(), "cases": make()}
        for case in data["cases"]:
            case["expect"] = None
            case["expect"] = JUDGES[name](case, data)[0]
        text = json.dumps(data, indent=1, ensure_ascii=True, sort_keys=True)
        (HERE / f"{name}.json").write_text(text + "\n")
