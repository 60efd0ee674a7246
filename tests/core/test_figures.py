from datetime import UTC, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured

from simpul.core import clock, figures
from simpul.core.figures import Figure, Reading


@pytest.fixture(autouse=True)
def only_these(monkeypatch):
    monkeypatch.setattr(figures, "_figures", {})


def test_read_counts_now_and_says_when():
    figures.register(Figure("rooms", "Rooms", "Counted one by one.", lambda: 17))
    noon = datetime(2026, 2, 12, 5, 0, tzinfo=UTC)

    with clock.frozen(noon):
        reading = figures.read("rooms")

    assert reading == Reading(17, noon)


def test_figures_are_listed_by_key_and_found_by_key():
    first, second = Figure("a", "A", "", int), Figure("b", "B", "", int)
    figures.register(second, first)
    figures.register(first)

    assert figures.everything() == [first, second]
    assert (figures.get("a"), figures.get("c")) == (first, None)


def test_two_figures_cannot_share_a_key():
    figures.register(Figure("a", "A", "", int))

    with pytest.raises(ImproperlyConfigured):
        figures.register(Figure("a", "Another", "", int))
