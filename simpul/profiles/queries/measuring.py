"""What keeps an answer from being typed into a form: limits, lists, what is missing."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simpul.innovations.queries.answers import as_date
from simpul.innovations.queries.rules import count_words
from simpul.profiles.models import Counts, FormField, Kind
from simpul.profiles.queries.converting import CODED, FILED, MANY, Part

_COUNTRY = re.compile(r"[A-Z]{2}")
_YEAR = re.compile(r"\d{4}")

MISSING, UNTRANSLATED, TOO_LONG, TOO_SHORT = "missing", "untranslated", "too_long", "too_short"
TOO_FEW, UNREADABLE, MIXED = "too_few", "unreadable", "mixed"


@dataclass(frozen=True)
class Trouble:
    """One thing wrong with an answer: the rule, what is wrong, what to do."""

    rule: str
    say: str
    fix: str
    # What a form would refuse; the rest is worth a look.
    blocks: bool = True


def length(field: FormField, text: str) -> int:
    """How long a text is as its form counts; words as the documenting form counts them."""
    return len(text) if field.counts == Counts.CHARACTERS else count_words(text)


def limit_words(field: FormField) -> str:
    """The limits of a field, in words."""
    most, least = field.most, field.least
    said = []
    if field.kind == Kind.TEXT and least:
        said.append(_("at least %(n)d %(unit)s") % {"n": least, "unit": unit(field, least)})
    if field.kind == Kind.TEXT and most:
        said.append(_("at most %(n)d %(unit)s") % {"n": most, "unit": unit(field, most)})
    if field.kind in MANY and least:
        said.append(ngettext("at least %(n)d", "at least %(n)d", least) % {"n": least})
    if field.kind == Kind.NUMBER and most:
        said.append(_("from %(a)d to %(b)d") % {"a": least or 0, "b": most})
    return ", ".join(said)


def unit(field: FormField, count: int) -> str:
    if field.counts == Counts.CHARACTERS:
        return ngettext("character", "characters", count)
    return ngettext("word", "words", count)


def troubles(
    field: FormField, value: Any, *, known: Sequence[str] = (), parts: Sequence[Part] = (),
    language: str = "id",
) -> list[Trouble]:  # fmt: skip
    """Everything wrong with one answer; ``parts`` are what the record says of it."""
    if value in ("", []):
        return list(_empty(field, parts, language))
    return [*_wrong(field, value, known), *_untranslated(parts, value, language)]


def _empty(field: FormField, parts: Sequence[Part], language: str) -> Iterator[Trouble]:
    if any(part.is_said for part in parts):
        yield Trouble(
            UNTRANSLATED,
            _("This stands in another language only."),
            _("Write it in the language of the form."),
            blocks=field.required,
        )
    elif field.required:
        yield Trouble(MISSING, _("The form asks for this, and nothing says it."), _("Write it."))


def _untranslated(parts: Sequence[Part], value: Any, language: str) -> Iterator[Trouble]:
    if any(part.is_said and not part.text(language) for part in parts):
        yield Trouble(
            UNTRANSLATED,
            _("A part of it stands in another language only."),
            _("Write that part in the language of the form."),
        )
    if language != "id" and any(part.mixed and part.is_said for part in parts):
        yield Trouble(
            MIXED,
            _("What was measured is named in Indonesian."),
            _("Write the text for this form to name it otherwise."),
            blocks=False,
        )


def _wrong(field: FormField, value: Any, known: Sequence[str]) -> Iterator[Trouble]:
    if field.kind == Kind.TEXT:
        yield from _length(field, str(value))
    elif field.kind in CODED:
        yield from _listed(field, value, known)
    elif field.kind in FILED:
        return
    elif not _is_readable(field, str(value)):
        yield Trouble(
            UNREADABLE,
            _("“%(text)s” is not %(kind)s.")
            % {"text": str(value)[:80], "kind": field.get_kind_display()},
            _("Correct it."),
        )


def _length(field: FormField, text: str) -> Iterator[Trouble]:
    count = length(field, text)
    if field.most is not None and count > field.most:
        over = count - field.most
        yield Trouble(
            TOO_LONG,
            _("It is %(over)d %(unit)s too long.") % {"over": over, "unit": unit(field, over)},
            _("Shorten it to at most %(limit)d; it has %(count)d.")
            % {"limit": field.most, "count": count},
        )
    if field.least is not None and count < field.least:
        yield Trouble(
            TOO_SHORT,
            _("It has %(count)d of at least %(limit)d %(unit)s.")
            % {"count": count, "limit": field.least, "unit": unit(field, field.least)},
            _("Tell more."),
        )


def _listed(field: FormField, value: Any, known: Sequence[str]) -> Iterator[Trouble]:
    codes = value if isinstance(value, list) else [value]
    strange = [code for code in codes if code not in known]
    if strange:
        yield Trouble(
            UNREADABLE,
            _("“%(code)s” is not in the list of the form.") % {"code": str(strange[0])[:80]},
            _("Choose from the list."),
        )
    if field.kind == Kind.CHOICES and field.least and len(codes) < field.least:
        yield Trouble(
            TOO_FEW,
            ngettext(
                "%(count)d of at least %(limit)d is chosen.",
                "%(count)d of at least %(limit)d are chosen.",
                len(codes),
            )
            % {"count": len(codes), "limit": field.least},
            _("Choose more."),
        )


def _is_readable(field: FormField, text: str) -> bool:
    return _READABLE.get(field.kind, lambda field, text: True)(field, text)


def _is_address(field: FormField, text: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        return False
    return True


def _is_mail(field: FormField, text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _is_number(field: FormField, text: str) -> bool:
    if not text.isdecimal() or len(text) > 9:
        return False
    return (field.least or 0) <= int(text) <= (field.most if field.most is not None else int(text))


_READABLE: dict[str, Callable[[FormField, str], bool]] = {
    Kind.LINK: _is_address,
    Kind.EMAIL: _is_mail,
    Kind.NUMBER: _is_number,
    Kind.DATE: lambda field, text: as_date(text) is not None,
    Kind.YEAR: lambda field, text: bool(_YEAR.fullmatch(text)),
    Kind.COUNTRY: lambda field, text: bool(_COUNTRY.fullmatch(text)),
}
