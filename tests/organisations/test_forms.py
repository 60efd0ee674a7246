import datetime as dt

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict

from simpul.organisations.forms import DayField


class Form(forms.Form):
    day = DayField(label="Hari", required=False)


def form(day, month, year):
    return Form({"day_day": day, "day_month": month, "day_year": year})


def test_a_date_is_typed_in_three_boxes_and_shown_again():
    typed = form("7", "02", "2026")

    assert typed.is_valid()
    assert typed.cleaned_data == {"day": dt.date(2026, 2, 7)}
    assert 'value="02"' in str(typed["day"])
    assert 'value="2026"' in str(Form(initial={"day": dt.date(2026, 2, 7)})["day"])


def test_three_empty_boxes_are_no_date():
    typed = form("", "", "")

    assert typed.is_valid()
    assert typed.cleaned_data == {"day": None}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("1", "13", "2026"), "Bulan harus angka 1 sampai 12. Anda menulis 13."),
        (("32", "1", "2026"), "Hari harus angka 1 sampai 31. Anda menulis 32."),
        (("1", "1", "26"), "Tahun terdiri atas empat angka. Anda menulis 26."),
        (("30", "2", "2026"), "Tanggal ini tidak ada: 30/2/2026."),
        (("1", "", "2026"), "Isi hari, bulan, dan tahun."),
        (("satu", "1", "2026"), "Hari harus angka 1 sampai 31. Anda menulis satu."),
    ],
)
def test_an_error_says_what_was_typed_and_what_is_expected(typed, words):
    wrong = form(*typed)

    assert not wrong.is_valid()
    assert wrong.errors["day"] == [words]
    assert f'value="{typed[0]}"' in str(wrong["day"])


@pytest.mark.parametrize(
    ("typed", "changed"), [(("7", "2", "2026"), False), (("8", "2", "2026"), True),
                           (("7", "13", "2026"), True), (("x", "", ""), True)],
)  # fmt: skip
def test_what_is_no_date_counts_as_a_change(typed, changed):
    sent = {f"day_{part}": text for part, text in zip(("day", "month", "year"), typed, strict=True)}

    assert Form(sent, initial={"day": dt.date(2026, 2, 7)}).has_changed() is changed


def test_a_form_without_the_boxes_has_no_date():
    assert DayField(required=False).widget.value_omitted_from_data({}, MultiValueDict(), "day")
