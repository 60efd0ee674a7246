"""What changes here becomes events once, and nothing private is among them."""

import io
import json
import stat
from datetime import timedelta

import pytest
from django.test import Client

from simpul.core import clock, journal
from simpul.exchange.models import Installation, Peer, SyncEvent, SyncKey
from simpul.exchange.queries.sync_feed import state_now
from simpul.exchange.services.sync import exchanging, identity, peers, telling
from simpul.innovations.models import Claim, ExternalId, Innovation
from simpul.innovations.services import (
    correct,
    merge_innovations,
    relist,
    unmerge_innovation,
    withdraw,
)
from simpul.innovations.services.evidence import add_evidence
from tests.exchange.sync.elsewhere import Elsewhere
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.innovations import listed
from tests.factories.verification import VALUES, Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss():
    return UserFactory(is_superuser=True)


def told():
    """Seal, tell, and answer the kinds of what is new."""
    journal.seal_pending()
    before = set(SyncEvent.objects.values_list("digest", flat=True))
    telling.tell()
    fresh = SyncEvent.objects.exclude(digest__in=before).order_by("time")
    return list(fresh.values_list("kind", flat=True))


def body_of(record):
    number = f"{identity.begin().code}/{record.public_id}"
    return SyncEvent.objects.get(record=number, register="content").sealed["event"]["body"]


def test_nothing_is_said_before_somebody_begins():
    listed("INV-1", title="Antar Obat")

    assert (told(), Client().get("/sync/v1/", secure=True).status_code) == ([], 404)


def test_a_record_is_told_once_and_again_only_when_it_changes(boss):
    record = listed("INV-1", title="Antar Obat", year=2020)
    identity.begin()

    assert told() == ["state"]
    assert told() == []
    correct(record, {("title", "id"): "Antar Obat Gratis"}, by=boss)
    assert told() == ["state"]
    body = body_of(record)
    shown = {claim["field"]: claim["value"] for claim in body["claims"] if claim["shown"]}
    assert (body["title"], shown) == (
        "Antar Obat Gratis",
        {"title": "Antar Obat Gratis", "year": 2020},
    )
    assert [claim["value"] for claim in body["claims"] if not claim["shown"]] == ["Antar Obat"]


def test_withdrawn_and_listed_again(boss):
    record = listed("INV-1", title="Antar Obat")
    identity.begin()
    told()

    withdraw(record, by=boss, note="Ganda.")
    assert told() == ["withdraw"]
    event = SyncEvent.objects.get()
    assert event.sealed["event"]["body"] == {"reason": "Ganda."}
    relist(record, by=boss, note="Bukan ganda.")
    assert told() == ["republish", "state"]


def test_what_was_withdrawn_before_anybody_asked_is_never_named(boss):
    withdraw(listed("INV-1", title="Rahasia"), by=boss, note="Ganda.")
    identity.begin()

    assert told() == []


def test_merged_and_parted_and_hidden_with_what_stands_for_it(boss):
    kept, absorbed = listed("INV-1", title="Antar Obat"), listed("INV-2", title="Obat Diantar")
    identity.begin()
    told()

    merge_innovations(kept, absorbed=absorbed, by=boss)
    assert set(told()) <= {"merge", "state"}
    absorbed.refresh_from_db()
    unmerge_innovation(absorbed, by=boss)
    assert "unmerge" in told()
    merge_innovations(kept, absorbed=absorbed, by=boss)
    told()
    kept.refresh_from_db()
    withdraw(kept, by=boss, note="Keduanya salah.")
    assert sorted(told()) == ["withdraw", "withdraw"]


def test_events_carry_the_number_of_the_journal_and_what_they_replace(boss):
    record = listed("INV-1", title="Antar Obat")
    identity.begin()
    told()
    first = SyncEvent.objects.get()
    correct(record, {("year", ""): 2021}, by=boss)
    told()

    second = SyncEvent.objects.get()
    assert second.seq > first.seq
    assert second.seq <= journal.head_seq()
    assert second.time > first.time
    assert second.sealed["event"]["replaces"] == first.digest


def test_only_the_hubs_this_installation_speaks_for_are_told(settings):
    hub = HubFactory(code="HUB-35")
    mine, other = listed("INV-1", title="Antar Obat"), listed("INV-2", title="Jemput Sampah")
    Innovation.objects.filter(pk=mine.pk).update(hub=hub)
    Innovation.objects.filter(pk=other.pk).update(hub=HubFactory(code="HUB-73"))
    settings.SYNC_HUBS = ["HUB-35"]
    identity.begin()

    assert told() == ["state"]
    assert SyncEvent.objects.get().sealed["event"]["body"]["title"] == "Antar Obat"


def test_what_others_said_is_never_told_as_ours(boss):
    jatim = Elsewhere("jatim")
    heard = exchanging.first_introduction(jatim.address, get=jatim.get)
    peer = peers.add_peer(heard, address=jatim.address, spoken=jatim.fingerprint)
    jatim.tell("a1", "Antar Obat")
    exchanging.sync(peer, get=jatim.get)

    assert told() == []

    # A word of our own about it is told, and only that.
    record = Innovation.objects.get()
    correct(record, {("year", ""): 2020}, by=boss)
    assert told() == ["state"]
    event = SyncEvent.objects.get(origin=identity.begin().code)
    assert event.record == jatim.record("a1")
    assert [claim["field"] for claim in event.sealed["event"]["body"]["claims"]] == ["year"]


def test_a_lost_row_becomes_a_tombstone_when_everything_is_compared():
    record = listed("INV-1", title="Antar Obat")
    identity.begin()
    told()
    Claim.objects.all().delete()
    ExternalId.objects.all().delete()
    Innovation.objects.filter(pk=record.pk).update(canonical=None)
    Innovation.objects.filter(pk=record.pk).delete()
    listed("INV-2", title="Jemput Sampah")

    Installation.objects.update(swept_to=0)

    assert set(told()) == {"tombstone", "state"}


def test_a_feed_begun_anew_says_everything_once_more_and_later():
    listed("INV-1", title="Antar Obat")
    identity.begin()
    told()
    before = SyncEvent.objects.get()

    with clock.frozen(clock.now() + timedelta(seconds=5)):
        ours = telling.begin_feed_anew()

    after = SyncEvent.objects.get()
    assert ours.feed != Client().get("/sync/v1/feed", secure=True).json()["message"]["origin"]
    assert after.time > before.time
    assert after.sealed["event"]["body"] == before.sealed["event"]["body"]


# --- Keys --------------------------------------------------------------------------------------


def test_the_private_key_is_a_file_for_us_alone_and_in_no_row(settings):
    identity.begin()
    path = settings.VAR_DIR / identity.KEY_FILE

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    rows = json.dumps(list(SyncKey.objects.values()), default=str)
    assert identity.private_key().private_bytes_raw().hex() not in rows


def test_a_rotation_broken_off_is_finished_by_the_next_use(settings, monkeypatch):
    identity.begin()
    first = identity.private_key().private_bytes_raw()
    moved = type(settings.VAR_DIR).replace

    def torn(self, target):
        if self.name == identity.NEXT_FILE:
            raise OSError
        return moved(self, target)

    monkeypatch.setattr(type(settings.VAR_DIR), "replace", torn)
    with pytest.raises(OSError):
        identity.rotate_key()
    monkeypatch.undo()

    assert identity.private_key().private_bytes_raw() != first
    assert SyncKey.objects.filter(ends=None).count() == 1


def test_a_key_of_the_setting_must_be_the_one_others_know(settings):
    identity.begin()
    settings.SYNC_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

    with pytest.raises(identity.NoKey):
        identity.private_key()


# --- Nothing private ---------------------------------------------------------------------------

PRIVATE = ("kontakrahasia", "berkasrahasia", "konseprahasia", "ubahanrahasia", "catatanrahasia")


def test_nothing_private_is_in_any_event_or_answer():
    scene = Scene()
    scene.draft(values={**VALUES, "title": "konseprahasia"})
    values = {**VALUES, "title": "Terbuka Saja", "contact": "kontakrahasia"}
    draft = scene.draft(values=values)
    add_evidence(
        draft,
        "berkasrahasia.pdf",
        io.BytesIO(b"%PDF-1.7 berkasrahasia"),
        field="impact",
        by=scene.author,
        title="berkasrahasia",
    )
    record = scene.verified(values=values).innovation
    change = scene.draft(values={**VALUES, "title": "Terbuka Saja", "summary": "ubahanrahasia"})
    assert change
    identity.begin()
    told()
    peer = Peer.objects.create(
        code="p" * 16,
        name="Hub",
        address="https://h.test",
        added_at=clock.now(),
        added_by=scene.author,
    )
    client = Client()

    everything = "".join(
        client.get(f"/sync/v1/{path}", secure=True).content.decode()
        for path in ("", "feed", "state")
    ) + json.dumps(list(SyncEvent.objects.values_list("sealed", flat=True)))

    assert "Terbuka Saja" in everything
    assert record.public_id in everything
    for word in (*PRIVATE, scene.author.email, scene.author.name, peer.address):
        assert word not in everything, word
    for file in record.evidence.filter(is_public=False):
        path = f"/sync/v1/files/{file.file.sha256}"
        assert client.get(path, secure=True).status_code == 404


def test_the_state_is_the_same_from_rows_and_from_events():
    listed("INV-1", title="Antar Obat")
    identity.begin()
    told()

    found = state_now()

    assert found["events"] == 1
    assert found["state"] == found["origins"][identity.begin().code]["state"]
