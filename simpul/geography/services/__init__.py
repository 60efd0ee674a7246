"""Verbs of the room: take over regions, and draw them with better shapes."""

from .boundaries import LEVELS, BoundaryFault, load_boundaries, load_schematic, reset_boundaries
from .regions import load_regions

__all__ = [
    "LEVELS",
    "BoundaryFault",
    "load_boundaries",
    "load_regions",
    "load_schematic",
    "reset_boundaries",
]
