"""Who may do what with regional replication plans."""

from simpul.core.permissions import Predicate

PERMISSIONS: dict[str, Predicate] = {}
