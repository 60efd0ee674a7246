"""When two mentions name one innovation: rules on titles and owners, nothing remembered."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from rapidfuzz import fuzz

from simpul.innovations.models import split_title

# Words that say what kind of thing it is, before its name.
_KINDS = re.compile(r"^(?:inovasi digital|aplikasi|inovasi|layanan inovasi|program|sistem) (?=\w)")
_BRACKETED = re.compile(r"(?P<before>[^()]*)\((?P<inside>[^()]+)\)")
_JOINING = frozenset({"dan", "and", "di", "of", "the", "untuk", "bagi", "dengan"})
# Shorter writings are too common to say that two things are one.
_LEAST_LETTERS = 4
# Below this many letters, one letter makes another word.
_LEAST_FOR_NEAR = 8
_NEAR = 0.87


@dataclass(frozen=True)
class Named:
    """What matching looks at: how an innovation is called and whose it is."""

    record_key: str
    titles: tuple[str, ...]
    owner: str

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every way of writing the name, letters and digits only."""
        written = {text for title in self.titles for text in _writings(title)}
        forms = {joined(bare(text)) for text in written}
        return frozenset(form for form in forms if len(form) >= _LEAST_LETTERS)

    @cached_property
    def skeletons(self) -> frozenset[str]:
        """The forms without vowels and doubled letters: what a misspelling keeps."""
        return frozenset(skeleton(form) for form in self.forms if len(form) >= _LEAST_FOR_NEAR)

    def keys(self, owners: frozenset[str]) -> set[int]:
        """Numbers that this name shares with every name it may equal, for each of ``owners``."""
        texts = [*self.forms, *(f"~{text}" for text in self.skeletons)]
        return {_number(owner, text) for owner in owners for text in texts}


class Written(Protocol):
    """Something that is called by a name: its writings, and what a misspelling keeps of them."""

    @property
    def forms(self) -> frozenset[str]: ...
    @property
    def skeletons(self) -> frozenset[str]: ...


def same_innovation(one: Written, other: Written) -> bool:
    """Say whether two mentions of one owner's works name one innovation.

    They do when they share a writing of the name, or nearly do.
    """
    if one.forms & other.forms:
        return True
    return bool(one.skeletons & other.skeletons) and any(
        fuzz.ratio(left, right) >= _NEAR * 100
        for left in one.forms
        for right in other.forms
        if min(len(left), len(right)) >= _LEAST_FOR_NEAR
    )


def _writings(title: str) -> set[str]:
    """The title, its name and long form, with acronyms for long words, and up to a colon."""
    written = {title, *split_title(title), _with_acronyms(title)}
    written |= {text.partition(":")[0] for text in written if ":" in text}
    return written - {""}


def plain(text: str) -> str:
    """Small letters and digits without marks, one blank between words."""
    bare_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", bare_text.lower()))


def bare(text: str) -> str:
    """``text`` plain, without leading words for the kind of thing."""
    words = plain(text)
    while (shorter := _KINDS.sub("", words)) != words:
        words = shorter
    return words


def joined(text: str) -> str:
    return text.replace(" ", "")


def skeleton(form: str) -> str:
    """``form`` without vowels, and with doubled letters once."""
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiou]", "", form))


def _with_acronyms(title: str) -> str:
    """``title`` with every ``Long Words (LW)`` written as ``LW``, where the initials agree."""
    return _BRACKETED.sub(_shortened, title) if "(" in title else ""


def _shortened(match: re.Match[str]) -> str:
    words = match["before"].split()
    spelled = _words_spelling(joined(plain(match["inside"])), words)
    if not spelled:
        return match[0]
    return " ".join([*words[: len(words) - spelled], match["inside"].strip()])


def _words_spelling(acronym: str, words: list[str]) -> int:
    """How many of the last words have the acronym's letters as initials; 0 when they do not."""
    letters = list(acronym)
    for count, word in enumerate(reversed(words), start=1):
        first = plain(word)[:1]
        if letters and first == letters[-1]:
            letters.pop()
        elif word.lower() not in _JOINING:
            return 0
        if not letters:
            return count
    return 0


def _number(owner: str, text: str) -> int:
    digest = hashlib.blake2b(f"{owner}\x1f{text}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
