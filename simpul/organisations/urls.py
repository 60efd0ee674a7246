from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.organisations import views

app_name = "organisations"

urlpatterns = [
    path(_("institutions/"), views.institutions, name="list"),
    path(_("institutions/<str:slug>/"), views.institution, name="detail"),
]
