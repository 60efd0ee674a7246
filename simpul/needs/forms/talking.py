from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.core.models.threads import Reason
from simpul.core.threads import LONGEST
from simpul.needs.forms.parts import AREA, SMALL_AREA


class WordsForm(forms.Form):
    """The words of a question or an answer."""

    body = forms.CharField(
        label=_("What do you want to ask or say?"),
        help_text=_(
            "Whoever can read this page can read your words and your name. Leave out personal data "
            "of others."
        ),
        max_length=LONGEST,
        widget=AREA,
    )


class ReportForm(forms.Form):
    """What is wrong with it."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"), choices=Reason.choices, widget=forms.RadioSelect
    )
    details = forms.CharField(
        label=_("Tell us more"),
        help_text=_("What exactly, and how you know. Read only by those who decide about it."),
        required=False,
        max_length=2000,
        widget=SMALL_AREA,
    )
