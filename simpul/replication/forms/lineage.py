"""What people type about badges."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RevokeForm(forms.Form):
    note = forms.CharField(
        label=_("Why is it revoked?"),
        help_text=_("Everybody who checks the badge reads this."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
