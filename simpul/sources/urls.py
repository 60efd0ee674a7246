"""Pages of the sources: for everybody, and on the desk of those who lead them."""

from django.urls import URLPattern, include, path
from django.utils.translation import gettext_lazy as _

app_name = "sources"

public: list[URLPattern] = []

desk: list[URLPattern] = []

urlpatterns = [
    path(_("sources/"), include(public)),
    path(_("desk/sources/"), include(desk)),
]
