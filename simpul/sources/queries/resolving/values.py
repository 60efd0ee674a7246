"""Dates, years and numbers as people write them in Indonesian and English; pure functions."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

# The day from which spreadsheets count, their leap day of 1900 allowed for.
SERIAL_ZERO = date(1899, 12, 30)
SERIALS = range(18264, 73051)  # 1950 to 2100
FIRST_YEAR, LAST_YEAR = 1945, 2100
MONTHS = {
    1: "januari january jan jnr",
    2: "februari february pebruari feb peb",
    3: "maret march mar mrt",
    4: "april apr",
    5: "mei may",
    6: "juni june jun",
    7: "juli july jul",
    8: "agustus august agust agst agt ags aug",
    9: "september sept sep",
    10: "oktober october okt oct",
    11: "november nopember nov nop",
    12: "desember december des dec",
}
_MONTH = {word: number for number, words in MONTHS.items() for word in words.split()}
_WORDS = "|".join(sorted(_MONTH, key=len, reverse=True))
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ISO = re.compile(rf"{_YEAR}[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}}))?(?:[T ].*)?")
_FIGURES = re.compile(
    r"(?P<day>\d{1,2})\s*[-/. ]\s*(?P<month>\d{1,2})\s*[-/. ]\s*(?P<year>(?:19|20)?\d\d)"
    r"(?:[T ,].*)?"
)
_DAY_FIRST = re.compile(rf"(?P<day>\d{{1,2}})[-. ]?\s*(?P<word>{_WORDS})\.?[-,. ]*\s*{_YEAR}", re.I)
_DAY_LATER = re.compile(
    rf"(?P<word>{_WORDS})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}", re.I
)
_MONTH_ONLY = re.compile(rf"(?P<word>{_WORDS})\.?[-/ ,]*{_YEAR}", re.I)
_FIGURED_MONTH = re.compile(rf"(?P<month>\d{{1,2}})[-/.]{_YEAR}")
_BEFORE = re.compile(
    r"^(?:(?:senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|monday|tuesday|wednesday|thursday"
    r"|friday|saturday|sunday),?|tanggal|tgl\.?|sejak|mulai|since)\s+",
    re.I,
)
_LONE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_TWO_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[/–-]\s*((?:19|20)?\d\d)(?!\d)")
_NUMBER = re.compile(r"[-+]?\d[\d.,' ]*")


@dataclass(frozen=True)
class Day:
    """A date as far as it was said; ``swapped`` where month and day had to change places."""

    year: int
    month: int = 0
    day: int = 0
    swapped: bool = False

    @property
    def is_whole(self) -> bool:
        return bool(self.month and self.day)

    def isoformat(self) -> str:
        if not self.is_whole:
            return f"{self.year}-{self.month:02}" if self.month else str(self.year)
        return date(self.year, self.month, self.day).isoformat()


@dataclass(frozen=True)
class Year:
    """A year; ``of`` several where one of two was meant."""

    value: int
    of: tuple[int, ...] = ()


def day_from(value: Any) -> Day | None:
    """The date a cell names: "12 Februari 2026", 12/02/2026, a serial number, a year only."""
    if isinstance(value, bool) or value in ("", None):
        return None
    if isinstance(value, int | float):
        return _serial(float(value))
    text = _BEFORE.sub("", " ".join(str(value).split())).strip(" .,")
    if text.isdecimal() and len(text) == 5:
        return _serial(float(text))
    return _written(text) or _partly(text)


def _serial(number: float) -> Day | None:
    whole = int(number)
    if FIRST_YEAR <= whole <= LAST_YEAR:
        return Day(whole)
    if whole not in SERIALS:
        return None
    found = SERIAL_ZERO + timedelta(days=whole)
    return Day(found.year, found.month, found.day)


def _written(text: str) -> Day | None:
    """A whole date, or one that says its month in words."""
    for shape in (_ISO, _FIGURES, _DAY_FIRST, _DAY_LATER, _MONTH_ONLY):
        if found := shape.fullmatch(text):
            said = found.groupdict()
            month = _MONTH[said["word"].casefold()] if "word" in said else int(said["month"] or 0)
            return _valid(_full_year(said["year"]), month, int(said.get("day") or 0))
    return None


def _partly(text: str) -> Day | None:
    """A month and year in figures, or a year alone with a word or two."""
    if found := _FIGURED_MONTH.fullmatch(text):
        return _valid(int(found["year"]), int(found["month"]), 0)
    years = {int(year) for year in _LONE_YEAR.findall(text)}
    if len(years) == 1 and not re.sub(
        r"(?:tahun|ta|t\.a\.|th\.?|year|\d{4}|[\s.])+", "", text, flags=re.I
    ):
        return _valid(years.pop(), 0, 0)
    return None


def _valid(year: int, month: int, day: int) -> Day | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    swapped = day <= 12 < month
    if swapped:
        day, month = month, day
    if month > 12 or (day and not month):
        return None
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return Day(year, month, day, swapped)


def _full_year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    short = int(text)
    return 2000 + short if short < 70 else 1900 + short


def year_from(value: Any) -> Year | None:
    """The year a cell names: 2020, "TA 2021", "2019/2020" (the later), a date, a serial number."""
    if isinstance(value, bool) or value in ("", None):
        return None
    if isinstance(value, int | float):
        found = _serial(float(value))
        return Year(found.year) if found else None
    text = " ".join(str(value).split())
    if pair := _TWO_YEARS.fullmatch(re.sub(r"(?i)^(?:tahun|ta|t\.a\.|periode)\.? ", "", text)):
        return _later(int(pair[1]), pair[2])
    if day := day_from(text):
        return Year(day.year)
    years = {int(year) for year in _LONE_YEAR.findall(text)}
    if len(years) == 1:
        return _known(years.pop())
    whole = number_from(text)
    return _known(int(whole)) if whole is not None and whole == int(whole) else None


def _later(first: int, second_text: str) -> Year | None:
    """The later of two years that follow each other; any other pair says no year."""
    second = int(second_text) if len(second_text) == 4 else first // 100 * 100 + int(second_text)
    return Year(second, (first, second)) if second == first + 1 else None


def _known(year: int) -> Year | None:
    return Year(year) if FIRST_YEAR <= year <= LAST_YEAR else None


def number_from(value: Any) -> float | None:
    """The number a cell names: 1.234,5 and 1,234.5 and 1 234; a comma alone is decimal."""
    if isinstance(value, bool) or value in ("", None):
        return None
    if isinstance(value, int | float):
        return float(value)
    text = str(value).strip().removesuffix("%").removeprefix("Rp").strip()
    if not _NUMBER.fullmatch(text):
        return None
    bare = text.replace(" ", "").replace("'", "")
    comma, point = bare.rfind(","), bare.rfind(".")
    if comma >= 0 and point >= 0:
        thousands = "." if comma > point else ","
        bare = bare.replace(thousands, "").replace(",", ".")
    elif comma >= 0:
        bare = bare.replace(",", "" if bare.count(",") > 1 else ".")
    elif re.fullmatch(r"[-+]?\d{1,3}(?:\.\d{3})+", bare):
        bare = bare.replace(".", "")
    try:
        return float(bare)
    except ValueError:
        return None
