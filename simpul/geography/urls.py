from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.geography import views

app_name = "geography"

urlpatterns = [
    path(_("regions/"), views.regions, name="regions"),
    path(_("regions/<str:code>/"), views.region, name="region"),
]
