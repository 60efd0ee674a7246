from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from simpul.replication.queries.lineage.comparison import Bar, Reading, compare

WHOLE = {
    "indicator": "Waktu tunggu",
    "unit": "menit",
    "direction": "down",
    "baseline": Decimal(60),
    "baseline_on": date(2021, 1, 1),
    "result": Decimal(30),
    "result_on": date(2022, 1, 1),
    "n": 100,
}


def reading(place="case-1", **fields):
    return Reading(place, **{**WHOLE, **fields})


def bars_of(*readings):
    (indicator,) = compare(readings)
    return {row.reading.place: list(row.bars) for row in indicator.rows}


def test_a_whole_reading_beside_its_origin_is_comparable():
    assert bars_of(reading("origin", is_origin=True), reading()) == {"origin": [], "case-1": []}


def test_what_is_missing_or_different_is_said_one_by_one():
    broken = {
        "unit": ("jam", Bar.UNIT),
        "direction": ("up", Bar.DIRECTION),
        "baseline": (None, Bar.BASELINE),
        "result": (None, Bar.RESULT),
        "result_on": (None, Bar.DATES),
        "baseline_on": (None, Bar.DATES),
        "n": (None, Bar.N),
        "why_not": ("cara ukur lain", Bar.SAID),
    }

    for name, (value, bar) in broken.items():
        told = bars_of(reading("origin", is_origin=True), reading(**{name: value}))
        assert told == {"origin": [], "case-1": [bar]}


def test_another_indicator_is_never_set_beside_it():
    names = [one.name for one in compare([reading(), reading(indicator="Waktu tunggu loket")])]

    assert sorted(names) == ["Waktu tunggu", "Waktu tunggu loket"]


def test_capitals_and_signs_make_no_other_indicator():
    (indicator,) = compare([reading("a"), reading("b", indicator=" WAKTU  tunggu. ", unit="Menit")])

    assert [row.is_comparable for row in indicator.rows] == [True, True]


def test_the_middle_is_told_of_three_and_not_of_two():
    two = [reading("a"), reading("b", result=Decimal(45))]

    assert compare(two)[0].middle is None
    assert compare([*two, reading("c", result=Decimal(54))])[0].middle == -25.0


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["menit", "jam"]),
            st.one_of(st.none(), st.integers(1, 50)),
            st.booleans(),
            st.one_of(st.none(), st.integers(-99, 99)),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_reading_stands_once_and_sums_take_only_comparable_ones(rows):
    readings = [
        reading(
            f"case-{n}",
            unit=unit,
            n=of,
            is_origin=n == 0 and first,
            result=value and Decimal(value),
        )
        for n, (unit, of, first, value) in enumerate(rows)
    ]

    (indicator,) = compare(readings)

    assert sorted(row.reading.place for row in indicator.rows) == sorted(
        one.place for one in readings
    )
    assert all(one.n and one.result is not None for one in indicator.comparable)
    assert len({one.unit for one in indicator.comparable}) <= 1
    assert indicator.people == sum(one.n for one in indicator.comparable)


@given(st.floats(0.05, 0.9), st.lists(st.integers(20, 500), min_size=3, max_size=9))
def test_a_planted_effect_is_found_again(effect, baselines):
    readings = [
        reading(
            f"case-{n}", baseline=Decimal(before), result=Decimal(before) * (1 - Decimal(effect))
        )
        for n, before in enumerate(baselines)
    ]

    (indicator,) = compare(readings)

    assert abs(indicator.middle + 100 * effect) < 1e-6
    assert indicator.better == len(baselines)
