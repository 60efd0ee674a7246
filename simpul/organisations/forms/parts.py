"""Fields that several forms of the desk share."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from simpul.accounts.models import User
from simpul.accounts.queries import person_with
from simpul.core.mandates import Letter, Term

from .days import DayField

NO_ACCOUNT = _("Nobody has an account with this address. Invite them first.")
FILE_TOO_BIG = _("This file is larger than %(limit)s MB.")


class YearField(forms.IntegerField):
    """A year of our age."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1945, max_value=2100, **kwargs)


class PersonField(forms.EmailField):
    """A person by the address of their account; the cleaned value is the person."""

    def clean(self, value: Any) -> User | None:
        email = super().clean(value)
        if not email:
            return None
        person = person_with(email)
        if person is None or not person.is_active:
            raise ValidationError(NO_ACCOUNT, code="no_account")
        return person


class LetterFileField(forms.FileField):
    """A scanned letter; what it may be is checked when it is kept."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = kwargs.pop("help_text", _("A PDF or a picture of the signed letter."))
        widget = forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp"})
        super().__init__(widget=widget, help_text=help_text, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file and file.size > settings.FILE_MAX_BYTES:
            limit = settings.FILE_MAX_BYTES // (1024 * 1024)
            raise ValidationError(FILE_TOO_BIG, code="too_big", params={"limit": limit})
        return file


class LetterForm(forms.Form):
    """The paper that grants an office: number, date, issuer and file."""

    letter_number = forms.CharField(label=_("Number of the letter"), max_length=120)
    letter_date = DayField(label=_("Date of the letter"))
    letter_issuer = forms.CharField(
        label=_("Who signed it?"),
        max_length=200,
        help_text=_("The office, such as Sekretaris Daerah Kabupaten Jeneponto."),
    )
    letter_file = LetterFileField(label=_("The letter"), required=False)

    def letter(self, file=None) -> Letter:
        """What was typed, with the file as it was kept."""
        said = self.cleaned_data
        return Letter(said["letter_number"], said["letter_date"], said["letter_issuer"], file)


def instant(day: dt.date) -> dt.datetime:
    """The first instant of a day on the wall of the office."""
    return timezone.make_aware(
        dt.datetime.combine(day, dt.time.min), timezone.get_default_timezone()
    )


def through(day: dt.date) -> dt.datetime:
    """The instant at which a last day is over."""
    return instant(day + dt.timedelta(days=1))


def term(begins: dt.date | None, last_day: dt.date | None, *, now: dt.datetime) -> Term:
    """From the first day, or now when that is today or empty, through the last day."""
    start = now if begins is None or begins == timezone.localdate(now) else instant(begins)
    return Term(start, through(last_day) if last_day else None)
