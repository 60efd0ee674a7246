"""What changes about lineage: badges that institutions take and that are taken away again."""

from .badges import revoke, take

__all__ = ["revoke", "take"]
