"""The numbers of BM25 that all engines share."""

import math
from bisect import bisect_right

K1 = 1.2
B = 0.75


def _lengths() -> list[int]:
    """The 256 lengths a document can have: exact up to 40, then with three bits of mantissa."""
    lengths = list(range(24))
    for code in range(256 - 24):
        bits, shift = code & 7, (code >> 3) - 1
        lengths.append(24 + (bits if shift < 0 else (bits | 8) << shift))
    return lengths


LENGTHS = _lengths()


def quantised(length: int) -> int:
    """The length an engine remembers: the largest of the 256 that is not longer."""
    return LENGTHS[bisect_right(LENGTHS, length) - 1]


def idf(documents: int, frequency: int) -> float:
    return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


def term_score(weight: float, count: int, length: int, average: float) -> float:
    """What ``count`` occurrences in a text of ``length`` tokens are worth."""
    norm = K1 * (1 - B + B * quantised(length) / average)
    return weight * (K1 + 1) * count / (count + norm)
