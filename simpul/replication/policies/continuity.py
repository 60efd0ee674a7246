"""Who may do what with handover, early warning."""

from simpul.core.permissions import Predicate

PERMISSIONS: dict[str, Predicate] = {}
