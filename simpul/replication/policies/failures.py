"""Who may do what with what stopped or failed."""

from simpul.core.permissions import Predicate

PERMISSIONS: dict[str, Predicate] = {}
