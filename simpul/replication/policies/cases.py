"""Who may do what with cases between origin, adopter and facilitator."""

from simpul.core.permissions import Predicate

PERMISSIONS: dict[str, Predicate] = {}
