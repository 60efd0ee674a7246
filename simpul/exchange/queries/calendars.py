"""Calendars as iCalendar (RFC 5545): folded, escaped, every entry with a lasting name."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language

from simpul.core.hooks import CALENDARS, Calendar, Occasion

# A line holds so many bytes, its end not counted.
LINE = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def calendar_named(key: str) -> Calendar | None:
    """The calendar under a key; nothing where no room keeps one."""
    return next((each for each in CALENDARS if each.key == key), None)


def icalendar(calendar: Calendar) -> str:
    """The calendar in the language of the reader."""
    return "".join(f"{folded(line)}\r\n" for line in _lines(calendar))


def _lines(calendar: Calendar) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//Simpul//{_escaped(settings.OAI_NAME)}//{(get_language() or 'id').upper()}"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    for name in ("NAME", "X-WR-CALNAME"):
        yield f"{name}:{_escaped(str(calendar.label))}"
    for name in ("REFRESH-INTERVAL;VALUE=DURATION", "X-PUBLISHED-TTL"):
        yield f"{name}:P1D"
    for occasion in calendar.occasions():
        yield from _entry(occasion)
    yield "END:VCALENDAR"


def _entry(occasion: Occasion) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{occasion.uid}@{urlsplit(settings.SITE_URL).hostname or 'simpul'}"
    yield f"DTSTAMP:{_moment(occasion.changed_at)}"
    yield f"LAST-MODIFIED:{_moment(occasion.changed_at)}"
    yield f"DTSTART{_when(occasion.starts)}"
    if occasion.ends is not None:
        yield f"DTEND{_when(occasion.ends)}"
    yield f"SUMMARY:{_escaped(occasion.title)}"
    for name, text in (("DESCRIPTION", occasion.about), ("LOCATION", occasion.place)):
        if text:
            yield f"{name}:{_escaped(text)}"
    if occasion.url:
        yield f"URL:{occasion.url}"
    if not isinstance(occasion.starts, datetime):
        # A day of rest or a last day takes nobody's time.
        yield "TRANSP:TRANSPARENT"
    yield f"STATUS:{'CANCELLED' if occasion.cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _when(at: date | datetime) -> str:
    """A day, or an instant that every zone reads alike."""
    if isinstance(at, datetime):
        return f":{_moment(at)}"
    return f";VALUE=DATE:{at:%Y%m%d}"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def folded(line: str) -> str:
    """The line in pieces that fit; no letter is cut in two."""
    pieces, piece, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LINE:
            pieces.append(piece)
            # A line that goes on begins with one space.
            piece, size = " ", 1
        piece, size = piece + letter, size + width
    return "\r\n".join([*pieces, piece])
