from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django_tasks_db.models import DBTaskResult

from simpul.core import clock, schedule
from simpul.core.outbox import jobs

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 5, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """No routine but those of the test, in a process that has asked for none yet."""
    monkeypatch.setattr(schedule, "_routines", {})
    monkeypatch.setattr(schedule, "_not_before", {})
    monkeypatch.setattr(jobs, "_answers", {})


def minute(number):
    return clock.frozen(NOON + timedelta(minutes=number))


def test_a_routine_is_queued_once_a_span_by_whichever_machine_asks_first():
    schedule.every(HOUR, "try")(lambda: None)
    queued = []
    for number in range(0, 130, 10):
        with minute(number):
            queued.append(schedule.wake())
            schedule._not_before.clear()
            queued.append(schedule.wake())

    assert (sum(queued), DBTaskResult.objects.count()) == (3, 3)


def test_a_turn_of_the_relay_asks_nothing_before_the_time(django_assert_num_queries):
    schedule.every(HOUR, "try")(lambda: None)
    with minute(0):
        schedule.wake()
        with django_assert_num_queries(0):
            assert schedule.wake() == 0


def test_a_topic_has_one_schedule():
    schedule.every(HOUR, "try")(print)

    with pytest.raises(ImproperlyConfigured):
        schedule.every(2 * HOUR, "try")(print)
