"""Days as people write them in spreadsheets."""

import re
from datetime import date, timedelta
from functools import cache

from babel.dates import get_month_names

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ].*)?")
_FIGURES = re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4})")
_WORDS = re.compile(r"(?:(?P<day>\d{1,2})\s+)?(?P<month>[^\W\d]+)\.?\s+(?P<year>\d{4})")
_YEAR = re.compile(r"\d{4}")
# Day 0 of the calendar of spreadsheets, and the range in which a bare number is meant as a day.
_SERIAL_START, _SERIALS = date(1899, 12, 30), range(20000, 80000)


def boxes_in(text: str) -> dict[str, str] | None:
    """Day, month and year of a text, those that are not written empty; nothing for another."""
    said = " ".join(text.split())
    if said.isdecimal() and int(said) in _SERIALS:
        on = _SERIAL_START + timedelta(days=int(said))
        return {"day": str(on.day), "month": str(on.month), "year": str(on.year)}
    if _YEAR.fullmatch(said):
        return {"day": "", "month": "", "year": said}
    found = _ISO.fullmatch(said) or _FIGURES.fullmatch(said)
    if found:
        return {name: str(int(part)) for name, part in found.groupdict().items()}
    found = _WORDS.fullmatch(said)
    month = _months().get(found["month"].casefold()) if found else None
    if found is None or month is None:
        return None
    return {"day": found["day"] or "", "month": str(month), "year": found["year"]}


def day_in(text: str) -> date | None:
    """The day a text names whole, or nothing."""
    boxes = boxes_in(text)
    try:
        return date(*(int(boxes[name]) for name in ("year", "month", "day"))) if boxes else None
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    return {
        name.casefold().rstrip("."): number
        for locale in ("id", "en")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=locale).items()
    }
