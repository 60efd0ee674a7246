"""Who may read a record or a draft, who may move it along, and who may merge records."""

from simpul.core.permissions import Predicate

from . import merging, ownerless, records, sharing
from .merging import may_merge, mergeable
from .records import (
    STEWARD,
    VERIFIER,
    checkers,
    coordinates_its_hub,
    decides,
    has_a_draft_they_see,
    is_national_admin,
    is_public,
    is_shown_to_the_hub,
    on_desks_of,
    speaks_for_the_owner,
    visible,
    visible_drafts,
)

PERMISSIONS: dict[str, Predicate] = {
    **records.PERMISSIONS,
    **merging.PERMISSIONS,
    **ownerless.PERMISSIONS,
    **sharing.PERMISSIONS,
}

__all__ = [
    "PERMISSIONS",
    "STEWARD",
    "VERIFIER",
    "checkers",
    "coordinates_its_hub",
    "decides",
    "has_a_draft_they_see",
    "is_national_admin",
    "is_public",
    "is_shown_to_the_hub",
    "may_merge",
    "mergeable",
    "on_desks_of",
    "speaks_for_the_owner",
    "visible",
    "visible_drafts",
]
