import csv
from datetime import date

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from simpul.core.models import Entry
from simpul.statistics import queries
from simpul.statistics.models import Indicator, Precision, Statement
from simpul.statistics.services import (
    load_indicators,
    load_statements,
    partial_date,
    period,
    rows_of_years,
)
from tests.factories.statistics import IndicatorFactory


def shipped(name):
    with (settings.DATA_DIR / name).open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.django_db
def test_the_shipped_statements_load_once_and_all_stand():
    rows = shipped("official_statements.csv") + shipped("competition_statements.csv")
    load_indicators(shipped("statement_figures.csv"))

    first = load_statements(rows)
    entries = Entry.objects.count()
    second = load_statements(rows)

    assert first.errors == []
    assert (first.created, second.created, second.same) == (len(rows), 0, len(rows))
    assert Entry.objects.count() == entries
    said = queries.statements("kipp_registered").filter(as_of__year=2019)
    assert {one.value for one in said} == {"3156"}
    assert said.count() == 2
    assert {one.value for one in queries.statements_on("kipp", year=2020)} >= {"3059", "2303"}


@pytest.mark.django_db
def test_a_corrected_statement_changes_only_its_row():
    IndicatorFactory(key="hubs_total")
    row = {"figure": "hubs_total", "as_of": "2022", "source": "s"}
    rows = [row | {"id": "a", "value": "15"}, row | {"id": "b", "value": "16"}]
    load_statements(rows)
    rows[1]["value"] = "17"

    report = load_statements(rows)

    assert (report.created, report.changed, report.same) == (0, 1, 1)
    assert list(Statement.objects.order_by("code").values_list("value", "number")) == [
        ("15", 15),
        ("17", 17),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"figure": "nothing"}, {"as_of": "soon"}, {"value": ""}, {"source": " "}]
)
def test_a_statement_that_cannot_stand_is_named(wrong):
    IndicatorFactory(key="hubs_total")
    row = {"id": "a", "figure": "hubs_total", "as_of": "2022", "value": "1", "source": "s"}

    report = load_statements([row | wrong])

    assert len(report.errors) == 1
    assert not Statement.objects.exists()


def test_a_table_of_years_is_turned_into_statements():
    rows = [{"year": "2018", "a": "5", "b": "", "source": "s"}]

    assert list(rows_of_years(rows, {"a": "x_a", "b": "x_b"}, name="t")) == [
        {"id": "t-x-a-2018", "figure": "x_a", "value": "5", "as_of": "2018", "source": "s"}
    ]


def test_a_period_is_two_years():
    assert period("2014-2023") == (date(2014, 1, 1), date(2023, 1, 1), Precision.YEAR)
    assert period("2023-11") == (None, date(2023, 11, 1), Precision.MONTH)


@given(st.dates())
def test_a_date_is_read_as_exactly_as_it_is_written(day):
    text = day.isoformat()

    assert partial_date(text) == (day, Precision.DAY)
    assert partial_date(text[:7]) == (day.replace(day=1), Precision.MONTH)
    assert partial_date(text[:4]) == (day.replace(month=1, day=1), Precision.YEAR)


@given(st.text())
def test_no_text_breaks_the_reading_of_dates(text):
    try:
        read = partial_date(text)
    except ValidationError:
        return
    assert isinstance(read[0], date)


@pytest.mark.django_db
def test_a_figure_has_its_name_in_both_languages():
    from django.utils.translation import override

    load_indicators(
        [{"key": "k", "topic": "t", "order": "1", "name_id": "Jumlah", "name_en": "Sum"}]
    )

    figure = Indicator.objects.get()
    with override("en"):
        assert figure.label == "Sum"
    with override("id"):
        assert figure.label == "Jumlah"
