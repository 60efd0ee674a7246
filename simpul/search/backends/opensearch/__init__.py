"""The distributed engine, for several web hosts. Needs the package ``opensearch-py``."""

from .backend import OpenSearchBackend

__all__ = ["OpenSearchBackend"]
