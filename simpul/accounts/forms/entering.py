"""The forms at the door, as django-allauth checks them and as we ask them."""

from allauth.account import forms as allauth_forms
from allauth.account.internal.flows.login import record_authentication
from django import forms
from django.utils.translation import gettext_lazy as _

from simpul.accounts import queries

PASSWORD_HINT = _("At least 10 characters. A few words in a row are strong and easy to remember.")


class SignInForm(allauth_forms.LoginForm):
    """An address or a NIP, and the password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("E-mail address or NIP"),
            max_length=254,
            widget=forms.TextInput(
                attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
            ),
        )
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Keep me signed in on this device")
        self.order_fields(["login", "password", "remember"])

    def clean_login(self) -> str:
        """A NIP stands for the address of its owner; nobody learns which NIPs are known."""
        return queries.address_of(super().clean_login())


class SignUpForm(allauth_forms.SignupForm):
    """Name, address, language and password; ``website`` is a trap for machines."""

    field_order = ["name", "email", "password1", "language", "privacy", "website"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("What is your e-mail address?")
        self.fields["email"].help_text = _("We send a link there to confirm that it is yours.")
        if "password1" in self.fields:
            self.fields["password1"].label = _("Choose a password")
            self.fields["password1"].help_text = PASSWORD_HINT
        self.fields["website"].widget = forms.TextInput(
            attrs={"tabindex": "-1", "autocomplete": "off"}
        )

    def custom_signup(self, request, user) -> None:
        """Who has just chosen a password needs not prove it again."""
        super().custom_signup(request, user)
        record_authentication(request, user, method="password")


class NewPasswordHint:
    """Says what makes a good password, once, in words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fields = self.fields  # type: ignore[attr-defined]
        fields["password1"].label = _("New password")
        fields["password1"].help_text = PASSWORD_HINT
        fields["password2"].label = _("The new password once more")


class ChangePasswordForm(NewPasswordHint, allauth_forms.ChangePasswordForm):
    """A new password, by who knows the old one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Current password")
        self.fields["oldpassword"].help_text = ""


class SetPasswordForm(NewPasswordHint, allauth_forms.SetPasswordForm):
    """A first password, by who came in another way."""


class ResetPasswordKeyForm(NewPasswordHint, allauth_forms.ResetPasswordKeyForm):
    """A new password, by who holds the mailed link."""


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    """The password once more, before something sensitive."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Your password")
        self.fields["password"].help_text = ""


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """The address to send a link to."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address of your account")


class AddEmailForm(allauth_forms.AddEmailForm):
    """Another address, which counts once confirmed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")
