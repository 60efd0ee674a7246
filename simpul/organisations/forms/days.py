"""A date in three boxes: everybody can type it, and no device turns day and month around."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

PARTS = (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4))
FAULTS: tuple[tuple[Callable[[int], bool], Any], ...] = (
    (lambda day: 1 <= day <= 31, _("A day is a number from 1 to 31. You wrote %(value)s.")),
    (lambda month: 1 <= month <= 12, _("A month is a number from 1 to 12. You wrote %(value)s.")),
    (lambda year: 1900 <= year <= 9999, _("A year has four digits. You wrote %(value)s.")),
)
NO_SUCH_DAY = _("There is no such day: %(value)s.")
NOT_WHOLE = _("Fill in day, month and year.")


class DayInput(forms.Widget):
    """Day, month and year, each in a box with its name."""

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else id_

    def value_from_datadict(self, data, files, name: str) -> tuple[str, ...]:
        return tuple((data.get(f"{name}_{part}") or "").strip() for part, _label, _size in PARTS)

    def value_omitted_from_data(self, data, files, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part, _label, _size in PARTS)

    def render(self, name, value, attrs=None, renderer=None):
        attrs = attrs or {}
        if isinstance(value, dt.date):
            value = (str(value.day), str(value.month), str(value.year))
        typed = value if isinstance(value, tuple) else ("", "", "")
        boxes = [
            {
                "name": f"{name}_{part}",
                "id": f"{attrs.get('id', name)}_{part}",
                "label": label,
                "size": size,
                "value": typed[place],
            }
            for place, (part, label, size) in enumerate(PARTS)
        ]
        context = {
            "boxes": boxes,
            "described_by": attrs.get("aria-describedby", ""),
            "invalid": attrs.get("aria-invalid"),
        }
        return render_to_string("organisations/_day.html", context)


class DayField(forms.Field):
    """A date, typed in three boxes."""

    widget = DayInput

    def to_python(self, value: Any) -> dt.date | None:
        if value is None or isinstance(value, dt.date):
            return value
        if not any(value):
            return None
        if not all(value):
            raise ValidationError(NOT_WHOLE, code="incomplete")
        numbers = []
        for text, (fits, words) in zip(value, FAULTS, strict=True):
            if not text.isdecimal() or len(text) > 4 or not fits(int(text)):
                raise ValidationError(words, code="number", params={"value": text})
            numbers.append(int(text))
        day, month, year = numbers
        try:
            return dt.date(year, month, day)
        except ValueError as error:
            typed = "/".join(value)
            raise ValidationError(NO_SUCH_DAY, code="day", params={"value": typed}) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True
