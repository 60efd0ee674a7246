"""What came from where, and how mentions of one innovation meet."""

from .matching import MatchKey
from .raw import RawRecord

__all__ = ["MatchKey", "RawRecord"]
