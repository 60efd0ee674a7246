from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.hubs import views

app_name = "hubs"

urlpatterns = [
    path(_("hubs/"), views.hubs, name="list"),
    path(_("hubs/<str:slug>/"), views.hub, name="detail"),
    path(_("hubs/<str:slug>/theme.css"), views.theme, name="theme"),
]
