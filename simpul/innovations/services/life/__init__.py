"""Whether an innovation still lives: who says so, who is asked, what makes it institutional."""

from .answering import answer, undo
from .asking import Asked, ask, ask_due, drop, renew, repeat
from .earning import accept_test, show_test, turn_down_test
from .saying import LIFE, SILENT, said_now, say, take_back

__all__ = [
    "LIFE",
    "SILENT",
    "Asked",
    "accept_test",
    "answer",
    "ask",
    "ask_due",
    "drop",
    "renew",
    "repeat",
    "said_now",
    "say",
    "show_test",
    "take_back",
    "turn_down_test",
    "undo",
]
