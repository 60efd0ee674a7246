"""What is typed to grant, hand over, delegate and end an office."""

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.core.models.mandates import Capacity
from simpul.organisations.models import Office

from .days import DayField
from .parts import LetterForm, PersonField

CAPACITIES = [
    (Capacity.DEFINITIVE, _("in office")),
    (Capacity.ACTING, _("acting (Plt.)")),
    (Capacity.DEPUTY_FOR_DAYS, _("acting by the day (Plh.)")),
]


class GrantForm(LetterForm):
    """Who gets an office, in what capacity, from when to when, by which letter."""

    person = PersonField(
        label=_("Whose office will it be?"), help_text=_("The e-mail address of their account.")
    )
    capacity = forms.ChoiceField(label=_("In what capacity?"), choices=CAPACITIES)
    begins = DayField(
        label=_("From which day?"), required=False, help_text=_("Empty means from now on.")
    )
    last_day = DayField(
        label=_("Through which day?"),
        required=False,
        help_text=_("The last day it counts. Empty means until somebody ends it."),
    )

    field_order = ["person", "capacity", "begins", "last_day"]

    def clean(self):
        said = super().clean() or {}
        begins, last_day = said.get("begins"), said.get("last_day")
        if begins and last_day and last_day < begins:
            self.add_error("last_day", _("The last day cannot be before the first."))
        return said


class HandOverForm(GrantForm):
    """Who follows."""

    begins = None  # type: ignore[assignment]


class DelegateForm(GrantForm):
    """Who acts in the holder's name between two dates."""

    capacity = None  # type: ignore[assignment]
    begins = DayField(label=_("From which day?"))
    last_day = DayField(label=_("Through which day?"))


class EndMandateForm(forms.Form):
    """When and why an office ends."""

    last_day = DayField(
        label=_("Last day"), required=False, help_text=_("Empty means that it ends now.")
    )
    note = forms.CharField(
        label=_("Why?"), max_length=300, help_text=_("Such as the letter of transfer.")
    )


class MandateFilterForm(forms.Form):
    """What the list of all mandates is narrowed by."""

    q = forms.CharField(
        label=_("Name, e-mail address or number of the letter"), required=False, max_length=200,
        widget=forms.SearchInput,
    )  # fmt: skip
    office = forms.ModelChoiceField(
        Office.objects.all(),
        label=_("Office"),
        required=False,
        to_field_name="key",
        empty_label=_("All offices"),
    )
    past = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("Those that count")), ("1", _("Ended ones as well"))],
    )
