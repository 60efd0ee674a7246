from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path(_("map/"), views.map_of_provinces, name="map"),
    path(_("map/<str:code>/"), views.map_of_province, name="map_province"),
    path(_("near-me/"), views.near, name="near"),
    path(_("take-part/"), views.take_part, name="take_part"),
    path(_("about/"), views.about, name="about"),
]
