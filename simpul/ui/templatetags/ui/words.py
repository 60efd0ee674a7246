"""Filters that write numbers, dates and languages as the reader expects them."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import formats
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language

from simpul.ui.hooks import Words
from simpul.ui.templatetags.ui.library import register

Number = int | float | Decimal


@register.filter
def number(value: Number | None, decimals: int | None = None) -> str:
    """36742 as 36.742 or 36,742; nothing for nothing."""
    if value is None or value == "":
        return ""
    return formats.number_format(value, decimals, use_l10n=True, force_grouping=True)


@register.filter
def cell(value: object) -> object:
    """A table cell: numbers by locale, everything else as it is."""
    return number(value) if isinstance(value, Number) and not isinstance(value, bool) else value


@register.filter
def percent(value: Number | None, decimals: int = 0) -> str:
    """A share between 0 and 1 as 67%."""
    if value is None or value == "":
        return ""
    return f"{number(Decimal(str(value)) * 100, decimals)}%"


@register.filter
def day(value: date | None) -> str:
    """12 Februari 2026, 12 February 2026; nothing for nothing."""
    if not value:
        return ""
    if isinstance(value, datetime) and is_aware(value):
        value = localtime(value)
    return formats.date_format(value, "j F Y")


@register.filter
def moment(value: datetime | None) -> str:
    """12 Februari 2026, 16.00 WIB: a day and time with the zone it is told in."""
    if not value:
        return ""
    value = localtime(value) if is_aware(value) else value
    return f"{formats.date_format(value, 'j F Y')}, {formats.date_format(value, 'H.i T')}"


@register.filter
def in_language(text: Words, code: str | None) -> SafeString | str:
    """The text, marked with its language where that is not the page's."""
    text = text if isinstance(text, str) else str(text or "")
    if not text or foreign(code) is None:
        return conditional_escape(text)
    return format_html('<span lang="{}">{}</span>', code, text)


@register.simple_tag
def lang_attr(*, code: str | None) -> SafeString:
    """A ``lang`` attribute, with its space, for an element whose words are not the page's."""
    return format_html(' lang="{}"', code) if foreign(code) else mark_safe("")


def foreign(code: str | None) -> str | None:
    """The language of a text where it differs from the page's."""
    page = (get_language() or "id").split("-")[0]
    return code if code and code != page else None
