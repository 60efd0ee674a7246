"""Who prepares a record for a form, and who changes the forms."""

from simpul.core.permissions import Predicate
from simpul.innovations.policies import (
    coordinates_its_hub,
    decides,
    has_a_draft_they_see,
    is_national_admin,
    is_shown_to_the_hub,
    speaks_for_the_owner,
)

looks_after_it = (decides | coordinates_its_hub) & is_shown_to_the_hub

PERMISSIONS: dict[str, Predicate] = {
    # Write what one form alone asks, and read it with the files; readers see what is public.
    "profiles.prepare_innovation": speaks_for_the_owner | looks_after_it | has_a_draft_they_see,
    "profiles.change_forms": is_national_admin,
}
