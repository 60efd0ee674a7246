"""The arithmetic of charts: scales hold their values, classes cover every number once."""

from hypothesis import given
from hypothesis import strategies as st

from simpul.ui import charts
from simpul.ui.parts import Bar

counts = st.integers(min_value=0, max_value=10**7)


@given(counts)
def test_an_axis_holds_the_highest_value_in_few_round_steps(highest):
    top, step = charts.scale(highest)

    assert top >= highest
    assert top % step == 0
    assert 1 <= top // step <= 4


@given(st.integers(min_value=1, max_value=10**6))
def test_every_count_falls_in_the_range_of_its_class(value):
    ranges = {step: (low, high) for step, low, high in charts.class_ranges(charts.LIMITS, value)}
    low, high = ranges[charts.class_of(value)]

    assert low <= value <= high


def test_none_and_nothing_are_hatched():
    assert charts.class_of(None) == charts.class_of(0) == 0


@given(st.lists(counts, max_size=12))
def test_bars_start_at_zero_and_stay_inside(values):
    drawn, lines = charts.columns([Bar(str(place), value) for place, value in enumerate(values)])

    assert lines[0].value == 0
    assert all(bar.y >= charts.CHART_TOP - 0.1 for bar in drawn)
    assert all(abs(bar.y + bar.height - charts.CHART_FLOOR) < 0.2 for bar in drawn)


def test_the_first_the_last_and_the_one_discussed_carry_their_values():
    drawn, _lines = charts.columns([Bar(label, 3) for label in "abcd"], "b")

    assert [bar.label for bar in drawn if bar.told] == ["a", "b", "d"]
    assert [bar.label for bar in drawn if bar.hot] == ["b"]


def test_a_row_of_the_weave_draws_only_what_is_there():
    row = charts.weave_row("Kesehatan", 0, [0, 1, 3, 8, 15, 16])

    assert row.outer.count("M") == 5
    assert row.holes.count("M") == row.hearts.count("M") == 3
