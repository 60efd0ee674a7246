from django import forms
from django.utils.translation import gettext_lazy as _


class RegionSearchForm(forms.Form):
    """Part of a name, another name or a code."""

    q = forms.CharField(
        label=_("Name or code of a region"),
        help_text=_("For example Banyuwangi, Sulsel or 35.78."),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def text(self) -> str:
        """What was typed; nothing when it cannot be a name, which ``errors`` explain."""
        return self.cleaned_data["q"].strip() if self.is_valid() else ""
