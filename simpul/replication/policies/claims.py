"""Who may do what with replications of the past."""

from simpul.core.permissions import Predicate

PERMISSIONS: dict[str, Predicate] = {}
