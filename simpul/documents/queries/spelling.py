"""Days and counts in the words official letters write them in."""

from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import pgettext

ONES = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
)  # fmt: skip

ORDINALS_ID = (
    "KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN",
    "KESEMBILAN", "KESEPULUH", "KESEBELAS", "KEDUA BELAS", "KETIGA BELAS", "KEEMPAT BELAS",
    "KELIMA BELAS", "KEENAM BELAS", "KETUJUH BELAS", "KEDELAPAN BELAS", "KESEMBILAN BELAS",
    "KEDUA PULUH",
)  # fmt: skip
ORDINALS_EN = (
    "FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH", "SIXTH", "SEVENTH", "EIGHTH", "NINTH", "TENTH",
    "ELEVENTH", "TWELFTH", "THIRTEENTH", "FOURTEENTH", "FIFTEENTH", "SIXTEENTH", "SEVENTEENTH",
    "EIGHTEENTH", "NINETEENTH", "TWENTIETH",
)  # fmt: skip


def ordinal(place: int, language: str) -> str:
    """The first, the second: by what decisions and parties are called, from 0 on."""
    names = ORDINALS_EN if language == "en" else ORDINALS_ID
    return names[place] if place < len(names) else f"{place + 1}."


def spelled(number: int) -> str:
    """A count below ten thousand in Indonesian words."""
    if number < 12:
        return ONES[number]
    if number < 20:
        return f"{ONES[number - 10]} belas"
    for size, word in ((1000, "ribu"), (100, "ratus"), (10, "puluh")):
        if number >= size:
            return _joined(number // size, word, number % size)
    return str(number)


def _joined(count: int, word: str, rest: int) -> str:
    head = f"se{word}" if count == 1 and word != "puluh" else f"{spelled(count)} {word}"
    return f"{head} {spelled(rest)}" if rest else head


def long_day(day: date, language: str) -> str:
    """A date as letters carry it, such as 12 Februari 2026."""
    with translation.override(language):
        return date_format(day, "j F Y")


def day_in_words(day: date, language: str) -> str:
    """On this day, spelled out as agreements and minutes begin."""
    with translation.override(language):
        if language == "en":
            return date_format(day, "l, j F Y")
        return pgettext(
            "letter", "%(weekday)s, the %(day)s of %(month)s, %(year)s (%(digits)s)"
        ) % {
            "weekday": date_format(day, "l"),
            "day": spelled(day.day),
            "month": date_format(day, "F"),
            "year": spelled(day.year),
            "digits": f"{day.day:02}-{day.month:02}-{day.year}",
        }
