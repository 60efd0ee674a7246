"""The verbs of those who write: begin, save, choose between two texts, write together."""

from .company import (
    accept_invitation,
    ask_confirmation,
    confirm,
    confirm_on_paper,
    end_co_authorship,
    invite,
)
from .opening import AlreadyOpen, open_draft
from .saving import Answer, Overtaken, Rivalled, Saved, save_answers, save_value, settle_rival

__all__ = [
    "AlreadyOpen",
    "Answer",
    "Overtaken",
    "Rivalled",
    "Saved",
    "accept_invitation",
    "ask_confirmation",
    "confirm",
    "confirm_on_paper",
    "end_co_authorship",
    "invite",
    "open_draft",
    "save_answers",
    "save_value",
    "settle_rival",
]
