"""Two who do the same at the same moment, on two connections: a case begins once.

``python -m tests.postgres pytest tests/replication/test_races.py``.
"""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections  # noqa: F401 -- the reason to skip

from simpul.replication.models import Case
from tests.factories.replication import begun, parties

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs several connections"),
]


def test_an_interest_sent_twice_at_once_opens_one_case():
    people = parties()
    ends, barrier = [], threading.Barrier(2)

    def run():
        try:
            barrier.wait(timeout=20)
            begun(people)
        except ValidationError:
            ends.append("twice")
        else:
            ends.append("opened")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ends) == ["opened", "twice"]
    assert Case.objects.count() == 1
