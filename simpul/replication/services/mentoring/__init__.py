"""Verbs about mentors lent to cases."""

from .accompanying import (
    accept,
    close_with_case,
    decline,
    end,
    hand_over,
    withdraw_proposal,
)
from .asking import ask, propose, propose_many, withdraw

__all__ = [
    "accept",
    "ask",
    "close_with_case",
    "decline",
    "end",
    "hand_over",
    "propose",
    "propose_many",
    "withdraw",
    "withdraw_proposal",
]
