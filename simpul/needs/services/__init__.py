"""The verbs of this room; every one asks the permission itself and says whom it tells."""

from .challenges import (
    announce,
    begin_challenge,
    change_challenge,
    conclude,
    withdraw_challenge,
)
from .deciding import decide, hide, promote, show, sponsor
from .ideas import change_idea, offer, support, take_back, unsupport
from .merging import merge_ideas, unmerge_idea
from .needs import (
    Baseline,
    answer,
    change,
    close,
    follow,
    reopen,
    state_need,
    unfollow,
    withdraw,
)
from .talking import ask, edit_message, report, take_back_message

__all__ = [
    "Baseline",
    "announce",
    "answer",
    "ask",
    "begin_challenge",
    "change",
    "change_challenge",
    "change_idea",
    "close",
    "conclude",
    "decide",
    "edit_message",
    "follow",
    "hide",
    "merge_ideas",
    "offer",
    "promote",
    "reopen",
    "report",
    "show",
    "sponsor",
    "state_need",
    "support",
    "take_back",
    "take_back_message",
    "unfollow",
    "unmerge_idea",
    "unsupport",
    "withdraw",
    "withdraw_challenge",
]
