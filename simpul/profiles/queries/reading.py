"""Answers as somebody typed them into a form, read as the form means them."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _

from simpul.profiles.models import FormField, Kind
from simpul.profiles.queries.converting import FILED
from simpul.profiles.queries.days import boxes_in, day_in
from simpul.profiles.queries.forms import Asked, vocabulary_of

_SPACES = re.compile(r"[ \t\f\v\u00a0]+")


@dataclass(frozen=True)
class Fault:
    """Something that could not be read as it was meant, told to the author."""

    field: str
    given: str
    say: str
    fix: str


@dataclass(frozen=True)
class Answered:
    """One answer as the form means it; empty where it could not be read."""

    value: Any
    faults: tuple[Fault, ...] = ()
    # What a draft keeps of an answer that is not whole, such as the boxes of half a date.
    partly: Any = None


def read(field: FormField, raw: Any, asked: Asked) -> Answered:
    """Read one answer; what it cannot mean becomes a fault and is kept as it was given."""
    if raw is None or raw in ("", []):
        return Answered("")
    reader = _READERS.get(field.kind, _line)
    return reader(field, raw, asked)


def tidy(text: Any) -> str:
    """Text in the one form that is compared: no NUL, one kind of line end, no spaces around."""
    said = str(text).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", said).strip()


def _text(field: FormField, raw: Any, asked: Asked) -> Answered:
    return Answered(tidy(raw))


def _line(field: FormField, raw: Any, asked: Asked) -> Answered:
    return Answered(_SPACES.sub(" ", tidy(raw)))


def _choice(field: FormField, raw: Any, asked: Asked) -> Answered:
    word = {True: "yes", False: "no"}.get(raw, raw) if isinstance(raw, bool) else raw
    text = _SPACES.sub(" ", tidy(word[0] if isinstance(word, list) and word else word))
    if not text:
        return Answered("")
    code = asked.book.code(vocabulary_of(field), text)
    if code is None:
        return Answered("", (_strange(field, text, asked),))
    return Answered(code)


def _choices(field: FormField, raw: Any, asked: Asked) -> Answered:
    cell = ";".join(tidy(part) for part in raw) if isinstance(raw, list) else tidy(raw)
    codes, strange = asked.book.codes(vocabulary_of(field), cell)
    order = {choice.code: at for at, choice in enumerate(asked.choices(field))}
    faults = tuple(_strange(field, word, asked) for word in strange)
    return Answered(sorted(codes, key=lambda code: order[code]) or "", faults)


def _strange(field: FormField, word: str, asked: Asked) -> Fault:
    language = asked.language
    labels = [choice.label(language) for choice in asked.choices(field)]
    close = get_close_matches(word, labels, n=3, cutoff=0.5)
    fix = (
        _("Did you mean: %(words)s? Choose it from the list.") % {"words": "; ".join(close)}
        if close
        else _("Choose from the list.")
    )
    say = _("“%(word)s” is not in the list of “%(field)s”.")
    return Fault(field.key, word, say % {"word": word[:120], "field": field.label}, fix)


def _date(field: FormField, raw: Any, asked: Asked) -> Answered:
    text = tidy(raw)
    day = day_in(text)
    if day is not None:
        return Answered(day.isoformat())
    say = _("“%(text)s” names no whole day for “%(field)s”.")
    fault = Fault(
        field.key,
        text,
        say % {"text": text[:80], "field": field.label},
        _("Write day, month and year."),
    )
    boxes = boxes_in(text) or {"day": text[:40], "month": "", "year": ""}
    return Answered("", (fault,), partly=boxes)


def _year(field: FormField, raw: Any, asked: Asked) -> Answered:
    text = tidy(raw)
    boxes = boxes_in(text)
    if boxes and len(boxes["year"]) == 4:
        return Answered(boxes["year"])
    say = _("“%(text)s” is no year for “%(field)s”.")
    told = say % {"text": text[:80], "field": field.label}
    return Answered("", (Fault(field.key, text, told, _("Write four digits.")),))


def _file(field: FormField, raw: Any, asked: Asked) -> Answered:
    text = "; ".join(map(str, raw)) if isinstance(raw, list) else tidy(raw)
    if not text:
        return Answered("")
    say = _("The form names a file for “%(field)s”: %(name)s.")
    fault = Fault(
        field.key,
        text,
        say % {"field": field.label, "name": text[:200]},
        _("Add the file to the draft; a form brings only its name."),
    )
    return Answered("", (fault,))


_READERS: dict[str, Callable[[FormField, Any, Asked], Answered]] = {
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.YESNO: _choice,
    Kind.CHOICES: _choices,
    Kind.DATE: _date,
    Kind.YEAR: _year,
    **dict.fromkeys(FILED, _file),
}
