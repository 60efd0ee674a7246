"""Words that mean the same: translations, synonyms, abbreviations; directional and weighted."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from .analyzer import Analyzer, QueryWord, analyzer

LONGEST_KEY = 5
# English records are few, so the way back from Indonesian to English counts little.
INTO_ENGLISH = 0.3

Entries = dict[tuple[str, ...], dict[tuple[str, ...], "Related"]]


class Related(NamedTuple):
    """Tokens to search instead, how much they count, and how a reader writes them."""

    tokens: tuple[str, ...]
    weight: float
    text: str


class Span(NamedTuple):
    """Some neighbouring words of a query and what they are related to."""

    start: int
    end: int
    related: tuple[Related, ...]


class Thesaurus:
    """Finds what the words of a query are related to; knows nothing of what is indexed."""

    def __init__(self, analyzer: Analyzer):
        self.analyzer = analyzer
        # By Indonesian and by English stems: "mobil" is a car, and the stem of "mobile".
        self.indonesian: Entries = defaultdict(dict)
        self.english: Entries = defaultdict(dict)
        # A general dictionary, asked only about words that no list and no lexicon knows.
        self.general: Entries = defaultdict(dict)
        # Every written word of the curated lists, for correcting misspelt ones.
        self.written: set[str] = set()

    def relate(self, source: str, target: str, weight: float, *, english: bool = False) -> None:
        """A search for ``source`` also finds ``target``. ``english``: the source is English."""
        key = self.analyzer.tokens(source, english=english)
        tokens = self.analyzer.tokens(target)
        if not key or not tokens or key == tokens or len(key) > LONGEST_KEY:
            return
        entries = self.english if english else self.indonesian
        known = entries[key].get(tokens)
        if known is None or known.weight < weight:
            entries[key][tokens] = Related(tokens, weight, target)

    def spans(self, words: Sequence[QueryWord]) -> list[Span]:
        """The words cut into known expressions, the longest first, left to right."""
        spans, at = [], 0
        while at < len(words):
            span = self._longest(words, at)
            spans.append(span)
            at = span.end
        return spans

    def related(self, words: Sequence[QueryWord]) -> tuple[Related, ...]:
        """What exactly these words are related to, the strongest first."""
        found = dict(self.indonesian.get(tuple(word.stems[0] for word in words), {}))
        english = tuple(word.stems[-1] for word in words)
        if self._may_be_english(words):
            found |= self.english.get(english, {})
        if not found and not any(self._in_lexicon(word) for word in words):
            found = dict(self.general.get(english, {}))
        return tuple(sorted(found.values(), key=lambda item: (-item.weight, item.tokens)))

    def _may_be_english(self, words: Sequence[QueryWord]) -> bool:
        return all(word.text in self.written or not self._in_lexicon(word) for word in words)

    def _in_lexicon(self, word: QueryWord) -> bool:
        """Whether the word is Indonesian: "orang" is no orange."""
        return word.stems[0] in self.analyzer.lists.roots

    def _longest(self, words: Sequence[QueryWord], at: int) -> Span:
        for end in range(min(len(words), at + LONGEST_KEY), at + 1, -1):
            related = self.related(words[at:end])
            if related:
                return Span(at, end, related)
        return Span(at, at + 1, self.related(words[at : at + 1]))

    # --- Lists -----------------------------------------------------------------------------

    def read_translations(self, path: Path) -> None:
        """``english;indonesian;weight``: several Indonesian words, the best first."""
        for row in rows_of(path):
            weight = float(row["weight"] or 1)
            self.written.update(self.analyzer.names(row["english"]))
            for place, target in enumerate(parts_of(row["indonesian"])):
                faded = weight * (1 if place == 0 else 0.75)
                sources = parts_of(row["english"])
                for source in sources:
                    self.relate(source, target, faded, english=True)
                if place == 0:
                    self._back(target, sources[0])

    def _back(self, indonesian: str, english: str) -> None:
        key = self.analyzer.tokens(indonesian)
        tokens = self.analyzer.tokens(english)
        if key and tokens and key != tokens and len(key) <= LONGEST_KEY:
            self.indonesian[key].setdefault(tokens, Related(tokens, INTO_ENGLISH, english))

    def read_synonyms(self, path: Path) -> None:
        """``words,related,weight,both``: lists; ``both`` says that the way back holds too."""
        for row in rows_of(path):
            weight = float(row["weight"])
            for source in parts_of(row["words"]):
                for target in parts_of(row["related"]):
                    self.relate(source, target, weight)
                    if row["both"] == "yes":
                        self.relate(target, source, weight)

    def read_abbreviations(self, path: Path) -> None:
        """``abbreviation, full_id, meaning_en``: every one of them finds the others."""
        for row in rows_of(path):
            short = row["abbreviation"]
            for full in parts_of(row["full_id"]):
                self.relate(short, full, 0.8)
                self.relate(full, short, 0.8)
            for meaning in parts_of(row["meaning_en"]):
                english = meaning.split("(")[0]
                self.relate(english, short, 0.8, english=True)
                for full in parts_of(row["full_id"])[:1]:
                    self.relate(english, full, 0.6, english=True)

    def read_dictionary(self, path: Path, weight: float) -> None:
        """``english<tab>indonesian``: a general dictionary."""
        for line in path.read_text(encoding="utf-8").splitlines():
            english, _, indonesian = line.partition("\t")
            key = self.analyzer.tokens(english, english=True)
            for place, target in enumerate(parts_of(indonesian)):
                tokens = self.analyzer.tokens(target)
                if key and tokens and key != tokens:
                    faded = weight * (1 if place == 0 else 0.7)
                    self.general[key].setdefault(tokens, Related(tokens, faded, target))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts_of(cell: str) -> list[str]:
    return [part for raw in cell.split(";") if (part := raw.strip())]


@lru_cache(maxsize=1)
def thesaurus() -> Thesaurus:
    """The thesaurus of this process, from the lists shipped with the product."""
    folder = settings.DATA_DIR / "search"
    words = Thesaurus(analyzer())
    words.read_translations(folder / "translations.csv")
    words.read_synonyms(folder / "synonyms.csv")
    words.read_abbreviations(settings.DATA_DIR / "vocabularies" / "abbreviations.csv")
    words.read_dictionary(folder / "freedict-eng-ind" / "words.tsv", 0.6)
    return words
