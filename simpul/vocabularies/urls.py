from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.vocabularies import views

app_name = "vocabularies"

urlpatterns = [
    path(_("sectors/"), views.sectors, name="sectors"),
    path(_("sectors/<slug:key>/"), views.sector, name="sector"),
    path(_("goals/"), views.goals, name="goals"),
    path(_("goals/<int:number>/"), views.goal, name="goal"),
]
