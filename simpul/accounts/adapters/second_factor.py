"""Authenticator apps, passkeys and recovery codes: named after the site, kept encrypted."""

import base64
import hashlib
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from simpul.ui import qr


class SecondFactorAdapter(DefaultMFAAdapter):
    """A second proof of who somebody is."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is wrong or has run out. Enter the one shown now."),
        "unverified_email": _("Confirm your address first, then protect the account further."),
        "cannot_generate_recovery_codes": _(
            "Recovery codes come with an authenticator app or a passkey; add one first."
        ),
    }

    def get_totp_issuer(self) -> str:
        """How the entry is called in the app."""
        return f"Simpul ({central_host()})"

    def build_totp_svg(self, url: str) -> str:
        """The QR code as a drawing without style, which the content security policy asks for."""
        return qr.svg(url, label=gettext("QR code for your authenticator app"))

    def encrypt(self, text: str) -> str:
        """Keep secrets unreadable in a copy of the database."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read a secret that this or an earlier secret key has written."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the central domain, where all signing in happens."""
        return {"id": central_host(), "name": "Simpul"}


def central_host() -> str:
    """The host of the central domain, without port."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    digests = (hashlib.sha256(f"second factor:{key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
