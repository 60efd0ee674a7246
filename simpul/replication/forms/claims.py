"""What people type about a replication of the past."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.organisations.forms import LetterFileField, YearField
from simpul.organisations.models import Organisation
from simpul.replication.models import Mode


class AdoptionForm(forms.Form):
    """One replication of the past, on one short form."""

    adopter = forms.ModelChoiceField(
        label=_("Institution that replicated it"),
        queryset=Organisation.objects.none(),
        empty_label=None,
    )
    origin = forms.CharField(
        label=_("Innovation it comes from"),
        max_length=300,
        help_text=_("Its permanent number, its address in the catalogue, or its exact title."),
    )
    local_name = forms.CharField(label=_("Its name there"), max_length=200, required=False)
    mode = forms.ChoiceField(
        label=_("How was it taken over?"),
        choices=[("", _("not known")), *Mode.choices],
        required=False,
    )
    since = YearField(label=_("Since which year?"), required=False)
    note = forms.CharField(
        label=_("What came of it?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    evidence_url = forms.URLField(
        label=_("Where does it stand?"),
        required=False,
        assume_scheme="https",
        help_text=_("An address, if there is one."),
    )
    evidence = LetterFileField(
        label=_("File"), required=False, help_text=_("A decree, an agreement, a report.")
    )

    def __init__(self, *args: Any, bodies, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adopter"].queryset = bodies  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What the origin says about it."""

    note = forms.CharField(
        label=_("A word about it"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where it is not so, or is taken back."),
    )
