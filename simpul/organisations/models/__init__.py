"""What is kept about institutions, the people who work there and the offices they may hold."""

from .bodies import (
    Kind,
    Level,
    NameKind,
    Organisation,
    OrganisationName,
    Status,
    Succession,
    name_key,
)
from .offices import Office, Scope, Seat
from .people import OPEN_MEMBERSHIPS, Membership, MembershipState

__all__ = [
    "OPEN_MEMBERSHIPS",
    "Kind",
    "Level",
    "Membership",
    "MembershipState",
    "NameKind",
    "Office",
    "Organisation",
    "OrganisationName",
    "Scope",
    "Seat",
    "Status",
    "Succession",
    "name_key",
]
