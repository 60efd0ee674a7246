"""What is kept about mentors and about what they did with those they coach."""

from .coaching import FollowUp, Session, SessionFile, SessionKind
from .mentors import OPEN_STATES, Language, Mentor, MentorKind, MentorState, Quarter
from .roles import Role

__all__ = [
    "OPEN_STATES",
    "FollowUp",
    "Language",
    "Mentor",
    "MentorKind",
    "MentorState",
    "Quarter",
    "Role",
    "Session",
    "SessionFile",
    "SessionKind",
]
