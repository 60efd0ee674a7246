"""The analyzer: the one place where text becomes tokens, for records and queries alike."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import local
from typing import NamedTuple

import Stemmer
from django.conf import settings

from .indonesian import IndonesianStemmer
from .tokens import LONGEST_WORD, WORD, Word, forms_of, normalise, words
from .words import Remembered, WordLists


class QueryWord(NamedTuple):
    """A word of a query: as written, and every token it may have become in the index."""

    text: str
    stems: tuple[str, ...]


class Analyzer:
    """Reads the word lists of ``folder`` and turns text into tokens."""

    def __init__(self, folder: Path):
        self.lists = WordLists(folder)
        self.indonesian = IndonesianStemmer(self.lists)
        self._thread = local()
        # Written word -> its tokens: a catalogue uses the same words again and again.
        self.known: Remembered[tuple[str, ...]] = Remembered()
        self.known_english: Remembered[tuple[str, ...]] = Remembered()
        # Written word -> every token of any reading of it.
        self.known_readings: Remembered[frozenset[str]] = Remembered()

    @property
    def version(self) -> str:
        """Part of an index generation: another version needs a rebuilt index."""
        return self.lists.fingerprint

    def words(self, text: str) -> list[Word]:
        """The words of a text without function words."""
        stop = self.lists.stop_words
        found = words(normalise(text), self.lists.aliases)
        return [word for word in found if word.forms[0] not in stop]

    def tokens(self, text: str, *, english: bool = False) -> tuple[str, ...]:
        """The tokens of a record's text, in order."""
        known = self.known_english if english else self.known
        tokens: list[str] = []
        for written in WORD.findall(normalise(text)):
            found = known.get(written)
            if found is None:
                found = known[written] = self._tokens_of(written, english=english)
            tokens += found
        return tuple(tokens)

    def _tokens_of(self, written: str, *, english: bool) -> tuple[str, ...]:
        stem = self.english if english else self.indonesian.stem
        return tuple(stem(form) for word in self.words(written) for form in word.forms)

    def names(self, text: str) -> tuple[str, ...]:
        """The words of a name as they are written, for suggestions."""
        found: list[str] = []
        for written in WORD.findall(normalise(text)):
            if written.isalnum() and len(written) <= LONGEST_WORD:
                found.append(written)
            else:
                cut = words(written, self.lists.aliases)
                found += [form for word in cut for form in word.forms]
        return tuple(found)

    def query_words(self, text: str) -> list[QueryWord]:
        """The words of a query with their Indonesian and English stems."""
        return [QueryWord(word.text, self.stems(word.forms)) for word in self.words(text)]

    def stems(self, forms: Sequence[str]) -> tuple[str, ...]:
        """Every token the forms may have become: Indonesian first, then English."""
        found = [self.indonesian.stem(form) for form in forms]
        found += [self.english(form) for form in forms]
        return tuple(dict.fromkeys(found))

    def readings(self, word: str) -> frozenset[str]:
        """Every token a folded word may stand for, none for a function word."""
        found = self.known_readings.get(word)
        if found is None:
            stop = self.lists.stop_words
            told = [forms for forms in forms_of(word, self.lists.aliases) if forms[0] not in stop]
            found = frozenset(stem for forms in told for stem in self.stems(forms))
            self.known_readings[word] = found
        return found

    def is_english(self, text: str) -> bool:
        """Whether the function words of a text are English ones."""
        found = [form for word in words(normalise(text), {}) for form in word.forms]
        english = sum(form in self.lists.english_words for form in found)
        return english >= 2 and english / len(found) > 0.2

    def english(self, word: str) -> str:
        # A Snowball stemmer may not be shared between threads.
        if not hasattr(self._thread, "snowball"):
            self._thread.snowball = Stemmer.Stemmer("english")
        return self._thread.snowball.stemWord(word)


@lru_cache(maxsize=4)
def analyzer(folder: Path | None = None) -> Analyzer:
    """The analyzer of this process."""
    return Analyzer(folder or settings.DATA_DIR / "search")
