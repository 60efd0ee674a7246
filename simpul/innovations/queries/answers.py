"""How answers of the form are kept: what can be read in one shape, what cannot as it was typed.

A date is ``2023-03-14``, else its three boxes as a map; a number is ``18.5``, else the text typed.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import get_language

DATE_PARTS = ("day", "month", "year")
OUTCOME_PARTS = (
    "indicator",
    "unit",
    "baseline",
    "baseline_on",
    "latest",
    "latest_on",
    "method",
    "comparison",
)
OUTCOME_NUMBERS = ("baseline", "latest")
OUTCOME_DATES = ("baseline_on", "latest_on")
CONTACT_PARTS = ("name", "position", "email", "phone")

_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def date_from(parts: Mapping[str, str]) -> str | dict[str, str]:
    """The date three boxes name; the boxes themselves where they name none."""
    typed = {name: parts.get(name, "").strip() for name in DATE_PARTS}
    if not any(typed.values()):
        return ""
    found = as_date(typed)
    return found.isoformat() if found else typed


def as_date(value: Any) -> date | None:
    """The day an answer names, or nothing."""
    try:
        if isinstance(value, Mapping):
            day, month, year = (int(value.get(name) or 0) for name in DATE_PARTS)
            return date(year, month, day) if year >= 1000 else None
        return date.fromisoformat(value) if isinstance(value, str) and value else None
    except ValueError:
        return None


def boxes_of(value: Any) -> dict[str, str]:
    """What the three boxes of a date show."""
    found = as_date(value)
    if found:
        return {"day": str(found.day), "month": str(found.month), "year": str(found.year)}
    kept = value if isinstance(value, Mapping) else {}
    return {name: str(kept.get(name, "")) for name in DATE_PARTS}


def number_from(text: str) -> str:
    """``1.250,5`` as ``1250.5``; what is no number stays as typed."""
    typed = text.strip()
    bare = typed.replace(" ", "").replace("%", "")
    if "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    elif _THOUSANDS.fullmatch(bare):
        bare = bare.replace(".", "")
    return bare if _NUMBER.fullmatch(bare) else typed


def as_number(value: Any) -> Decimal | None:
    """The number an answer names, or nothing."""
    try:
        return Decimal(value) if _NUMBER.fullmatch(str(value)) else None
    except InvalidOperation:
        return None


def number_shown(value: Any) -> str:
    """A kept number as the reader writes it; anything else as it is."""
    text = "" if value is None else str(value)
    if as_number(text) is None or get_language() == "en":
        return text
    return text.replace(".", ",")


def is_empty(value: Any) -> bool:
    """Say whether an answer says nothing: no text, no row, no box with anything in it."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):
        return all(is_empty(part) for name, part in value.items() if name != "public")
    if isinstance(value, list):
        return all(is_empty(part) for part in value)
    return value is None or value is False
