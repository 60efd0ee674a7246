"""Requests to machines of others, guarded."""

from .asking import Answer, Fetcher, check_address, fetcher, get
from .faults import FetchFault
from .networks import Allowed, is_open

__all__ = [
    "Allowed",
    "Answer",
    "FetchFault",
    "Fetcher",
    "check_address",
    "fetcher",
    "get",
    "is_open",
]
