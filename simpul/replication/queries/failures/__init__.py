"""Questions about lessons of failure: others begin here."""

from .anonymity import Refused, Shown, generalised
from .library import Entry, entry_of, library, warning_lessons

__all__ = [
    "Entry",
    "Refused",
    "Shown",
    "entry_of",
    "generalised",
    "library",
    "warning_lessons",
]
