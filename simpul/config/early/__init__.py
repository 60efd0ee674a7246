"""The early layer: what happens to a request before Django wakes, and to an answer after it.

``layer`` ties the parts together. ``keys`` says which requests may share one answer, ``pages``
keeps those answers as bytes, ``bodies`` takes what a visitor sends before any work starts, ``work``
gives Django two slots a process, ``answers`` turns what Django said into bytes that leave alone.
A visitor with a slow line never holds a slot, and a page that many read is made once.
"""

from simpul.config.early.layer import EarlyLayer

__all__ = ["EarlyLayer"]
