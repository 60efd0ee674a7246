"""Words of ours never take the place of Django's own: names of months and days above all."""

from datetime import date, timedelta

from django.utils.formats import date_format

MONTHS = [
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
DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]


def test_months_and_days_are_called_by_their_names():
    monday = date(2026, 11, 23)

    assert [date_format(date(2026, month, 1), "F") for month in range(1, 13)] == MONTHS
    assert [date_format(monday + timedelta(days=day), "l") for day in range(7)] == DAYS
