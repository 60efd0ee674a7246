"""The embedded engine: each node keeps its own copy of the index in a directory."""

from .backend import TantivyBackend

__all__ = ["TantivyBackend"]
