"""The objects of the rows about other installations; ``exchange.py`` builds them."""

from simpul.core import clock
from simpul.exchange.models import Peer, SyncEvent, SyncRefusal
from simpul.exchange.services.sync import identity


def build():
    now = clock.now()
    identity.begin()
    peer = Peer.objects.create(
        pk=9701, code="matriks000000000", name="Hub Matriks", address="https://m.test", added_at=now
    )
    SyncRefusal.objects.create(peer=peer, reason="stale", first_at=now, last_at=now)
    SyncEvent.objects.create(
        origin=peer.code,
        record=f"{peer.code}/a1",
        register="standing",
        seq=1,
        time="2026-11-22T06:00:00.000Z-0000",
        kind="withdraw",
        digest="0" * 64,
        sealed={"event": {"body": {"reason": "Uji"}}},
        heard_at=now,
        trouble="menunggu",
    )
