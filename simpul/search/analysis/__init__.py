"""Text to tokens, in Indonesian and English; rules and lists are data files."""

from .analyzer import Analyzer, QueryWord, analyzer
from .tokens import fold, normalise

__all__ = ["Analyzer", "QueryWord", "analyzer", "fold", "normalise"]
