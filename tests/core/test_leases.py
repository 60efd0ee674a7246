from datetime import UTC, datetime, timedelta

import pytest

from simpul.core import clock, leases

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 5, 0, tzinfo=UTC)


def test_a_lease_is_one_holders_until_it_ends():
    with clock.frozen(NOON):
        assert leases.take("index", seconds=30, by="a")
        assert not leases.take("index", seconds=30, by="b")

    with clock.frozen(NOON + timedelta(seconds=31)):
        assert leases.take("index", seconds=30, by="b")
        assert not leases.take("index", seconds=30, by="a")


def test_its_holder_prolongs_a_lease():
    with clock.frozen(NOON):
        leases.take("index", seconds=30, by="a")
    with clock.frozen(NOON + timedelta(seconds=20)):
        assert leases.take("index", seconds=30, by="a")
    with clock.frozen(NOON + timedelta(seconds=40)):
        assert not leases.take("index", seconds=30, by="b")


def test_a_lease_given_back_is_free_at_once():
    with clock.frozen(NOON):
        leases.take("index", seconds=30, by="a")
        leases.release("index", by="b")
        assert not leases.take("index", seconds=30, by="b")

        leases.release("index", by="a")
        assert leases.take("index", seconds=30, by="b")


def test_leases_of_different_names_do_not_touch():
    assert leases.take("index", seconds=30, by="a")
    assert leases.take("mail", seconds=30, by="b")
