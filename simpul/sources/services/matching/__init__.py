"""Find the mentions that name one innovation: join what is sure, ask about the rest.

The edges drawn here are a function of the mentions alone: whatever the order of arrival, the same
mentions end in the same groups, and the same record stands for each.
"""

from simpul.sources.queries.kinship import Kin

from .deciding import reopen, settle
from .joining import match, named, rekey
from .looking import look_for
from .parameters import load_parameters

__all__ = [
    "Kin",
    "load_parameters",
    "look_for",
    "match",
    "named",
    "rekey",
    "reopen",
    "settle",
]
