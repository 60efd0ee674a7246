"""Which innovations may answer a need, and why: others begin here."""

from .finding import Fit, Matched, Reason, find
from .reasons import FAMILIES, FEATURES
from .warning import Caution
from .weights import Weight, weights
from .wish import Wish, wish_of

__all__ = [
    "FAMILIES",
    "FEATURES",
    "Caution",
    "Fit",
    "Matched",
    "Reason",
    "Weight",
    "Wish",
    "find",
    "weights",
    "wish_of",
]
