"""Forged, replayed, stale and wrong messages are refused with a named reason."""

import json
from datetime import timedelta

import pytest

from simpul.core import clock, journal
from simpul.exchange.models import Peer, SyncEvent, SyncRefusal
from simpul.exchange.queries.sync.envelopes import Asked
from simpul.exchange.queries.sync.messages import Refused
from simpul.exchange.services.sync import (
    exchanging,
    identity,
    receiving,
    telling,
)
from simpul.innovations.models import (
    Innovation,
)
from tests.exchange.sync.listening import mirror, synced, trusted
from tests.factories.innovations import listed

pytestmark = pytest.mark.django_db


def forged(jatim, ours):
    said = json.loads(jatim.push(ours))
    said["message"]["events"][0]["event"]["body"]["title"] = "Lain"
    return said


def forged_event(jatim, ours):
    event = next(iter(jatim.state.values()))
    sealed = json.loads(json.dumps(jatim.sealed[event.digest]))
    sealed["event"]["body"]["title"] = "Lain"
    jatim.sealed[event.digest] = sealed
    return json.loads(jatim.push(ours))


def sent(jatim, ours, **changes):
    return json.loads(jatim.push(ours, **changes))


WRONG = {
    "signature": forged,
    "signature ": forged_event,
    "stale": lambda jatim, ours: sent(jatim, ours, now=clock.now() - timedelta(minutes=11)),
    "future": lambda jatim, ours: sent(jatim, ours, now=clock.now() + timedelta(minutes=6)),
    "not_for_us": lambda jatim, ours: sent(jatim, "0" * 16),
    "protocol": lambda jatim, ours: sent(jatim, ours, protocol="simpul-sync/2"),
    "malformed": lambda jatim, ours: sent(jatim, ours, next="x"),
    "gap": lambda jatim, ours: sent(jatim, ours, after="7.a.b.c", events=[], next="7.a.b.c"),
    "unknown_peer": lambda jatim, ours: sent(jatim, ours, origin="0" * 16),
    "echo": lambda jatim, ours: sent(jatim, ours, origin=ours),
}


@pytest.mark.parametrize("reason", WRONG)
def test_a_wrong_message_is_refused_with_its_reason_and_nothing_of_it_is_kept(
    jatim, client, reason
):
    trusted(jatim)
    jatim.tell("a1", "Antar Obat")
    said = WRONG[reason](jatim, identity.begin().code)

    answer = client.post("/sync/v1/inbox", json.dumps(said), "application/json")

    assert answer.json()["reason"] == reason.strip()
    assert 400 <= answer.status_code < 500
    assert not SyncEvent.objects.exists()
    assert SyncRefusal.objects.get().reason == reason.strip()


def test_the_same_message_is_taken_once(jatim, client):
    trusted(jatim)
    jatim.tell("a1", "Antar Obat")
    said = jatim.push(identity.begin().code)

    first = client.post("/sync/v1/inbox", said, "application/json")
    again = client.post("/sync/v1/inbox", said, "application/json")

    assert first.json()["message"]["news"] == 1
    assert (again.status_code, again.json()["reason"]) == (409, "replayed")


def test_an_answer_to_another_question_is_no_answer(jatim):
    trusted(jatim)
    jatim.tell("a1", "Antar Obat")
    kept = {}

    def replaying(address):
        path = address.partition("?")[0]
        return kept.setdefault(path, jatim.get(address))

    synced_once = exchanging.sync(Peer.objects.get(), get=replaying)
    again = exchanging.sync(Peer.objects.get(), get=replaying)

    assert (synced_once.refused, again.refused) == ("", "not_for_us")


def test_two_words_under_one_number_are_a_fork(jatim):
    trusted(jatim)
    event = jatim.tell("a1", "Antar Obat")
    synced(jatim)
    jatim.state = {}
    jatim.say("state", event.record, {"claims": [], "ids": []}, seq=event.seq)
    Peer.objects.update(cursor="", head="")

    report = exchanging.sync(Peer.objects.get(), get=jatim.get)

    assert report.refused == "fork"
    assert mirror(jatim, "a1").title == "Antar Obat"


def test_an_event_of_tomorrow_waits_until_it_is_today(jatim):
    trusted(jatim)
    with clock.frozen(clock.now() + timedelta(days=1)):
        jatim.tell("a1", "Antar Obat")

    report = exchanging.sync(Peer.objects.get(), get=jatim.get)
    assert (report.refused, Innovation.objects.count()) == ("future", 0)

    with clock.frozen(clock.now() + timedelta(days=1, minutes=1)):
        synced(jatim)
    assert mirror(jatim, "a1").title == "Antar Obat"


def test_a_feed_begun_anew_is_heard_from_its_beginning(jatim):
    trusted(jatim)
    jatim.tell("a1", "Antar Obat")
    jatim.tell("a2", "Jemput Sampah")
    synced(jatim)
    # Its backup of yesterday was restored: numbers are given a second time.
    jatim.state, jatim.seq, jatim.feed_name = {}, 0, "2" * 16
    jatim.tell("a1", "Antar Obat Pulih")

    synced(jatim)

    assert mirror(jatim, "a1").title == "Antar Obat Pulih"


def test_nothing_of_ours_comes_back_as_news(jatim):
    listed("INV-1", title="Antar Obat")
    journal.seal_pending()
    trusted(jatim)
    telling.tell()
    ours = identity.begin()
    held = SyncEvent.objects.get(origin=ours.code)

    with pytest.raises(Refused, match="coming back"):
        receiving.take_batch(
            jatim.batch(Asked(ours.code), origin=ours.code, events=[]), asked=Asked(ours.code)
        )
    assert SyncEvent.objects.get() == held
