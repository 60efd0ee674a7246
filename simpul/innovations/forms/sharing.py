"""What an owner says to those who would do the same, and the papers it gives along."""

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.innovations.forms.life import day_field
from simpul.innovations.models import ArtefactKind


class WillingnessForm(forms.Form):
    """Since when others may learn from it, on what conditions, how many."""

    stated_on = day_field(_("Since which day?"))
    valid_to = day_field(_("Until which day?"), required=False)
    per_quarter = forms.IntegerField(
        label=_("How many adopters a quarter?"),
        min_value=0,
        max_value=1000,
        required=False,
        help_text=_("Leave it empty where there is no limit."),
    )
    conditions = forms.CharField(
        label=_("On what conditions?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stated_on"].initial = clock.today()


class ArtefactForm(forms.Form):
    """Something reusable: a file, or software at an address."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=ArtefactKind.choices)
    title = forms.CharField(label=_("Title"), max_length=200)
    file = forms.FileField(label=_("File"), required=False)
    url = forms.URLField(
        label=_("Address"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("For software that is kept elsewhere."),
    )
    licence = forms.CharField(
        label=_("Licence"),
        max_length=200,
        help_text=_("Such as CC BY 4.0, MIT, or the words of your own permission."),
    )
    version = forms.CharField(label=_("Version"), max_length=60, required=False)
    is_public = forms.BooleanField(
        label=_("Anybody may take it"),
        required=False,
        help_text=_("Otherwise only those whose replication case a hub found valid."),
    )
