"""The verbs about records; nothing else writes them."""

from .lifecycle import correct, publish, readdress, relist, remember_address, withdraw
from .mentions import Mention, Statement, list_record, record_mentions
from .merging import merge_innovations, unmerge_innovation

__all__ = [
    "Mention",
    "Statement",
    "correct",
    "list_record",
    "merge_innovations",
    "publish",
    "readdress",
    "record_mentions",
    "relist",
    "remember_address",
    "unmerge_innovation",
    "withdraw",
]
