from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.hubs import views

app_name = "hubs"

urlpatterns = [
    path(_("hubs/"), views.hubs, name="list"),
    path(_("hubs/<str:slug>/"), views.hub, name="detail"),
    path(_("hubs/<str:slug>/theme.css"), views.theme, name="theme"),
    path(_("desk/hubs/"), views.served, name="served"),
    path(_("desk/hubs/add/"), views.add, name="add"),
    path(_("desk/hubs/<str:slug>/team/"), views.team, name="team"),
    path(_("desk/hubs/<str:slug>/colours/"), views.brand, name="brand"),
    path(_("desk/hubs/<str:slug>/change/"), views.change, name="change"),
]
