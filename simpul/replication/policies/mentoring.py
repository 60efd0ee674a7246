"""Who may do what with mentors lent to cases."""

from simpul.core.permissions import Predicate

PERMISSIONS: dict[str, Predicate] = {}
