"""What strangers may try at the door of the protocol, and while fingerprints are compared."""

import json
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from simpul.core import clock
from simpul.exchange.models import Peer, SyncKey, SyncRefusal
from simpul.exchange.queries.sync import signing
from simpul.exchange.queries.sync.envelopes import Asked, message
from simpul.exchange.services.sync import exchanging, identity, peers, receiving
from tests.exchange.sync.elsewhere import Elsewhere
from tests.exchange.sync.listening import trusted

pytestmark = pytest.mark.django_db


def told_by_somebody_between(jatim):
    """The introduction of ``jatim``, as somebody between us rewrote it around its true key."""
    theirs = Elsewhere("penyadap")
    foreign = signing.new_key(theirs.private, installation=jatim.code, begins=jatim.keys[0].begins)
    as_if_after = signing.new_key(
        jatim.private,
        installation=jatim.code,
        begins=jatim.keys[0].begins,
        previous=theirs.private,
    )

    def get(_address):
        whole = message(
            "introduction",
            jatim.code,
            Asked(""),
            clock.now(),
            installation=jatim.code,
            name=jatim.name,
            keys=[foreign.as_data(), replace(as_if_after, ends=None).as_data()],
            feeds=[],
            introduces=[],
        )
        return json.dumps(signing.sealed("message", whole, theirs.private)).encode()

    return foreign, get


def test_only_the_compared_key_can_vouch_for_what_came_before_it(jatim):
    foreign, get = told_by_somebody_between(jatim)
    identity.begin()

    told = exchanging.first_introduction(jatim.address, get=get)

    with pytest.raises(ValidationError):
        peers.add_peer(told, address=jatim.address, spoken=jatim.fingerprint)
    assert not Peer.objects.exists()
    assert not SyncKey.objects.filter(key=foreign.id).exists()


def test_keys_before_the_compared_one_are_trusted_on_its_own_word(jatim):
    jatim.rotate()

    trusted(jatim)

    assert SyncKey.objects.filter(installation=jatim.code).count() == 2


@pytest.mark.parametrize("text", ["\0", "\ud800", "0" * 15 + "\0"])
@pytest.mark.parametrize("place", ["from", "protocol", "key"])
def test_letters_no_database_keeps_are_refused_like_others(jatim, client, place, text):
    trusted(jatim)
    said = json.loads(jatim.push(identity.begin().code))
    (said if place == "key" else said["message"])[place] = text

    answer = client.post("/sync/v1/inbox", json.dumps(said), "application/json")

    assert 400 <= answer.status_code < 500
    about = SyncRefusal.objects.get().about
    assert "\0" not in about
    about.encode()


@pytest.mark.parametrize(
    "asked",
    ["origin=%00", "after=1.%00.b.c", "after=1.a.b.%00", "feed=%00", "limit=%00", "for=%00"],
)
def test_questions_with_such_letters_are_refused(client, asked, monkeypatch):
    identity.begin()

    answer = client.get(f"/sync/v1/feed?{asked}")

    assert answer.status_code in {200, 400, 404, 409}
    assert b"\0" not in answer.content
    assert b"\\u0000" not in answer.content


def test_who_only_says_to_be_a_peer_does_not_mark_it_as_troubled(jatim, client):
    trusted(jatim)
    said = json.loads(jatim.push(identity.begin().code))
    said["message"]["sent_at"] = "2026-01-01T00:00:00Z"

    client.post("/sync/v1/inbox", json.dumps(said), "application/json")

    assert SyncRefusal.objects.get().peer == Peer.objects.get()
    assert Peer.objects.get().trouble == ""


def test_strangers_do_not_fill_the_list_of_refusals(client, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_KINDS", 3)
    identity.begin()

    for number in range(8):
        said = {"message": {"protocol": "simpul-sync/1", "from": f"{number:016}"}}
        client.post("/sync/v1/inbox", json.dumps(said), "application/json")

    counts = list(SyncRefusal.objects.values_list("count", flat=True))
    assert (len(counts), sum(counts)) == (4, 8)


def test_an_event_with_a_letter_no_database_keeps_is_refused(jatim, client):
    trusted(jatim)
    jatim.tell("a1", "Antar\0Obat")
    said = jatim.push(identity.begin().code)

    answer = client.post("/sync/v1/inbox", said, "application/json")

    assert (answer.status_code, answer.json()["reason"]) == (400, "malformed")


def test_a_backslash_before_a_u_is_no_such_letter(jatim, client):
    trusted(jatim)
    jatim.tell("a1", r"Antar \u0000 Obat")
    said = jatim.push(identity.begin().code)

    answer = client.post("/sync/v1/inbox", said, "application/json")

    assert answer.json()["message"]["news"] == 1
