"""Every address of the site: one line a room."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(url="/id/"), name="root"),
    *i18n_patterns(),
]
