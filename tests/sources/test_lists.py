"""No list of sources, runs, contradictions, proposals or peers asks more the longer it is."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from simpul.core import clock
from simpul.exchange.models import Peer, SyncEvent, SyncRefusal
from simpul.exchange.services.sync import identity
from simpul.innovations.services import merge_innovations
from simpul.organisations.policies import NATIONAL_ADMIN
from simpul.sources.services.contradictions import Follower
from tests.factories.accounts import UserFactory
from tests.factories.innovations import listed
from tests.factories.runs import SourceFactory, delivered, line
from tests.factories.verification import holding
from tests.sources.joint_world import World, follow, row_of

pytestmark = pytest.mark.django_db

LISTS = [
    "sources:sources",
    "sources:joint",
    "sources:dashboard",
    "sources:proposals",
    "sources:contradictions",
    "sources:streams",
    "sources:runs",
    "sources:items",
    "exchange:peers",
    "exchange:peer_log",
]


class Hub:
    """Sources that differ, runs of them, proposals about them, and other installations."""

    def __init__(self):
        self.world = World()
        self.admin = UserFactory(is_superuser=True)
        self.made = 0
        identity.begin()

    def grow(self):
        self.made += 1
        number = self.made
        kept, absorbed = (
            listed(f"{side}-{number}", authority=source, title=f"Layanan {number}", year=year)
            for side, source, year in zip("ab", self.world.sources[:2], (2019, 2021), strict=True)
        )
        merge_innovations(kept, absorbed=absorbed, by=self.admin)
        follow(Follower())
        self.world.voting(row_of(kind="official", rank=number))
        source = SourceFactory(authority=self.world.sources[number % 3])
        unknown = line(1, owner=f"Dinas {number}", _unresolved="owner")
        delivered(source, [unknown, line(2, title=f"Lain {number}")])
        self._peer(number)

    def _peer(self, number):
        now = clock.now()
        peer = Peer.objects.create(
            code=f"rekan{number:011}", name=f"Hub {number}", address=f"https://{number}.test",
            added_at=now,
        )  # fmt: skip
        SyncRefusal.objects.create(peer=peer, reason="stale", first_at=now, last_at=now)
        SyncEvent.objects.create(
            origin=peer.code, record=f"{peer.code}/a", register="standing", seq=1,
            time="2026-11-22T06:00:00.000Z-0000", kind="withdraw", digest="0" * 64,
            sealed={"event": {"body": {"reason": "Uji"}}}, heard_at=now, trouble="menunggu",
        )  # fmt: skip


@pytest.fixture(scope="module")
def asked(django_db_setup, django_db_blocker):
    """For each list how often it asks with two of everything, and with five."""
    from tests.matrix.test_matrix import undone

    with django_db_blocker.unblock(), undone():
        hub, client = Hub(), Client()
        client.force_login(holding(NATIONAL_ADMIN))
        found = {}
        for size in (2, 5):
            while hub.made < size:
                hub.grow()
            found[size] = {name: questions(client, name) for name in LISTS}
        yield found


def questions(client, name):
    address = reverse(name)
    cache.clear()
    assert client.get(address, secure=True).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(address, secure=True)
    return len(captured)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_the_same_however_long_it_is(asked, name):
    assert asked[5][name] == asked[2][name]
