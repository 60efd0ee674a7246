"""Addresses of matching needs with innovations, comparing, the gap map."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.replication.views.matching import comparing, finding, gaps

urlpatterns: list = [
    path(_("replication/find/"), finding.finder, name="find"),
    path(_("desk/needs/<str:slug>/answers/"), finding.own, name="find_own"),
    path(_("replication/find/how/"), finding.how, name="find_how"),
    path(_("replication/compare/"), comparing.compare, name="compare"),
    path(_("replication/compare.csv"), comparing.compare_csv, name="compare_csv"),
    path(_("replication/gap-map/"), gaps.gap_map, name="gap_map"),
    path(_("replication/gap-map.<str:form>"), gaps.gap_file, name="gap_file"),
    path(_("replication/gap-map/<str:code>/<str:sector>/"), gaps.cell, name="gap_cell"),
]
