"""What is typed about handovers, caretakers and the rules of early warning."""

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.organisations.forms import DayField
from simpul.organisations.forms.parts import PersonField

ROWS = {"rows": 3}


class SuccessorForm(forms.Form):
    """Who goes on, by the address of their account."""

    successor = PersonField(
        label=_("Who goes on?"),
        help_text=_("The e-mail address of their account. They accept or refuse."),
    )


class CaretakerForm(forms.Form):
    """Who looks after a record, by the address of their account."""

    person = PersonField(
        label=_("Who looks after it from now on?"),
        help_text=_("The e-mail address of their account. They are told at once."),
    )


class WhyForm(forms.Form):
    """A reason that the others read."""

    why = forms.CharField(label=_("Why?"), max_length=1000, widget=forms.Textarea(attrs=ROWS))


class EmptyForm(forms.Form):
    """A button, and nothing to type."""


class RuleForm(forms.Form):
    """From when a rule warns by which threshold, and who says so."""

    threshold = forms.IntegerField(
        label=_("Threshold"),
        min_value=0,
        max_value=3650,
        required=False,
        help_text=_("Leave it empty where the rule needs none."),
    )
    is_on = forms.BooleanField(label=_("This rule warns"), required=False)
    valid_from = DayField(label=_("From which day?"))
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("The law, decree or decision that says so."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
