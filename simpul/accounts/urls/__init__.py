"""A person's own account."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.accounts.views import invited, mine

app_name = "accounts"
urlpatterns = [
    path(_("account/"), mine.me, name="me"),
    path(_("account/profile/"), mine.profile, name="profile"),
    path(_("account/personal-data/"), mine.personal, name="personal"),
    path(_("account/personal-data/copy/"), mine.copy, name="copy"),
    path(_("account/close/"), mine.close, name="close"),
    path(_("account/closed/"), mine.closed, name="closed"),
    path(_("account/invitation/<str:token>/"), invited.invitation, name="invitation"),
    path(_("privacy/"), mine.privacy, name="privacy"),
]
