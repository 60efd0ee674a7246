"""What exchange keeps: keys for programs, what their writes were answered, and what was told."""

from .dumps import Dump
from .harvesting import HarvestHeader, HarvestMark
from .keys import ApiKey, KeptAnswer, Scope
from .sync import Installation, Peer, PeerState, SyncEvent, SyncKey, SyncRefusal

__all__ = [
    "ApiKey",
    "Dump",
    "HarvestHeader",
    "HarvestMark",
    "Installation",
    "KeptAnswer",
    "Peer",
    "PeerState",
    "Scope",
    "SyncEvent",
    "SyncKey",
    "SyncRefusal",
]
