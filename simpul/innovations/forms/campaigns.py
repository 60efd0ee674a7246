"""What a coordinator types to begin a campaign, and to set how long a word holds."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.innovations.forms.life import day_field
from simpul.innovations.queries.asking import ANSWER_DAYS


class CampaignForm(forms.Form):
    """Name, letter and last day of a campaign, and addresses for owners nobody is known for."""

    name = forms.CharField(label=_("Name of the campaign"), max_length=200)
    letter = forms.CharField(
        label=_("What owners are told"),
        help_text=_(
            "Why you ask. The question, the links and the last day are added by themselves."
        ),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    due_on = day_field(_("Answers until"))

    def __init__(self, *args, unknown=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = clock.today() + timedelta(days=ANSWER_DAYS)
        self._unknown = {f"address-{body.owner.pk}": body.owner for body in unknown if body.owner}
        for name, owner in self._unknown.items():
            self.fields[name] = forms.EmailField(label=owner.short_name, required=False)

    @property
    def address_fields(self) -> list:
        """The boxes for owners nobody is known for."""
        return [self[name] for name in self._unknown]

    @property
    def addresses(self) -> dict[int, str]:
        """The addresses typed, by the owner's key."""
        return {
            owner.pk: self.cleaned_data[name]
            for name, owner in self._unknown.items()
            if self.cleaned_data.get(name)
        }


class ShelfLifeForm(forms.Form):
    """For how many months a word about a record's life holds in a hub."""

    months = forms.IntegerField(label=_("Months a word holds"), min_value=1, max_value=60)
