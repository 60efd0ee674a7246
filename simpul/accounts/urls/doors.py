"""Signing up, in and out, and protecting the account: pages of django-allauth under our words.

Their names are django-allauth's own, for it asks for them by name.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as elsewhere
from allauth.usersessions import views as sessions
from django.urls import path, register_converter
from django.urls.converters import StringConverter
from django.utils.translation import gettext_lazy as _

from simpul.accounts.views.doors import central


class UidConverter(StringConverter):
    """A person in base 36: no hyphen, for that ends it."""

    regex = "[0-9A-Za-z]+"


register_converter(UidConverter, "uid")

PAGES = [
    (_("account/sign-in/"), account.login, "account_login"),
    (_("account/sign-out/"), account.logout, "account_logout"),
    (_("account/sign-up/"), account.signup, "account_signup"),
    (_("account/inactive/"), account.account_inactive, "account_inactive"),
    (_("account/prove/"), account.reauthenticate, "account_reauthenticate"),
    (_("account/address/"), account.email, "account_email"),
    (
        _("account/address/confirm/"),
        account.email_verification_sent,
        "account_email_verification_sent",
    ),
    (_("account/address/confirm/<str:key>/"), account.confirm_email, "account_confirm_email"),
    (_("account/password/"), account.password_change, "account_change_password"),
    (_("account/password/first/"), account.password_set, "account_set_password"),
    (_("account/password/forgotten/"), account.password_reset, "account_reset_password"),
    (
        _("account/password/forgotten/sent/"),
        account.password_reset_done,
        "account_reset_password_done",
    ),
    (
        _("account/password/new/<uid:uidb36>-<str:key>/"),
        account.password_reset_from_key,
        "account_reset_password_from_key",
    ),
    (
        _("account/password/new/done/"),
        account.password_reset_from_key_done,
        "account_reset_password_from_key_done",
    ),
    (_("account/protection/"), mfa.index, "mfa_index"),
    (_("account/sign-in/code/"), mfa.authenticate, "mfa_authenticate"),
    (_("account/prove/code/"), mfa.reauthenticate, "mfa_reauthenticate"),
    (_("account/protection/app/add/"), totp.activate_totp, "mfa_activate_totp"),
    (_("account/protection/app/remove/"), totp.deactivate_totp, "mfa_deactivate_totp"),
    (_("account/protection/codes/"), recovery.view_recovery_codes, "mfa_view_recovery_codes"),
    (
        _("account/protection/codes/new/"),
        recovery.generate_recovery_codes,
        "mfa_generate_recovery_codes",
    ),
    (
        _("account/protection/codes/file/"),
        recovery.download_recovery_codes,
        "mfa_download_recovery_codes",
    ),
    (_("account/protection/passkeys/"), passkeys.list_webauthn, "mfa_list_webauthn"),
    (_("account/protection/passkeys/add/"), passkeys.add_webauthn, "mfa_add_webauthn"),
    (
        _("account/protection/passkeys/<int:pk>/"),
        passkeys.edit_webauthn,
        "mfa_edit_webauthn",
    ),
    (
        _("account/protection/passkeys/<int:pk>/remove/"),
        passkeys.remove_webauthn,
        "mfa_remove_webauthn",
    ),
    (_("account/prove/passkey/"), passkeys.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    (_("account/sign-in/passkey/"), passkeys.login_webauthn, "mfa_login_webauthn"),
    (_("account/sessions/"), sessions.list_usersessions, "usersessions_list"),
    (_("account/elsewhere/"), elsewhere.connections, "socialaccount_connections"),
    (_("account/elsewhere/sign-up/"), elsewhere.signup, "socialaccount_signup"),
    (_("account/elsewhere/cancelled/"), elsewhere.login_cancelled, "socialaccount_login_cancelled"),
    (_("account/elsewhere/failed/"), elsewhere.login_error, "socialaccount_login_error"),
]

urlpatterns = [path(route, central(view), name=name) for route, view, name in PAGES]
