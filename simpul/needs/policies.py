"""Who may do what in this room."""

from simpul.core.permissions import Predicate

PERMISSIONS: dict[str, Predicate] = {}
