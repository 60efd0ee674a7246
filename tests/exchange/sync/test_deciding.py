"""What another hub decided about its records is followed, and what was decided here stands."""

from datetime import timedelta

import pytest

from simpul.core import clock, journal
from simpul.exchange.models import Peer, SyncEvent
from simpul.exchange.queries.sync.envelopes import Asked
from simpul.exchange.queries.sync.messages import Refused
from simpul.exchange.queries.sync_feed import state_now
from simpul.exchange.services.sync import (
    exchanging,
    identity,
    peers,
    proposing,
    receiving,
)
from simpul.innovations.models import (
    Innovation,
    MergeEdge,
    State,
)
from simpul.innovations.services import unmerge_innovation
from simpul.sources.models import Pair
from tests.exchange.sync.listening import mirror, synced, trusted
from tests.factories.accounts import UserFactory
from tests.factories.innovations import listed

pytestmark = pytest.mark.django_db


def test_withdrawn_there_it_is_withdrawn_here_and_comes_back_with_it(jatim):
    trusted(jatim)
    jatim.tell("a1", "Antar Obat")
    synced(jatim)

    jatim.withdraw("a1", "Diminta pemiliknya")
    synced(jatim)
    record = mirror(jatim, "a1")
    assert record.state == State.WITHDRAWN
    entry = journal.entries_about(record).filter(verb="follow_withdrawal").get()
    assert entry.detail.note == "Hub jatim: Diminta pemiliknya"
    # What it said is not kept for others, either.
    assert not SyncEvent.objects.filter(origin=jatim.code, register="content").exists()

    jatim.say("republish", jatim.record("a1"))
    jatim.tell("a1", "Antar Obat Lagi")
    synced(jatim)
    record.refresh_from_db()
    assert (record.state, record.title) == (State.LISTED, "Antar Obat Lagi")


def test_what_a_hub_verified_here_waits_for_a_person(jatim):
    trusted(jatim)
    jatim.tell("a1", "Antar Obat")
    synced(jatim)
    Innovation.objects.update(state=State.PUBLISHED, published_at=clock.now())

    jatim.withdraw("a1", "Salah")
    synced(jatim)

    assert Innovation.objects.get().state == State.PUBLISHED
    assert SyncEvent.objects.get(kind="withdraw").trouble


def test_a_linked_record_loses_only_what_that_hub_said(jatim):
    here = listed("INV-1", title="Antar Obat")
    trusted(jatim)
    number = {"scheme": "dataset", "value": "INV-1", "url": "", "authority": "kipp"}
    jatim.tell("a1", "Antar Obat Gratis", ids=[number], year=2020)
    synced(jatim)

    jatim.withdraw("a1")
    synced(jatim)

    here.refresh_from_db()
    assert (here.state, here.title, here.year) == (State.LISTED, "Antar Obat", None)


def test_merge_and_unmerge_of_its_own_records_are_followed_exactly(jatim):
    trusted(jatim)
    jatim.tell("a1", "Antar Obat", year=2020)
    jatim.tell("a2", "Antar Obat ke Rumah")
    synced(jatim)
    before = list(Innovation.objects.order_by("pk").values("title", "year", "canonical"))

    jatim.say("merge", jatim.record("a1"), {"into": jatim.record("a2")})
    synced(jatim)
    assert mirror(jatim, "a1").canonical == mirror(jatim, "a2")
    assert mirror(jatim, "a2").year == 2020

    jatim.say("unmerge", jatim.record("a1"))
    synced(jatim)
    assert list(Innovation.objects.order_by("pk").values("title", "year", "canonical")) == before


def test_a_merge_with_records_of_others_is_only_proposed(jatim):
    here = listed("INV-1", title="Antar Obat")
    trusted(jatim)
    jatim.tell("a1", "Antar Obat Keliling")
    mine = f"{identity.begin().code}/{here.public_id}"
    jatim.say("merge", jatim.record("a1"), {"into": mine})
    jatim.say("merge", mine, {"into": jatim.record("a1")})

    synced(jatim)

    assert not MergeEdge.objects.exists()
    assert mirror(jatim, "a1").title == "Antar Obat Keliling"
    waiting = SyncEvent.objects.filter(kind="merge", applied_at=None)
    assert {str(event.trouble) for event in waiting} == {str(proposing.PROPOSED)}
    pair = Pair.objects.get()
    assert {pair.left, pair.right} == {here, mirror(jatim, "a1")}


def test_what_somebody_here_decided_about_a_merge_stands(jatim):
    trusted(jatim)
    jatim.tell("a1", "Antar Obat")
    jatim.tell("a2", "Antar Obat ke Rumah")
    jatim.say("merge", jatim.record("a1"), {"into": jatim.record("a2")})
    synced(jatim)
    person = UserFactory(is_superuser=True)
    edge = MergeEdge.objects.get()
    MergeEdge.objects.update(by=person)
    unmerge_innovation(edge.absorbed, by=person)
    MergeEdge.objects.create(
        absorbed=edge.absorbed, kept=edge.kept, reason="decided", by=person, merged_at=clock.now()
    )

    jatim.say("unmerge", jatim.record("a1"))
    synced(jatim)

    assert MergeEdge.objects.get().by == person


def test_what_a_peer_says_of_a_record_of_ours_is_a_claim_and_never_its_end(jatim):
    here = listed("INV-1", title="Antar Obat")
    trusted(jatim)
    mine = f"{identity.begin().code}/{here.public_id}"
    jatim.tell("x", "Antar Obat", record=mine, year=2019)

    synced(jatim)

    here.refresh_from_db()
    assert here.year == 2019
    asked, after = Asked(identity.begin().code), jatim.head
    batch = jatim.batch(asked, after=after, events=[jatim.say("withdraw", mine)])
    with pytest.raises(Refused, match="only the installation that owns"):
        receiving.take_batch(batch, asked=asked)


# --- Time --------------------------------------------------------------------------------------


def test_after_thirty_days_off_line_both_know_the_same(jatim):
    start = clock.now()
    with clock.frozen(start):
        trusted(jatim)
        jatim.tell("a1", "Antar Obat")
        jatim.tell("a2", "Jemput Sampah")
        synced(jatim)
    for day in range(1, 31):
        with clock.frozen(start + timedelta(days=day)):
            jatim.tell(f"b{day}", f"Inovasi hari ke-{day}")
            if day == 7:
                jatim.withdraw("a1", "Berhenti")
            if day == 14:
                jatim.say("merge", jatim.record("b1"), {"into": jatim.record("b2")})
            if day == 21:
                jatim.say("unmerge", jatim.record("b1"))
                jatim.tell("a2", "Jemput Sampah Terpilah")
    with clock.frozen(start + timedelta(days=30)):
        synced(jatim)

    assert state_now()["origins"][jatim.code]["state"] == jatim.hash
    assert Innovation.objects.filter(state=State.LISTED).count() == 31
    assert mirror(jatim, "a2").title == "Jemput Sampah Terpilah"
    assert not MergeEdge.objects.exists()


def test_a_peer_that_is_paused_is_neither_asked_nor_heard(jatim, client):
    peer = trusted(jatim)
    jatim.tell("a1", "Antar Obat")
    peers.pause_peer(peer)
    asked = len(jatim.asked)

    report = exchanging.sync(Peer.objects.get(), get=jatim.get)

    assert (report.refused, len(jatim.asked)) == ("paused", asked)
    answer = client.post("/sync/v1/inbox", jatim.push(identity.begin().code), "application/json")
    assert (answer.status_code, answer.json()["reason"]) == (403, "paused")

    peers.resume_peer(peer)
    synced(jatim)
    assert mirror(jatim, "a1").title == "Antar Obat"
