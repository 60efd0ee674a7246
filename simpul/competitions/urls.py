from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.competitions import views

app_name = "competitions"

urlpatterns = [
    path(_("competitions/"), views.competitions, name="list"),
    path(_("competitions/<slug:slug>/"), views.competition, name="competition"),
    path(_("competitions/<slug:slug>/<int:year>/"), views.edition, name="edition"),
]
