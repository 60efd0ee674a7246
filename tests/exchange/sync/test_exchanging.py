"""Words of another installation, from its answer to what readers see here."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from simpul.core import clock, journal
from simpul.exchange.models import Peer, SyncEvent, SyncKey, SyncRefusal
from simpul.exchange.queries.sync.envelopes import Asked
from simpul.exchange.queries.sync.messages import Refused
from simpul.exchange.queries.sync_feed import state_now
from simpul.exchange.services.sync import (
    exchanging,
    identity,
    peers,
    proposing,
    receiving,
    telling,
)
from simpul.innovations.models import (
    AuthorityKind,
    Claim,
    Evidence,
    Innovation,
    MergeEdge,
    State,
)
from simpul.innovations.services import unmerge_innovation
from tests.exchange.sync.elsewhere import Elsewhere, claim
from tests.factories.accounts import UserFactory
from tests.factories.innovations import listed
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def jatim():
    return Elsewhere("jatim")


def trusted(one, **options):
    """Listen to an installation, as its operator was asked for its fingerprint."""
    told = exchanging.first_introduction(one.address, get=one.get)
    return peers.add_peer(told, address=one.address, spoken=one.fingerprint, **options)


def synced(one):
    peer = Peer.objects.get(code=one.code)
    report = exchanging.sync(peer, get=one.get)
    assert report.refused == "", (report.refused, report.about)
    return report


def mirror(one, number):
    return Innovation.objects.get(external_ids__value=one.record(number))


# --- Whom we listen to -------------------------------------------------------------------------


def test_nobody_is_listened_to_before_fingerprints_were_compared(jatim):
    told = exchanging.first_introduction(jatim.address, get=jatim.get)

    with pytest.raises(ValidationError):
        peers.add_peer(told, address=jatim.address, spoken="00" * 32)
    assert not Peer.objects.exists()

    spoken = jatim.fingerprint.upper().replace(" ", ":")
    peer = peers.add_peer(told, address=f"{jatim.address}/", spoken=spoken)
    assert (peer.code, peer.address) == (jatim.code, jatim.address)


def test_a_peer_that_introduces_others_lets_their_words_come_through_it(jatim):
    national = Elsewhere("nasional")
    jatim.tell("a1", "Antar Obat")
    national.hear(jatim)
    trusted(national, introduces=True)

    synced(national)

    other = Peer.objects.get(code=jatim.code)
    assert (other.introduced_by.code, other.address) == (national.code, "")
    assert mirror(jatim, "a1").title == "Antar Obat"


def test_without_that_word_others_are_strangers(jatim):
    national = Elsewhere("nasional")
    jatim.tell("a1", "Antar Obat")
    national.hear(jatim)
    trusted(national)

    synced(national)

    assert not Innovation.objects.exists()
    with pytest.raises(Refused, match="nobody here added"):
        receiving.take_batch(
            national.batch(Asked(identity.begin().code), origin=jatim.code),
            asked=Asked(identity.begin().code),
        )


def test_a_rotated_key_is_followed_and_the_old_one_still_opens_what_it_signed(jatim):
    trusted(jatim)
    jatim.tell("a1", "Antar Obat")
    jatim.rotate()
    jatim.tell("a2", "Jemput Sampah")

    synced(jatim)

    assert SyncKey.objects.filter(installation=jatim.code).count() == 2
    assert mirror(jatim, "a1").title, mirror(jatim, "a2").title


def test_a_key_nobody_endorsed_is_refused_until_an_operator_compares_it(jatim):
    peer = trusted(jatim)
    other = Elsewhere("jatim")
    other.keys, other.private = [], Elsewhere("lain").private
    other.keys = [other._key(other.private)]
    other.tell("a1", "Palsu")

    report = exchanging.sync(peer, get=other.get)

    assert report.refused == "unknown_key"
    assert not SyncEvent.objects.filter(origin=jatim.code).exists()
    told = exchanging.first_introduction(other.address, get=other.get)
    peers.trust_key(peer, told, spoken=other.fingerprint)
    synced(other)
    assert mirror(other, "a1").title == "Palsu"


# --- What comes in -----------------------------------------------------------------------------


def test_a_record_of_a_peer_is_listed_with_its_words_as_claims_of_a_peer(jatim):
    owner = OrganisationFactory(code="PEMDA-35.78", name="Pemerintah Kota Surabaya")
    trusted(jatim)
    jatim.tell("a1", "Antar Obat", owner="PEMDA-35.78", year=2024, summary="Obat sampai rumah.")

    synced(jatim)

    record = mirror(jatim, "a1")
    assert (record.state, record.title, record.owner, record.year) == (
        State.LISTED,
        "Antar Obat",
        owner,
        2024,
    )
    said = record.claims.get(field="summary")
    assert said.authority.kind == AuthorityKind.PEER
    assert said.authority.name_en == "KIPP, through Hub jatim"
    assert record.texts.get().text == "Obat sampai rumah."


def test_hearing_it_again_changes_nothing(jatim):
    trusted(jatim)
    for number in range(3):
        jatim.tell(f"a{number}", f"Inovasi {number}")
    synced(jatim)
    journal.seal_pending()
    before = (journal.head_seq(), Claim.objects.count(), state_now())

    Peer.objects.update(cursor="", head="", feed="")
    report = synced(jatim)
    journal.seal_pending()

    assert (report.events, report.news) == (3, 0)
    assert (journal.head_seq(), Claim.objects.count(), state_now()) == before


def test_a_long_feed_comes_in_pieces_and_goes_on_where_it_was_left(jatim):
    trusted(jatim)
    jatim.page = 2
    for number in range(5):
        jatim.tell(f"a{number}", f"Inovasi {number}")
    calls = []

    def breaking(address):
        calls.append(address)
        if len(calls) == 4:
            raise Refused("unreachable")
        return jatim.get(address)

    report = exchanging.sync(Peer.objects.get(), get=breaking)
    assert (report.refused, report.events) == ("unreachable", 4)

    report = synced(jatim)
    assert (report.events, Innovation.objects.count()) == (1, 5)
    assert state_now()["origins"][jatim.code]["events"] == 5


def test_what_cannot_be_read_here_is_left_out_and_dangerous_addresses_too(jatim):
    trusted(jatim)
    claims = [
        claim("title", "Antar Obat", language="id", url="javascript:alert(1)"),
        claim("owner", "PEMDA-TIADA"),
        claim("goals", [3, 99]),
        claim("award", {"programme": "tiada", "level": "tiada"}),
        claim("year", "dua ribu"),
        claim("contact", {"phone": "0812"}),
        claim("tiada", "x"),
        claim("summary", "<script>alert(1)</script>", language="id"),
    ]
    jatim.say("state", jatim.record("a1"), {"claims": claims, "ids": []})

    synced(jatim)

    kept = Claim.objects.order_by("field").values_list("field", "evidence_url")
    assert list(kept) == [("summary", "https://kipp.example/1"), ("title", "")]


def test_a_record_without_a_title_waits_and_says_why(jatim):
    trusted(jatim)
    jatim.say("state", jatim.record("a1"), {"claims": [claim("year", 2020)], "ids": []})

    synced(jatim)

    assert not Innovation.objects.exists()
    assert SyncEvent.objects.get().trouble


def test_a_record_that_a_source_numbered_alike_is_the_one_that_is_here(jatim):
    here = listed("INV-1", title="Antar Obat")
    trusted(jatim)
    number = {"scheme": "dataset", "value": "INV-1", "url": "", "authority": "kipp"}
    jatim.tell("a1", "Antar Obat Gratis", ids=[number])

    synced(jatim)

    assert Innovation.objects.get() == here
    assert {one.value for one in here.claims.filter(field="title")} == {
        "Antar Obat",
        "Antar Obat Gratis",
    }


def test_files_come_by_their_checksum_and_a_wrong_one_is_refused(jatim):
    trusted(jatim)
    content = b"%PDF-1.4\nlaporan\n%%EOF\n"
    right, wrong = hashlib.sha256(content).hexdigest(), hashlib.sha256(b"lain").hexdigest()
    jatim.files = {right: content, wrong: content}
    files = [
        {"sha256": sum_, "size": len(content), "name": "l.pdf", "title": "L", "kind": "document"}
        for sum_ in (right, wrong)
    ]
    jatim.tell("a1", "Antar Obat", files=files)

    report = synced(jatim)

    kept = Evidence.objects.get()
    assert (kept.file.sha256, kept.innovation, report.files) == (right, mirror(jatim, "a1"), 1)
    assert SyncRefusal.objects.get().reason == "signature"

    jatim.tell("a1", "Antar Obat")
    synced(jatim)
    assert not Evidence.objects.public().exists()


def test_its_page_says_where_it_began_and_opens_its_files(jatim, client, settings, tmp_path):
    settings.VAR_DIR, settings.SEMANTIC = tmp_path, False
    trusted(jatim)
    content = b"%PDF-1.4\nlaporan\n%%EOF\n"
    sum_ = hashlib.sha256(content).hexdigest()
    jatim.files = {sum_: content}
    file = {"sha256": sum_, "size": len(content), "name": "l.pdf", "title": "Laporan dampak"}
    jatim.tell("a1", "Antar Obat", files=[file])
    synced(jatim)

    page = client.get(f"/en/innovations/{mirror(jatim, 'a1').slug}/").content.decode()

    for words in ("Hub jatim recorded it", "Laporan dampak", "https://jatim.example/id/inovasi/a1"):
        assert words in page
    assert b"".join(client.get(f"/sync/v1/files/{sum_}").streaming_content) == content


# --- What its hub decides ----------------------------------------------------------------------


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


# --- What is refused ---------------------------------------------------------------------------


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
