"""From what a source writes to what the catalogue knows."""

from .book import Book

__all__ = ["Book"]
