from datetime import UTC, date, datetime

import pytest

from simpul.core import clock


def test_frozen_stops_the_clock_until_the_block_ends():
    midnight_in_jakarta = datetime(2026, 1, 31, 17, 0, tzinfo=UTC)

    with clock.frozen(midnight_in_jakarta):
        stopped, day = clock.now(), clock.today()

    assert (stopped, day) == (midnight_in_jakarta, date(2026, 2, 1))
    assert clock.now() > midnight_in_jakarta


def test_frozen_blocks_nest():
    outer, inner = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)

    with clock.frozen(outer):
        with clock.frozen(inner):
            assert clock.now() == inner
        assert clock.now() == outer


def test_frozen_refuses_an_instant_without_zone():
    with pytest.raises(ValueError, match="names its zone"), clock.frozen(datetime(2026, 1, 1)):  # noqa: DTZ001
        pass
