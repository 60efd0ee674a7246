"""Meaning: an optional encoder behind an interface, and its vectors beside the index."""

from .encoder import Encoder, encoder
from .kept import Kept
from .vectors import Vectors

__all__ = ["Encoder", "Kept", "Vectors", "encoder"]
