"""The recorded vectors: what any implementation must answer, as files, and how ours does."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simpul.exchange.queries.sync import clocks
from simpul.exchange.queries.sync.canonical import NotCanonical, canonical
from simpul.exchange.queries.sync.converging import outcomes, state_hash, state_of
from simpul.exchange.queries.sync.envelopes import Asked, read_batch, read_sealed
from simpul.exchange.queries.sync.messages import Refused, read_event
from simpul.exchange.queries.sync.signing import Key, endorsed, fingerprint, read_instant, read_key

ACCEPTED = "accepted"


@dataclass(frozen=True)
class Check:
    """One thing that was tried; ``says`` is what was found where it is not as it should be."""

    name: str
    passed: bool = True
    says: str = ""


def run(directory: Path) -> Iterator[Check]:
    """Try every vector of a directory."""
    for name, judge in JUDGES.items():
        data = json.loads((directory / f"{name}.json").read_text())
        for number, case in enumerate(data["cases"], start=1):
            found, expected = judge(case, data)
            title = f"{name} {number}: {case['name']}"
            yield Check(title, found == expected, "" if found == expected else f"found {found!r}")


def _canonical(case: Mapping[str, Any], _data: Mapping[str, Any]) -> tuple[Any, Any]:
    value = json.loads(case["json"])
    try:
        written = canonical(value)
    except NotCanonical:
        return "refused", case.get("expect", "")
    return [written.decode(), hashlib.sha256(written).hexdigest()], case["expect"]


def _clocks(case: Mapping[str, Any], _data: Mapping[str, Any]) -> tuple[Any, Any]:
    try:
        last = clocks.read(case["last"])
    except ValueError:
        return "refused", case["expect"]
    if "seen" in case:
        return str(clocks.met(last, clocks.read(case["seen"]))), case["expect"]
    return str(clocks.following(last, read_instant(case["now"]))), case["expect"]


def _keys(case: Mapping[str, Any], _data: Mapping[str, Any]) -> tuple[Any, Any]:
    known = {key.id: key for key in map(read_key, case["known"])}
    offered = [read_key(each) for each in case["offered"]]
    found = endorsed(known, offered, case["installation"])
    prints = [fingerprint(key.public) for key in known.values()]
    return {"trusted": sorted(found), "fingerprints": prints}, case["expect"]


def _events(case: Mapping[str, Any], data: Mapping[str, Any]) -> tuple[Any, Any]:
    keys = _known_keys(data)
    now, sealed = read_instant(case["now"]), case["sealed"]
    try:
        heard = read_sealed(sealed, origin=case["origin"], keys=keys[case["origin"]], now=now)
    except Refused as refused:
        return refused.reason, case["expect"]
    return {"digest": heard.event.digest, "cursor": heard.event.cursor}, case["expect"]


def _batches(case: Mapping[str, Any], data: Mapping[str, Any]) -> tuple[Any, Any]:
    keys = _known_keys(data)
    asked, now = Asked(**case["asked"]), read_instant(case["now"])
    try:
        batch = read_batch(
            case["envelope"], asked=asked, keys_of=lambda code: keys.get(code, {}), now=now
        )
    except Refused as refused:
        return refused.reason, case["expect"]
    return {"accepted": len(batch.heard), "next": batch.next}, case["expect"]


def _converging(case: Mapping[str, Any], _data: Mapping[str, Any]) -> tuple[Any, Any]:
    state = state_of(read_event(each) for each in case["events"])
    shown = {
        record: {
            "standing": outcome.standing,
            "content": outcome.content.digest if outcome.content else "",
            "said_by": [event.origin for event in outcome.said],
            "into": outcome.into,
            "proposed": [list(each) for each in outcome.proposed],
        }
        for record, outcome in outcomes(state).items()
    }
    return {"state": state_hash(state), "outcomes": shown}, case["expect"]


def _known_keys(data: Mapping[str, Any]) -> dict[str, dict[str, Key]]:
    return {
        code: {key.id: key for key in map(read_key, keys)} for code, keys in data["keys"].items()
    }


JUDGES: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any]], tuple[Any, Any]]] = {
    "canonical": _canonical,
    "clocks": _clocks,
    "keys": _keys,
    "events": _events,
    "batches": _batches,
    "converging": _converging,
}
