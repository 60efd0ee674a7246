from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from simpul.core import clock, limits

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fresh_cache(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


def test_no_more_than_most_in_one_span_and_again_in_the_next():
    with clock.frozen(NOON):
        assert [limits.allow("a", most=2, seconds=60) for _ in range(4)] == [1, 1, 0, 0]
        assert limits.allow("b", most=2, seconds=60)
    with clock.frozen(NOON + timedelta(seconds=60)):
        assert limits.allow("a", most=2, seconds=60)


@given(
    most=st.integers(0, 6),
    seconds=st.integers(1, 90),
    pauses=st.lists(st.integers(0, 40), max_size=30),
)
def test_every_span_lets_through_the_first_and_only_those(most, seconds, pauses):
    cache.clear()
    at, counted = NOON, {}
    for pause in pauses:
        at += timedelta(seconds=pause)
        span = int(at.timestamp()) // seconds
        counted[span] = counted.get(span, 0) + 1
        with clock.frozen(at):
            assert limits.allow("a", most=most, seconds=seconds) == (counted[span] <= most)


def test_the_table_of_the_settings_says_how_often(settings):
    settings.LIMITS = {"question": (1, 60)}
    with clock.frozen(NOON + timedelta(seconds=20)):
        limits.spend("question", "user:1")
        limits.spend("question", "user:2")
        with pytest.raises(limits.LimitReached) as reached:
            limits.spend("question", "user:1")

    assert reached.value.seconds == 40


def test_a_limit_nobody_set_is_a_mistake(settings):
    settings.LIMITS = {}

    with pytest.raises(ImproperlyConfigured):
        limits.spend("question", "user:1")
