"""Who may do what with matching needs with innovations, comparing, the gap map."""

from simpul.core.permissions import Predicate

PERMISSIONS: dict[str, Predicate] = {}
