"""Verbs of letters: drafted, numbered, signed, extended, replaced and revoked."""

from .drafting import PartyIn, SignerIn, draft, drop, revise
from .ending import extend, revoke, supersede
from .issuing import issue, issue_certificate
from .numbering import (
    change_register,
    close_register,
    open_register,
    set_letterhead,
    take_number,
)
from .signing import refuse_copy, sign, upload_signed

__all__ = [
    "PartyIn",
    "SignerIn",
    "change_register",
    "close_register",
    "draft",
    "drop",
    "extend",
    "issue",
    "issue_certificate",
    "open_register",
    "refuse_copy",
    "revise",
    "revoke",
    "set_letterhead",
    "sign",
    "supersede",
    "take_number",
    "upload_signed",
]
