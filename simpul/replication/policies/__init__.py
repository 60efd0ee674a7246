"""Who may do what in replication, one file a subject."""

from simpul.core.permissions import Predicate

from . import cases, claims, continuity, failures, lineage, matching, mentoring, plans

PERMISSIONS: dict[str, Predicate] = {
    **cases.PERMISSIONS,
    **claims.PERMISSIONS,
    **continuity.PERMISSIONS,
    **failures.PERMISSIONS,
    **lineage.PERMISSIONS,
    **matching.PERMISSIONS,
    **mentoring.PERMISSIONS,
    **plans.PERMISSIONS,
}
