"""What a record says it costs, and whether it leans on a connection."""

import re
from functools import lru_cache

from django.conf import settings

from simpul.search.analysis import Analyzer

# "Rp 250 juta", "Rp1,2 miliar", "Rp 25.000.000".
RUPIAH = re.compile(
    r"\bRp\.?\s?(\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)\s*(ribu|juta|miliar|milyar|triliun)?", re.I
)
SCALES = {
    "": 1,
    "ribu": 1_000,
    "juta": 1_000_000,
    "miliar": 1_000_000_000,
    "milyar": 1_000_000_000,
    "triliun": 1_000_000_000_000,
}
# Less is a fee, not what it takes to build something up.
SMALLEST = 1_000_000


def cost_of(text: str) -> int | None:
    """The largest amount of rupiah that the means of a record name."""
    amounts = [_amount(*found.groups(default="")) for found in RUPIAH.finditer(text)]
    return max((amount for amount in amounts if amount >= SMALLEST), default=None)


def _amount(number: str, scale: str) -> int:
    plain = number.replace(".", "").replace(",", ".")
    return int(float(plain) * SCALES[scale.lower()])


def leans_on_connection(tokens: frozenset[str], analyzer: Analyzer) -> bool:
    """Say whether the words of a record speak of the internet, an app or a telephone."""
    return not tokens.isdisjoint(_online_words(analyzer))


@lru_cache(maxsize=2)
def _online_words(analyzer: Analyzer) -> frozenset[str]:
    path = settings.DATA_DIR / "replication" / "online_words.txt"
    words = path.read_text(encoding="utf-8").split()
    return frozenset(stem for word in words for stem in analyzer.stems((word,)))
