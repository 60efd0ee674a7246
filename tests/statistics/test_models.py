from datetime import date

import pytest
from django.utils.translation import override

from simpul.statistics.models import Precision, known_date
from tests.factories.statistics import StatementFactory


@pytest.mark.parametrize(
    ("precision", "indonesian", "english"),
    [
        (Precision.DAY, "14 Maret 2023", "14 March 2023"),
        (Precision.MONTH, "Maret 2023", "March 2023"),
        (Precision.YEAR, "2023", "2023"),
    ],
)
def test_a_date_is_said_no_more_exactly_than_it_is_known(precision, indonesian, english):
    with override("id"):
        assert known_date(date(2023, 3, 14), precision) == indonesian
    with override("en"):
        assert known_date(date(2023, 3, 14), precision) == english


@pytest.mark.django_db
def test_a_value_is_shown_as_the_reader_writes_numbers_and_a_wording_as_it_is():
    count = StatementFactory(value="36742")
    wording = StatementFactory(
        value="2014-2017", as_of=date(2017, 1, 1), since=date(2014, 1, 1), precision="year"
    )

    with override("id"):
        assert (count.shown, wording.shown, wording.as_of_text) == (
            "36.742",
            "2014-2017",
            "2014–2017",
        )
    with override("en"):
        assert count.shown == "36,742"
