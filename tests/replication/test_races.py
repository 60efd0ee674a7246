"""Two who do the same at the same moment, on two connections: a case begins once, a badge is one.

``python -m tests.postgres pytest tests/replication/test_races.py``.
"""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections  # noqa: F401 -- the reason to skip

from simpul.core import clock
from simpul.replication.models import Adoption, Badge, BadgeKind, Case
from simpul.replication.services import lineage
from tests.factories.replication import begun, parties

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs several connections"),
]


def at_once(act):
    """What two who do the same at the same moment get: what was answered, or why not."""
    ends, barrier = [], threading.Barrier(2)

    def run():
        try:
            barrier.wait(timeout=20)
            ends.append(act())
        except ValidationError:
            ends.append(None)
        finally:
            connections.close_all()

    both = [threading.Thread(target=run) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    return ends


def test_an_interest_sent_twice_at_once_opens_one_case():
    people = parties()

    ends = at_once(lambda: begun(people))

    assert sorted(bool(end) for end in ends) == [False, True]
    assert Case.objects.count() == 1


def test_a_badge_taken_twice_at_once_is_one_badge():
    people = parties()
    Adoption.objects.create(
        origin=people.origin, adopter=people.adopter, state="confirmed", recorded_at=clock.now()
    )

    def take():
        return lineage.take(people.giver, people.origin, BadgeKind.ORIGIN, by=people.giving)

    ends = at_once(take)

    assert ends == [Badge.objects.get()] * 2
