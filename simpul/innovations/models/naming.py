"""How a record is called: its permanent identity, its address, its acronym and long form."""

import hashlib
import re
import secrets
from collections.abc import Sequence

from django.utils.text import slugify
from rapidfuzz.distance import LCSseq

# Crockford's base 32: no letter that is read as a digit, and no word by accident.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
IDENTITY_LENGTH = 10
ADDRESS_WORDS = 60

_BRACKETS = re.compile(r"^(?P<left>[^()]+?)\s*\(\s*(?P<right>[^()]+?)\s*\)\.?$")
_ALSO = re.compile(r"^(?P<left>.+?)\s+atau\s+(?P<right>.+)$", re.IGNORECASE)
_EDGES = " -–:“”\"'"
# Words that say what kind of thing it is; they are no part of the name.
_KINDS = re.compile(r"^(?:aplikasi|inovasi|program)\s+", re.IGNORECASE)
# A name is said in one breath.
_NAME_WORDS = 6
# How much of a name's letters its long form must hold, in order, to be taken for its long form.
_SPELLED = 0.8


def _encode(number: int) -> str:
    letters = []
    for _position in range(IDENTITY_LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[digit])
    return "".join(letters)


def identity(*parts: str) -> str:
    """The permanent identity of what ``parts`` name: the same everywhere and at any time."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return _encode(int.from_bytes(digest[:8], "big"))


def new_identity() -> str:
    """A permanent identity for a record that begins here."""
    return _encode(secrets.randbits(64))


def address_for(name: str, public_id: str) -> str:
    """The readable part of a record's address, closed by what makes it the only one."""
    words = slugify(name)
    if len(words) > ADDRESS_WORDS:
        words = words[: ADDRESS_WORDS + 1].rpartition("-")[0] or words[:ADDRESS_WORDS]
    return f"{words}-{public_id}" if words else public_id


def split_title(title: str) -> tuple[str, str]:
    """The name people say and its long form, or two empty texts when the title is no such pair.

    Three ways of writing are known: ``NAME (Long form)``, ``NAME atau Long form`` and
    ``Long form (NAME)``. Capitals stay as the owner wrote them.
    """
    match = _BRACKETS.match(title) or _ALSO.match(title)
    if match is None:
        return "", ""
    left, right = match["left"].strip(_EDGES), match["right"].strip(_EDGES)
    if not left or not right:
        return "", ""
    for name, long, sure in ((left, right, True), (right, left, False)):
        if _may_name(name, long) and (sure or _spells(long, name)):
            return name, long
    return "", ""


def _may_name(name: str, long: str) -> bool:
    """Say whether ``name`` is short enough to be what people say for ``long``."""
    bare = _KINDS.sub("", name)
    return len(bare) < len(long) and len(bare.split()) <= _NAME_WORDS


def _spells(long: str, name: str) -> bool:
    """Say whether ``long`` holds the letters of ``name`` in their order, nearly all of them."""
    bare = _KINDS.sub("", name)
    if bare.lower().startswith("e-"):
        return True
    letters, text = _letters(bare), _letters(long)
    return bool(letters) and LCSseq.similarity(letters, text) >= _SPELLED * len(letters)


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def names_among(titles: Sequence[str]) -> tuple[str, str, str]:
    """Title, acronym, long form: the pair of the first title, else of one that says the same.

    All empty where nobody gives a name.
    """
    if not titles:
        return "", "", ""
    shown = titles[0]
    acronym, long_title = split_title(shown)
    if acronym:
        return shown, acronym, long_title
    pairs = (split_title(title) for title in titles)
    same = (pair for pair in pairs if pair[0].casefold() == shown.casefold())
    acronym, long_title = next(same, ("", ""))
    return shown, shown if acronym else "", long_title
