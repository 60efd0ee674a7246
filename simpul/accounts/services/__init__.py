"""Verbs about people: opening accounts, inviting, consent, personal data, closing."""

from simpul.accounts.services.consents import agree, withdraw
from simpul.accounts.services.invitations import (
    Invitation,
    InvitationGone,
    accept_invitation,
    invitation_of,
    invite,
)
from simpul.accounts.services.people import change_person, create_account, welcome
from simpul.accounts.services.personal import (
    PERSONAL,
    UNVERIFIED,
    close_account,
    copy_of,
    forget_unverified,
    unverified,
    view_personal,
)

__all__ = [
    "PERSONAL",
    "UNVERIFIED",
    "Invitation",
    "InvitationGone",
    "accept_invitation",
    "agree",
    "change_person",
    "close_account",
    "copy_of",
    "create_account",
    "forget_unverified",
    "invitation_of",
    "invite",
    "unverified",
    "view_personal",
    "welcome",
    "withdraw",
]
