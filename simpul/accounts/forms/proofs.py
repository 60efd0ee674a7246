"""Codes and passkeys, as django-allauth checks them and as we ask for them."""

from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as apps
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.utils.translation import gettext_lazy as _

CODE = {"inputmode": "numeric", "autocomplete": "one-time-code"}


class AuthenticateForm(codes.AuthenticateForm):
    """The second proof at the door."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        self.fields["code"].widget = forms.TextInput(attrs={"autocomplete": "one-time-code"})


class ReauthenticateForm(codes.ReauthenticateForm):
    """A code once more, before something sensitive."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of the app, or a recovery code")


class ActivateTOTPForm(apps.ActivateTOTPForm):
    """The first code of an app, which proves that it has the key."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The six digits")
        self.fields["code"].widget = forms.TextInput(attrs=CODE)


class AddWebAuthnForm(passkeys.AddWebAuthnForm):
    """A passkey, which opens the account by itself unless somebody wants otherwise."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What shall this passkey be called?")
        self.fields["name"].initial = self.initial["name"] = _("This device")
        self.fields["passwordless"].label = _("It opens the account by itself, without password")
        self.fields["passwordless"].help_text = ""
        self.fields["passwordless"].initial = True


class EditWebAuthnForm(passkeys.EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What shall this passkey be called?")
