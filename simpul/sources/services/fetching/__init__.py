"""Requests to machines of others, guarded."""

from .asking import Answer, Fetcher, fetcher, get
from .faults import FetchFault
from .networks import Allowed, is_open

__all__ = ["Allowed", "Answer", "FetchFault", "Fetcher", "fetcher", "get", "is_open"]
