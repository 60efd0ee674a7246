"""Addresses of replications of the past."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from simpul.replication.views import claims

urlpatterns: list[URLPattern] = [
    path(_("replication/past/<int:pk>/"), claims.adoption, name="adoption"),
    path(_("desk/replication/past/"), claims.adoptions, name="adoptions"),
    path(_("desk/replication/past/no-origin/"), claims.unnamed, name="adoptions_unnamed"),
    path(_("desk/replication/past/new/"), claims.adoption_new, name="adoption_new"),
    path(_("desk/replication/past/<int:pk>/"), claims.answer, name="adoption_answer"),
    path(_("desk/replication/past/<int:pk>/evidence/"), claims.evidence, name="adoption_evidence"),
]
