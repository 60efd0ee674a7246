"""Words of another installation, from its answer to what readers see here."""

import hashlib

import pytest
from django.core.exceptions import ValidationError

from simpul.core import journal
from simpul.exchange.models import Peer, SyncEvent, SyncKey, SyncRefusal
from simpul.exchange.queries.sync.envelopes import Asked
from simpul.exchange.queries.sync.messages import Refused
from simpul.exchange.queries.sync_feed import state_now
from simpul.exchange.services.sync import (
    exchanging,
    identity,
    peers,
    receiving,
)
from simpul.innovations.models import (
    AuthorityKind,
    Claim,
    Evidence,
    Innovation,
    State,
)
from tests.exchange.sync.elsewhere import Elsewhere, claim
from tests.exchange.sync.listening import mirror, synced, trusted
from tests.factories.innovations import listed
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.django_db


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


def test_who_speaks_of_a_record_of_others_adds_no_files_to_it(jatim):
    here = listed("INV-1", title="Antar Obat")
    trusted(jatim)
    content = b"%PDF-1.4\npalsu\n%%EOF\n"
    sum_ = hashlib.sha256(content).hexdigest()
    jatim.files = {sum_: content}
    file = {"sha256": sum_, "size": len(content), "name": "l.pdf", "title": "Palsu"}
    said = here.external_ids.get()
    same = {"scheme": said.scheme, "value": said.value, "url": "", "authority": "kipp"}
    jatim.tell("a1", "Antar Obat", ids=[same], files=[file])

    synced(jatim)

    assert mirror(jatim, "a1") == here
    assert not Evidence.objects.exists()


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
