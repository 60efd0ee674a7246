"""Pages about institutions: for readers, and for those who look after them."""

from .answers import attempt, desk_page, posted
from .bodies import add, change
from .catalogue import institution, institutions, institutions_panel
from .joining import answer, find, join, leave, member, memberships, request_letter
from .mandates import delegate, grant, hand_over, mandate, mandate_letter, mandates
from .people import (
    administered,
    bring_in,
    people,
    sheet,
    sheet_confirmed,
    sheet_template,
    units,
)
from .users import user, users
from .words import term, vocabularies

__all__ = [
    "add",
    "administered",
    "answer",
    "attempt",
    "bring_in",
    "change",
    "delegate",
    "desk_page",
    "find",
    "grant",
    "hand_over",
    "institution",
    "institutions",
    "institutions_panel",
    "join",
    "leave",
    "mandate",
    "mandate_letter",
    "mandates",
    "member",
    "memberships",
    "people",
    "posted",
    "request_letter",
    "sheet",
    "sheet_confirmed",
    "sheet_template",
    "term",
    "units",
    "user",
    "users",
    "vocabularies",
]
