"""Listening to an installation in a test, as operators and workers do."""

from simpul.exchange.models import Peer
from simpul.exchange.services.sync import exchanging, peers
from simpul.innovations.models import Innovation


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
