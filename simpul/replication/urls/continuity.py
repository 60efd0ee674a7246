"""Addresses of handover, early warning."""

from django.urls import URLPattern, include, path
from django.utils.translation import gettext_lazy as _

from simpul.replication.views.continuity import handovers, warning

desk: list[URLPattern] = [
    path("", warning.at_risk, name="at_risk"),
    path(_("list.<str:form>"), warning.at_risk_file, name="at_risk_file"),
    path(_("records/<slug:public_id>/"), warning.care, name="care"),
    path(_("care/<int:pk>/end/"), warning.care_end, name="care_end"),
    path(_("rules/"), warning.rules, name="risk_rules"),
    path(_("rules/<int:pk>/"), warning.rule, name="risk_rule"),
    path(_("handovers/"), handovers.handovers, name="handovers"),
    path(_("handovers/<int:pk>/"), handovers.handover, name="handover"),
    path(_("handovers/<int:pk>/<str:act>/"), handovers.act, name="handover_act"),
]

urlpatterns: list = [path(_("desk/continuity/"), include(desk))]
