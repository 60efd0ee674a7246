"""Runs: gather, fetch, compare, import and undo, each resumable, each decided by a person."""

from .deciding import (
    WORK,
    compare_again,
    confirm,
    confirm_by_command,
    drop,
    go_on,
    halt,
    start,
    undo,
    undo_by_command,
)
from .engine import work
from .reporting import CONFIRM, STOPPED
from .scheduling import wake
from .stopping import reason

__all__ = [
    "CONFIRM",
    "STOPPED",
    "WORK",
    "compare_again",
    "confirm",
    "confirm_by_command",
    "drop",
    "go_on",
    "halt",
    "reason",
    "start",
    "undo",
    "undo_by_command",
    "wake",
    "work",
]
