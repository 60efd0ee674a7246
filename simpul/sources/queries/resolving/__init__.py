"""From what a source writes to what the catalogue knows."""

from .answers import Answer, Found, Unclear
from .book import Book, Owned, learned_key
from .values import Day, Year, day_from, number_from, year_from

__all__ = [
    "Answer",
    "Book",
    "Day",
    "Found",
    "Owned",
    "Unclear",
    "Year",
    "day_from",
    "learned_key",
    "number_from",
    "year_from",
]
