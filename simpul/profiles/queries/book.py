"""Lists and crosswalks of the target forms, read once for as many records as are at hand."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from simpul.profiles.models import Crosswalk, Option, Way
from simpul.vocabularies.models import Affair, Goal, Sector

_PARTS = re.compile(r"[;\n]")


@dataclass(frozen=True)
class Choice:
    """One thing a list lets choose, with every spelling it is known by."""

    code: str
    label_id: str
    label_en: str
    synonyms: Sequence[str] = ()

    def label(self, language: str) -> str:
        return self.label_en if language == "en" else self.label_id

    @property
    def spellings(self) -> list[str]:
        return [self.code, self.label_id, self.label_en, *self.synonyms]


@dataclass(frozen=True)
class Pair:
    """One code of ours beside one of theirs."""

    ours: str
    theirs: str
    way: str = Way.BOTH


@dataclass(frozen=True)
class Book:
    """What conversions look up; nothing in it asks the database again."""

    lists: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    crosswalks: Mapping[str, Sequence[Pair]] = field(default_factory=dict)
    # The government affair of each sector of the catalogue.
    affairs: Mapping[str, str] = field(default_factory=dict)

    def theirs(self, name: str, ours: str) -> list[str]:
        """Their codes for one of ours; ours itself where no crosswalk is named."""
        if not name:
            return [ours]
        pairs = self.crosswalks.get(name, ())
        return [pair.theirs for pair in pairs if pair.ours == ours and pair.way != Way.IN]

    def ours(self, name: str, theirs: str) -> list[str]:
        """Our codes for one of theirs."""
        if not name:
            return [theirs]
        pairs = self.crosswalks.get(name, ())
        return [pair.ours for pair in pairs if pair.theirs == theirs and pair.way != Way.OUT]

    def code(self, vocabulary: str, text: str) -> str | None:
        """The code a word of a list means, in any of its spellings; nothing for another word."""
        return self._spelled.get(vocabulary, {}).get(folded(text))

    def codes(self, vocabulary: str, text: str) -> tuple[list[str], list[str]]:
        """The codes a cell names, and the words in it that name none."""
        found: list[str] = []
        strange: list[str] = []
        for part in filter(None, (part.strip() for part in _PARTS.split(text))):
            whole = self.code(vocabulary, part)
            words = [part] if whole else [word.strip() for word in part.split(",")]
            for word in filter(None, words):
                code = whole or self.code(vocabulary, word)
                (strange if code is None else found).append(code or word)
        return list(dict.fromkeys(found)), strange

    def label(self, vocabulary: str, code: str, language: str) -> str:
        """A code in words; the code itself where the list does not know it."""
        known = self._by_code.get(vocabulary, {}).get(code)
        return known.label(language) if known else code

    @cached_property
    def _by_code(self) -> dict[str, dict[str, Choice]]:
        return {name: {each.code: each for each in rows} for name, rows in self.lists.items()}

    @cached_property
    def _spelled(self) -> dict[str, dict[str, str]]:
        return {
            name: {folded(word): each.code for each in reversed(rows) for word in each.spellings}
            for name, rows in self.lists.items()
        }


def folded(text: str) -> str:
    """A word as lists compare it: letters and digits alone, without marks or case."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def book() -> Book:
    """Every list and crosswalk that forms use, in five questions."""
    lists: dict[str, list[Choice]] = defaultdict(list)
    for row in Option.objects.all():
        lists[row.vocabulary].append(Choice(row.code, row.label_id, row.label_en, row.synonyms))
    affairs = Affair.objects.all()
    lists["affair"] = [
        Choice(row.code, row.label_id, row.label_en, [f"{row.code} {row.label_id}"])
        for row in affairs
    ]
    lists["goal"] = [
        Choice(str(row.number), f"{row.number}. {row.label_id}", f"{row.number}. {row.label_en}",
               [row.label_id, row.label_en, f"SDG {row.number}", f"TPB {row.number}"])
        for row in Goal.objects.all()
    ]  # fmt: skip
    sectors = Sector.objects.select_related("affair")
    return Book(lists, _crosswalks(Crosswalk.objects.all()), {
        row.key: row.affair.code for row in sectors if row.affair
    })  # fmt: skip


def _crosswalks(rows: Iterable[Crosswalk]) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = defaultdict(list)
    for row in rows:
        found[row.crosswalk].append(Pair(row.ours, row.theirs, row.way))
    return found
