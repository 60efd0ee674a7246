"""What workers do for this room."""

from datetime import timedelta

from django.conf import settings

from simpul.core import outbox, schedule
from simpul.exchange.models import Peer, PeerState
from simpul.exchange.services import dumping, harvesting
from simpul.exchange.services.sync import exchanging, identity, telling


@outbox.answers(harvesting.FOLLOW)
def follow_journal() -> int:
    """Bring what harvesters are told up to the journal."""
    return harvesting.follow_journal().written


@schedule.every(timedelta(hours=1), "exchange.dump", queue=outbox.LONG)
def dump_nightly() -> None:
    """Ask every hour whether the dump of the night is due."""
    dumping.dump_nightly()


@schedule.every(timedelta(minutes=settings.SYNC_MINUTES), "exchange.sync", queue=outbox.LONG)
def sync() -> None:
    """Tell what changed here, and let each peer have a round of its own."""
    if identity.begun() is None:
        return
    telling.tell()
    for peer in Peer.objects.filter(state=PeerState.ACTIVE).exclude(address=""):
        outbox.later("exchange.sync_peer", {"pk": peer.pk}, queue=outbox.LONG)


@outbox.answers("exchange.sync_peer")
def sync_peer(pk: int) -> None:
    """One round with one peer."""
    peer = Peer.objects.filter(pk=pk).first()
    if peer is not None:
        exchanging.sync(peer)
