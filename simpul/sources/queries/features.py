"""What comparing looks at in one mention: writings, words, names, whose, where, when."""

import csv
import re
from collections.abc import Callable, Collection, Iterable
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.conf import settings

from simpul.innovations.models import split_title
from simpul.organisations.models import Kind, Organisation, name_key
from simpul.search.analysis import analyzer
from simpul.search.analysis.thesaurus import thesaurus
from simpul.sources.queries.kinship import Kin
from simpul.sources.queries.likeness import Named, bare, joined, plain

# A word in titles of so many owners says nothing; in fewer than the second number it is rare.
SAYS_NOTHING, RARE = 15, 4
SHORTEST_NAME, LONGEST_NAME, NAME_WORDS = 3, 20, 3
# A shorter name is spelled by the letters of almost anything.
LEAST_FOR_SUBSET = 5
# How much of a word a coined name may take, and how long a title may be that is read for it.
PIECE, FEWEST_WORDS, MOST_WORDS = 4, 3, 14
_LEAST_LETTERS = 3

_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9-]{2,}\b")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_ROMAN = re.compile(r"\b(?:jilid|tahap|versi|volume|seri|fase)\s+(i{1,3}|iv|vi{0,3}|ix|x)\b", re.I)


@cache
def _owners_by_word() -> dict[str, int]:
    """In titles of how many owners a word stands, counted once over the collected mentions."""
    path = settings.DATA_DIR / "matching" / "words.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["word"]: int(row["owners"]) for row in csv.DictReader(file)}


def owners_of(word: str) -> int:
    """In titles of how many owners a word stands; 0 for a rare one."""
    return _owners_by_word().get(word, 0)


def features(
    key: str,
    titles: Collection[str],
    *,
    owner: Organisation | None = None,
    kin: Kin | None = None,
    owner_name: str = "",
    year: int | None = None,
    unit: str = "",
    sector: str = "",
    goals: Iterable[int] = (),
    story: str = "",
) -> dict[str, Any]:
    """One row for ``comparing``; lists are sorted, what is not known is None or empty.

    Where nobody knows the institution, how it was written (``owner_name``) stands for it.
    """
    if owner is not None and owner.kind == Kind.UNKNOWN:
        owner = None
    code = owner.code if owner else _unknown(owner_name)
    whose = _whose(owner, kin)
    return {
        "unique_id": key,
        "pair": "",
        **_naming(key, titles, code or ""),
        "owner": code,
        "family": whose.family or ([code] if code else []),
        "chain": whose.chain,
        "region": whose.region,
        "province": whose.province,
        "year": year,
        "unit": sorted(set(analyzer().tokens(unit)) - {""}),
        "sector": sector or None,
        "goals": sorted(str(goal) for goal in goals),
        "story": sorted(_story_words(story)),
    }


def _naming(key: str, titles: Collection[str], owner: str) -> dict[str, list[str]]:
    """How a mention is called: whole and short, by its words and by its letters."""
    name = Named(key, tuple(titles), owner)
    words = _of_all(titles, title_words)
    callings = _of_all(titles, _callings)
    phrases = _of_all(titles, _phrases)
    return {
        "forms": sorted(name.forms),
        "skeletons": sorted(name.skeletons),
        "words": words,
        "rare": [word for word in words if owners_of(word) < RARE],
        "acronyms": _of_all(titles, _acronyms),
        "names": _of_all(titles, _short_names),
        "long": _of_all(titles, lambda title: title_words(split_title(title)[1])),
        "callings": callings,
        "phrases": phrases,
        "spellings": [spelling(phrase) for phrase in phrases],
        "letters": _of_all(titles, _letters),
        "subsets": sorted(_subset(text) for text in callings if len(text) >= LEAST_FOR_SUBSET),
        "numbers": _of_all(titles, _numbers),
    }


def _of_all(titles: Collection[str], read: Callable[[str], Iterable[str]]) -> list[str]:
    return sorted({text for title in titles for text in read(title)})


class Whose(NamedTuple):
    """Where an owner belongs: its kin, what it is a unit of, its region and province."""

    family: list[str]
    chain: list[str]
    region: str | None
    province: str | None


def _whose(owner: Organisation | None, kin: Kin | None) -> Whose:
    if owner is None:
        return Whose([], [], None, None)
    if kin is None or owner.code not in kin.bodies:
        code = owner.region.code if owner.region else None
        return Whose([owner.code], [owner.code], code, code and code[:2])
    region = kin.region(owner.code) or None
    return Whose(
        sorted(kin.family(owner.code)),
        sorted(kin.chain(owner.code)),
        region,
        region and region[:2],
    )


def _unknown(owner_name: str) -> str | None:
    key = name_key(owner_name)
    return f"?{key}" if key else None


def title_words(title: str) -> frozenset[str]:
    """The words of a title that say something, as the analyzer reads them, English ones turned."""
    found = {word for text in analyzer().names(title) for word in meanings(text)}
    return frozenset(word for word in found if len(word) > 2 and owners_of(word) < SAYS_NOTHING)


@lru_cache(maxsize=65536)
def meanings(text: str) -> tuple[str, ...]:
    """The tokens of one written word; those of its translation where it is an English word."""
    reader = analyzer()
    tokens = reader.tokens(text)
    if not tokens or any(token in reader.lists.roots for token in tokens):
        return tokens
    lists = thesaurus()
    key = reader.tokens(text, english=True)
    related = lists.english.get(key) or lists.general.get(key)
    if not related:
        return tokens
    return max(related.values(), key=lambda item: (item.weight, item.tokens)).tokens


def _acronyms(title: str) -> set[str]:
    """Short writings in brackets, and words in capitals where not all is."""
    found = [text for text in _IN_BRACKETS.findall(title) if len(text.split()) == 1]
    if title.upper() != title:
        found += _CAPITALS.findall(title)
    letters = {joined(plain(text)) for text in found}
    return {text for text in letters if len(text) >= _LEAST_LETTERS}


def _short_names(title: str) -> set[str]:
    """What people say for it, where the title says that there is such a name."""
    acronym, _long = split_title(title)
    short = joined(bare(acronym))
    return {short} if short else set()


def _callings(title: str) -> set[str]:
    """Every short text that may be what people say for it."""
    found = _acronyms(title) | _short_names(title)
    words = bare(title).split()
    if len(words) <= NAME_WORDS:
        found.add("".join(words))
    return {text for text in found if SHORTEST_NAME <= len(text) <= LONGEST_NAME}


def _phrases(title: str) -> set[str]:
    """The long form and the title without brackets, where a name may be made from their words."""
    _name, long = split_title(title)
    found = set()
    for text in {long, _IN_BRACKETS.sub(" ", title)}:
        words = re.findall(r"[a-z]+", plain(text))
        if FEWEST_WORDS <= len(words) <= MOST_WORDS:
            found.add(" ".join(words))
    return found


def spelling(phrase: str) -> str:
    """The pattern of the short names that could have been made from the words of a phrase."""
    first, *others = (_piece(word) for word in phrase.split())
    return first + "".join(f"(?:{other})?" for other in others)


def spells(name: str, phrase: str) -> bool:
    """The same question as ``spelling`` without a pattern: letters of the words in their order."""
    if not name or name[0] != phrase[0]:
        return False
    words = phrase.split()
    reached = _beyond(name, {0}, words[0])
    for word in words[1:]:
        reached |= _beyond(name, reached, word)
    return len(name) in reached


def _beyond(name: str, starts: set[int], word: str) -> set[int]:
    """Where in ``name`` one may be after taking something of ``word`` at one of ``starts``."""
    ends = set()
    for start in starts:
        for size in range(1, min(PIECE, len(word)) + 1):
            if not name.startswith(word[:size], start):
                break
            ends.add(start + size)
        if name.startswith(word, start):
            ends.add(start + len(word))
    return ends


def _subset(name: str) -> str:
    """The pattern of a text that begins like a name and holds its letters in their order."""
    return ".*".join(name) + ".*"


def holds(text: str, name: str) -> bool:
    """The same question as ``_subset`` without a pattern."""
    if text[:1] != name[:1]:
        return False
    letters = iter(text)
    return all(letter in letters for letter in name)


def _letters(title: str) -> set[str]:
    """The long form and the title without brackets, as one row of letters each."""
    _name, long = split_title(title)
    found = {long, _IN_BRACKETS.sub(" ", title)}
    return {joined(plain(text)) for text in found if len(text.split()) >= FEWEST_WORDS}


def _piece(word: str) -> str:
    """The beginnings of a word that a coined name may take, and the whole word."""
    pattern = ""
    for letter in reversed(word[1:PIECE]):
        pattern = f"(?:{letter}{pattern})?"
    begins = word[0] + pattern
    return f"(?:{word}|{begins})" if len(word) > PIECE else f"(?:{begins})"


def _numbers(title: str) -> set[str]:
    """Years, versions and parts that a title names."""
    parts = (text.lower() for text in _ROMAN.findall(title))
    return {*_DIGITS.findall(title), *parts}


def _story_words(story: str) -> set[str]:
    return {token for token in analyzer().tokens(story) if len(token) > 3}
