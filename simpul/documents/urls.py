"""Addresses of registers, letters and of what everybody may check."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.documents.views import checking, letters

app_name = "documents"

urlpatterns = [
    path(_("documents/check/<str:code>/"), checking.check, name="check"),
    path(_("desk/documents/<int:pk>/"), letters.document, name="document"),
]
