from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from simpul.geography.models import Region
from simpul.vocabularies.models import Sector

LONGEST_TEXT = 4_000


class FindForm(forms.Form):
    """A problem in plain words, the place that has it, and what an answer must be."""

    q = forms.CharField(
        label=_("What is the problem?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4, "class": "field__input"}),
        help_text=_(
            "Who suffers from what, and where. Two plain sentences find more than key words."
        ),
    )
    region = forms.ModelChoiceField(
        Region.objects.select_related("parent"),
        label=_("Your region"),
        required=False,
        to_field_name="code",
        empty_label=_("Not said"),
    )
    sector = forms.ModelChoiceField(
        Sector.objects.all(),
        label=_("Sector"),
        required=False,
        to_field_name="key",
        empty_label=_("Let the words decide"),
    )
    running = forms.BooleanField(label=_("Only those known to run"), required=False)
    verified = forms.BooleanField(label=_("Only those verified by a hub"), required=False)

    def __init__(self, data=None):
        super().__init__(data)
        for name in ("region", "sector"):
            self.fields[name].widget.attrs["class"] = "field__input"

    def clean_q(self) -> str:
        text = self.cleaned_data["q"].strip()
        if not any(letter.isalpha() for letter in text):
            raise ValidationError(_("Write the problem in words."))
        return text
