"""What a new person says about themselves, whichever way they come in."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from simpul.accounts import services
from simpul.accounts.models import User


class AboutYou(forms.Form):
    """Name, language and the privacy notice; django-allauth adds address and password."""

    name = forms.CharField(
        label=_("What is your name?"),
        help_text=_("As it may stand beside your work: no title or rank needed."),
        max_length=User._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("In which language shall we write to you?"),
        choices=[("id", "Bahasa Indonesia"), ("en", "English")],
        initial=lambda: get_language() or settings.LANGUAGE_CODE,
    )
    privacy = forms.BooleanField(
        label=_("I have read the privacy notice and agree to it"),
        error_messages={"required": _("Without your agreement we may not keep an account.")},
    )

    def signup(self, request, user: User) -> None:
        """Keep what was said; django-allauth calls this once the account is made."""
        services.welcome(
            user, name=self.cleaned_data["name"], language=self.cleaned_data["language"]
        )
