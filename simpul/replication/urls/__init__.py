"""Addresses of adoption elsewhere, one file a subject."""

from . import cases, claims, continuity, failures, lineage, matching, mentoring, plans

app_name = "replication"

urlpatterns = [
    *cases.urlpatterns,
    *claims.urlpatterns,
    *continuity.urlpatterns,
    *failures.urlpatterns,
    *lineage.urlpatterns,
    *matching.urlpatterns,
    *mentoring.urlpatterns,
    *plans.urlpatterns,
]
