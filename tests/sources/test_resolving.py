"""Dates, years and numbers as people write them: nothing guessed in silence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.sources.queries.resolving import Day, day_from, number_from, year_from
from simpul.sources.queries.resolving.values import MONTHS, SERIAL_ZERO

days = st.dates(date(1950, 1, 1), date(2069, 12, 31))
MONTH_NAMES = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]


@given(days, st.sampled_from([0, 1, 2]))
def test_a_day_is_understood_in_words_of_both_languages(day, language):
    word = MONTHS[day.month].split()[language % len(MONTHS[day.month].split())]

    assert day_from(f"{day.day} {word} {day.year}") == Day(day.year, day.month, day.day)


@given(days)
def test_a_day_is_understood_in_every_shape(day):
    expected = Day(day.year, day.month, day.day)
    shapes = [
        day.isoformat(),
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{MONTH_NAMES[day.month - 1]} {day.day}, {day.year}",
        f"Senin, {day.day} {MONTH_NAMES[day.month - 1]} {day.year}",
        (day - SERIAL_ZERO).days,
        float((day - SERIAL_ZERO).days),
        f"{day.isoformat()}T08:30:00",
    ]

    assert [day_from(shape) for shape in shapes] == [expected] * len(shapes)
    assert expected.isoformat() == day.isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Agustus 2020", Day(2020, 8)),
        ("08/2020", Day(2020, 8)),
        ("2021", Day(2021)),
        ("TA 2021", Day(2021)),
        ("02/13/2026", Day(2026, 2, 13, swapped=True)),
        ("31/02/2020", None),
        ("dua ribu", None),
        ("", None),
        (True, None),
        (12, None),
    ],
)
def test_a_day_is_only_as_whole_as_it_was_said(text, expected):
    assert day_from(text) == expected


@pytest.mark.parametrize(
    ("text", "value", "of"),
    [
        ("2019/2020", 2020, (2019, 2020)),
        ("2019/20", 2020, (2019, 2020)),
        ("TA 2021", 2021, ()),
        ("KIPP 2021", 2021, ()),
        ("2.019", 2019, ()),
        (2020.0, 2020, ()),
        (44060, 2020, ()),
        ("12 Februari 2026", 2026, ()),
    ],
)
def test_a_year_is_found_in_what_names_one(text, value, of):
    found = year_from(text)

    assert (found.value, found.of) == (value, of)


@pytest.mark.parametrize("text", ["2019-2022", "2019 s.d. 2022", "dua ribu", "99", "", None, 3])
def test_what_names_several_years_or_none_is_no_year(text):
    assert year_from(text) is None


@given(st.integers(-(10**9), 10**9), st.integers(0, 99))
def test_a_number_is_understood_with_the_marks_of_both_languages(whole, part):
    value = float(f"{whole}.{part:02}")
    english = f"{whole:,}.{part:02}"
    indonesian = english.translate(str.maketrans(",.", ".,"))

    assert number_from(english) == number_from(indonesian) == value


@given(st.text(max_size=30))
def test_nothing_typed_breaks_it(text):
    day_from(text)
    year_from(text)
    number_from(text)
