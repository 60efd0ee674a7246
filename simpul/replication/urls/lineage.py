"""Addresses of the front page, lineage, attribution, badges and figures."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from simpul.replication.views.lineage import attribution, badges, front, tree

urlpatterns = [
    path(_("replication/"), front.home, name="home"),
    path(_("replication/figures/"), front.figures, name="figures"),
    path(_("replication/figures.<str:form>"), front.figures_file, name="figures_file"),
    path(_("replication/lineage/<slug:slug>/"), tree.lineage, name="lineage"),
    path(_("replication/lineage/<slug:slug>.<str:form>"), tree.lineage_file, name="lineage_file"),
    path(_("replication/attribution/<slug:slug>/"), attribution.attribution, name="attribution"),
    path(_("replication/badges/"), badges.check, name="badge_check"),
    path(_("replication/badges/keys.json"), badges.keys, name="badge_keys"),
    path(_("replication/badges/<str:code>/"), badges.badge, name="badge"),
    path(_("replication/badges/<str:code>.svg"), badges.picture, name="badge_svg"),
    path(_("replication/badges/<str:code>.json"), badges.statement, name="badge_statement"),
    path(_("desk/replication/badges/"), badges.mine, name="badges"),
    path(_("desk/replication/badges/<str:code>/revoke/"), badges.revoke, name="badge_revoke"),
]
