"""Correcting misspelt words against the words of the index itself, before any stemming."""

import time
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from threading import Lock, Thread

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .analysis import QueryWord
from .analysis.thesaurus import Thesaurus
from .documents import CONTEXT, MATCH
from .protocol import IndexMissingError, SearchBackend

SHORTEST = 4
LONGEST = 24
# One slip in a short word, two in a long one.
LONG_WORD = 8
REMEMBERED_SECONDS = 600
# A word of the index is only offered when at least so many records hold it, per million.
RARE_PER_MILLION = 20


class Spelling:
    """Knows the written words of an index; the list is renewed now and then."""

    def __init__(self, backend: SearchBackend, thesaurus: Thesaurus):
        self.backend = backend
        self.thesaurus = thesaurus
        self.analyzer = thesaurus.analyzer
        self.lock = Lock()
        self.read_at = 0.0
        self.by_length: dict[int, dict[str, int]] = {}

    def correct(self, word: str) -> str | None:
        """A better way to write ``word``, or none: it is known, too short, or unlike anything."""
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or self.known(word):
            return None
        if word in self._words().get(len(word), {}):
            return None
        allowed = 2 if len(word) >= LONG_WORD else 1
        best: tuple[float, int, str] | None = None
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            for found, distance, _ in process.extract(
                word,
                self._words().get(length, {}).keys(),
                scorer=OSA.distance,
                score_cutoff=allowed,
                limit=20,
            ):
                # People rarely get the first letter wrong.
                slip = distance + 0.5 * (found[0] != word[0])
                rank = (slip, -self._words()[length][found], found)
                best = rank if best is None else min(best, rank)
        return best[2] if best else None

    def known(self, word: str) -> bool:
        """Whether the index, in any form, the lexicon or the thesaurus has the word."""
        stems = self.analyzer.stems((word,))
        if any(stem in self.analyzer.lists.roots for stem in stems):
            return True
        if self.thesaurus.related((QueryWord(word, stems),)):
            return True
        return any(
            count for field in (MATCH, CONTEXT) for count in self.backend.df(field, stems).values()
        )

    def _words(self) -> Mapping[int, dict[str, int]]:
        if not self.by_length:
            with self.lock:
                if not self.by_length:
                    self._read()
        elif time.monotonic() - self.read_at > REMEMBERED_SECONDS and self._is_free():
            # Nobody waits for a newer list: reading that of a million records takes a while.
            Thread(target=self._renew, daemon=True).start()
        return self.by_length

    def _is_free(self) -> bool:
        return self.lock.acquire(blocking=False)

    def _renew(self) -> None:
        try:
            with suppress(IndexMissingError):
                self._read()
        finally:
            self.lock.release()

    def _read(self) -> None:
        vocabulary = self.backend.vocabulary()
        least = self.backend.stats().documents * RARE_PER_MILLION // 1_000_000
        by_length: dict[int, dict[str, int]] = defaultdict(dict)
        for word in self.thesaurus.written:
            by_length[len(word)][word] = 1
        for word, count in vocabulary.items():
            if count > least:
                by_length[len(word)][word] = count
        self.by_length = dict(by_length)
        self.read_at = time.monotonic()
