"""When something about adoption elsewhere may move from one state to another, a table a subject."""

from .cases import (
    ACTIVE,
    CASE,
    ENDED,
    STANDING,
    STATES_IN_ORDER,
    UNDER_AGREEMENT,
    CaseState,
    Standing,
)
from .claims import ADOPTION, AdoptionState

__all__ = [
    "ACTIVE",
    "ADOPTION",
    "CASE",
    "ENDED",
    "STANDING",
    "STATES_IN_ORDER",
    "UNDER_AGREEMENT",
    "AdoptionState",
    "CaseState",
    "Standing",
]
