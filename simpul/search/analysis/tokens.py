"""From a text to words: normalised, split, with hyphens, doublings and acronyms resolved."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
CURLY = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "\u00ad": None}
    | dict.fromkeys(map(chr, (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0)), None)
)
# Affixes written with a hyphen on acronyms and foreign words: ber-KTP, di-update, posyandu-nya.
HYPHEN_PREFIXES = frozenset({"ber", "di", "ter", "me", "meng", "se", "ke", "per", "pe"})
HYPHEN_SUFFIXES = frozenset({"nya", "ku", "mu", "lah", "kah", "pun", "an", "kan"})
# One letter joined to a word: e-KTP, m-paspor, i-Desa.
LONGEST_WORD = 64


class Word(NamedTuple):
    """One word of a text: how it is written, the forms it stands for, and where it is."""

    text: str
    forms: tuple[str, ...]
    start: int
    end: int


def normalise(text: str) -> str:
    """One way to write a text: NFKC, straight quotes, no invisible signs, lower case."""
    if text.isascii() and "\0" not in text:
        return text.lower()
    return unicodedata.normalize("NFKC", text).translate(CURLY).lower()


def fold(text: str) -> str:
    """``text`` with the same length and offsets, lower case and straight quotes."""
    folded = text.translate(SAME_LENGTH).lower()
    return folded if len(folded) == len(text) else text


SAME_LENGTH = {key: value for key, value in CURLY.items() if value is not None}


def words(text: str, aliases: Mapping[str, tuple[str, ...]]) -> Iterator[Word]:
    """The words of a normalised text, in order."""
    for found in WORD.finditer(text):
        written = found.group()
        for forms in forms_of(written, aliases):
            if len(forms[0]) <= LONGEST_WORD:
                yield Word(written, forms, found.start(), found.end())


def forms_of(written: str, aliases: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The words one written word holds; each is a tuple of forms that mean the same."""
    if written in aliases:
        return [aliases[written]]
    parts = [part for part in re.split("[-']", written) if part]
    if len(parts) == 1:
        return [(parts[0],)]
    if len(parts) == 2:
        return _pair(*parts)
    return [(part,) for part in parts]


def _pair(first: str, second: str) -> list[tuple[str, ...]]:
    if second in (first, f"{first}nya", f"{first}an") or first in HYPHEN_PREFIXES:
        return [(second if first in HYPHEN_PREFIXES else first,)]
    if second in HYPHEN_SUFFIXES:
        return [(first,)]
    if len(first) == 1 and first.isalpha() and second.isalpha():
        return [(first + second, second)]
    return [(first,), (second,)]
