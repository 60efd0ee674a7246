"""Verbs of regional replication plans: opened, written, determined, signed, carried out, closed."""

from .conducting import (
    add_body,
    call_meeting,
    close,
    commit,
    decide,
    determine,
    draft_again,
    open_plan,
    remove_body,
    withdraw,
)
from .starting import start_case
from .writing import LineIn, add_line, change_line, hand_in, remove_line, take_back

__all__ = [
    "LineIn",
    "add_body",
    "add_line",
    "call_meeting",
    "change_line",
    "close",
    "commit",
    "decide",
    "determine",
    "draft_again",
    "hand_in",
    "open_plan",
    "remove_body",
    "remove_line",
    "start_case",
    "take_back",
    "withdraw",
]
