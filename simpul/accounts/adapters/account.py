"""Signing in and signing up: mail through the outbox, pages in the person's language."""

import secrets
import time
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.conf import settings
from django.http import HttpRequest, HttpResponse  # noqa: TID251 -- django-allauth speaks HTTP here
from django.template.loader import render_to_string
from django.urls import reverse, translate_url
from django.utils.translation import get_language, get_language_from_path, override
from django.utils.translation import gettext_lazy as _

from simpul.accounts import hooks, queries
from simpul.accounts.models import User
from simpul.core import outbox

# The one address a mail leads to, by the name allauth gives it.
LINKS = ("activate_url", "password_reset_url", "signup_url")

# How somebody may prove once more who they are.
WAYS = {
    "reauthenticate": _("By password"),
    "mfa_reauthenticate": _("By a code"),
    "mfa_reauthenticate:webauthn": _("By passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    """Django-allauth in the words, the languages and the outbox of this house."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "Address, NIP or password is wrong. Check them, or choose a new password."
        ),
        "too_many_login_attempts": _(
            "Too many attempts in a row. Wait five minutes, then try again."
        ),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("The password is wrong."),
        "incorrect_code": _("The code is wrong or has run out. Enter the one shown now."),
        "rate_limited": _("Too many attempts in a row. Wait a minute, then try again."),
        "duplicate_email": _("This is your address already."),
        "email_taken": _("Another account has this address."),
        "same_as_current": _("This is what stands there already."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Anybody may open an account, unless the installation says otherwise."""
        return settings.SIGN_UP_OPEN

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Who has just signed in needs not prove it again."""
        return not proved_lately(self.request)

    def get_reauthentication_methods(self, user) -> list[dict]:
        """The ways to prove it, in our words."""
        found = super().get_reauthentication_methods(user)
        return [{**way, "description": WAYS[way["id"]]} for way in found]

    # --- Mail ----------------------------------------------------------------------------------

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail in the reader's language; nothing about them stands in the subject."""
        person = context.get("user") or queries.person_with(email)
        language = person.language if person else get_language() or settings.LANGUAGE_CODE
        link = next((context[name] for name in LINKS if name in context), "")
        words = {**context, "email": email, "person": person, "site_url": settings.SITE_URL}
        with override(language):
            subject = render_to_string(f"{template_prefix}_subject.txt", words)
            body = render_to_string(f"{template_prefix}_message.txt", words)
        message = outbox.Message(
            topic="account",
            subject=" ".join(subject.split()),
            body=body.strip(),
            link=on_the_site(link, language) if link else "",
        )
        key = f"{template_prefix}-{secrets.token_hex(8)}"
        outbox.mail_to(key, email, message, person=person, language=language)

    # --- Where to go ---------------------------------------------------------------------------

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first page, in the language the person chose."""
        assert isinstance(request.user, User)  # noqa: S101 -- only asked once somebody signed in
        with override(request.user.language):
            return reverse(hooks.LANDING.url_name)

    def post_login(self, request, user, *, redirect_url, **kwargs) -> HttpResponse:
        """Go on in the language the person chose, wherever they were on their way to."""
        if redirect_url:
            redirect_url = in_language(redirect_url, user.language)
        return super().post_login(request, user, redirect_url=redirect_url, **kwargs)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The front page in the language of the page left."""
        return f"/{get_language()}/"

    def get_email_verification_redirect_url(self, email_address) -> str:
        """The account page for who is signed in, else the door."""
        signed_in = self.request.user.is_authenticated
        return reverse("accounts:me" if signed_in else "account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the overview, where it says so."""
        return reverse("accounts:me")


def proved_lately(request: HttpRequest) -> bool:
    """Whether the person proved who they are within ``STEP_UP_SECONDS``, at the door or since."""
    proofs = get_authentication_records(request, request.user)
    since = time.time() - settings.STEP_UP_SECONDS
    return any(proof["at"] > since for proof in proofs) or did_recently_reauthenticate(request)


def in_language(url: str, language: str) -> str:
    """The same page in ``language``, whatever language its address is in now."""
    written_in = get_language_from_path(urlsplit(url).path) or get_language()
    with override(written_in):
        return translate_url(url, language)


def on_the_site(url: str, language: str) -> str:
    """``url`` on the central domain, in ``language``."""
    parts = urlsplit(in_language(url, language))
    query = f"?{parts.query}" if parts.query else ""
    return f"{settings.SITE_URL}{parts.path}{query}"
