"""Signing in at another organisation (OpenID Connect), without a language in the address.

The other side keeps the address of the answer, so it must never change.
"""

from allauth.socialaccount.providers.openid_connect import views
from django.urls import path

from simpul.accounts.views.doors import central

urlpatterns = [
    path("oidc/<slug:provider_id>/", central(views.login), name="openid_connect_login"),
    path(
        "oidc/<slug:provider_id>/answer/", central(views.callback), name="openid_connect_callback"
    ),
]
