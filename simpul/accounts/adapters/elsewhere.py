"""What is taken over from another organisation about somebody who signs in there."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin


class ElsewhereAdapter(DefaultSocialAccountAdapter):
    def get_signup_form_initial_data(self, sociallogin: SocialLogin) -> dict[str, Any]:
        """Offer the name the other side knows; the person may write another."""
        known = sociallogin.account.get_provider_account().get_user_data() or {}
        initial = super().get_signup_form_initial_data(sociallogin)
        return {**initial, "name": str(known.get("name") or "")[:200]}
