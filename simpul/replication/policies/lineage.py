"""Who may do what with lineage, attribution and figures."""

from simpul.core.permissions import Predicate

PERMISSIONS: dict[str, Predicate] = {}
