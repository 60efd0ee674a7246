"""The verbs about institutions; nothing else writes them."""

from .bodies import link_succession, load_organisations
from .changes import (
    add_organisation,
    add_unit,
    dissolve_organisation,
    merge_organisation,
    rename_organisation,
    restore_organisation,
    succeed_organisation,
)
from .mandates import (
    appoint_first,
    delegate_mandate,
    end_mandate,
    grant_mandate,
    hand_over_mandate,
    seat_of,
)
from .memberships import (
    confirm_membership,
    decline_membership,
    end_membership,
    enrol,
    recall_membership,
    request_membership,
)
from .offices import load_offices
from .people import bring_in, bring_in_all, invite_again
from .personal import PERSONAL
from .routing import DECIDE, redirect_all, redirect_requests

__all__ = [
    "DECIDE",
    "PERSONAL",
    "add_organisation",
    "add_unit",
    "appoint_first",
    "bring_in",
    "bring_in_all",
    "confirm_membership",
    "decline_membership",
    "delegate_mandate",
    "dissolve_organisation",
    "end_mandate",
    "end_membership",
    "enrol",
    "grant_mandate",
    "hand_over_mandate",
    "invite_again",
    "link_succession",
    "load_offices",
    "load_organisations",
    "merge_organisation",
    "recall_membership",
    "redirect_all",
    "redirect_requests",
    "rename_organisation",
    "request_membership",
    "restore_organisation",
    "seat_of",
    "succeed_organisation",
]
