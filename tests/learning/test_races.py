"""Many requests for one mentor at the same moment, on as many connections: no place is given twice.

``python -m tests.postgres pytest tests/learning/test_races.py``.
"""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections  # noqa: F401 -- the reason to skip

from simpul.learning.models import Quarter
from simpul.learning.services.capacity import take_place
from tests.factories.learning import MentorFactory

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="needs several connections"),
]


def test_six_who_ask_at_once_share_two_places():
    mentor = MentorFactory(capacity=2)
    ends, barrier = [], threading.Barrier(6)

    def run():
        try:
            barrier.wait(timeout=20)
            take_place(type(mentor).objects.get(pk=mentor.pk))
        except ValidationError:
            ends.append("full")
        else:
            ends.append("taken")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    mentor.refresh_from_db()
    assert sorted(ends) == ["full"] * 4 + ["taken"] * 2
    assert (mentor.running, Quarter.objects.get().taken) == (2, 2)
