"""The vectors that belong to the index generation in use, and the questions put to them."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock

import numpy as np

from .documents import Record, Schema
from .indexing import meaning_of
from .meaning import Encoder, Kept, Vectors
from .meaning.encoder import Matrix
from .protocol import IndexMissingError, SearchBackend

LONGEST_QUESTION = 400
REMEMBERED = 1_000


class Library:
    """Vectors under ``root``, one file per generation and encoder.

    Above ``most`` documents meaning stays out: comparing a question with all of them would cost
    more than the search itself.
    """

    def __init__(
        self, schema: Schema, backend: SearchBackend, encoder: Encoder, root: Path, *, most: int
    ):
        self.schema = schema
        self.backend = backend
        self.encoder = encoder
        self.root = root
        # For fixed lists of texts, which each process would otherwise encode anew.
        self.kept = Kept(encoder, root)
        self.most = most
        self.lock = Lock()
        self.opened: tuple[str, Vectors] | None = None
        self.questions: OrderedDict[str, Matrix] = OrderedDict()

    # --- Questions -------------------------------------------------------------------------

    def near(self, text: str, limit: int) -> list[tuple[int, float]]:
        """The records nearest in meaning to ``text`` with their cosine."""
        if not text.strip() or self._readable() is None:
            return []
        return self.nearest(self._question(text[:LONGEST_QUESTION]), limit)

    def nearest(self, vector: Matrix, limit: int) -> list[tuple[int, float]]:
        """The records nearest to a unit vector with their cosine."""
        vectors = self._readable()
        return [] if vectors is None else vectors.nearest(vector, limit)

    def vectors_of(self, keys: Sequence[int]) -> tuple[list[int], Matrix]:
        """Those of the records that have a vector, and the vectors, row by row."""
        vectors = self._readable()
        if vectors is None:
            return [], np.zeros((0, self.encoder.dimensions), dtype=np.float32)
        return vectors.many(keys)

    def near_record(self, key: int, limit: int) -> list[tuple[int, float]]:
        """The records nearest in meaning to a record."""
        vectors = self._readable()
        vector = None if vectors is None else vectors.of(key)
        if vectors is None or vector is None:
            return []
        return [item for item in vectors.nearest(vector, limit + 1) if item[0] != key]

    def _question(self, text: str) -> Matrix:
        with self.lock:
            if text in self.questions:
                self.questions.move_to_end(text)
                return self.questions[text]
        # An encoder may not be able to read lone surrogates.
        vector = self.encoder.encode([text.encode("utf-8", "ignore").decode()])[0]
        with self.lock:
            self.questions[text] = vector
            while len(self.questions) > REMEMBERED:
                self.questions.popitem(last=False)
        return vector

    def _readable(self) -> Vectors | None:
        try:
            vectors = self._current()
        except IndexMissingError:
            return None
        return vectors if 0 < len(vectors) <= self.most else None

    def _current(self) -> Vectors:
        generation = self.backend.stats().generation
        if self.opened is None or self.opened[0] != generation:
            self.opened = (generation, self._of(generation))
        return self.opened[1]

    def _of(self, generation: str) -> Vectors:
        return Vectors(self.root / f"{generation}.{self.encoder.name}", self.encoder.dimensions)

    # --- Keeping up ------------------------------------------------------------------------

    def complete(self) -> bool:
        """Whether the generation in use has its vectors, or is too large to have any."""
        documents = self.backend.stats().documents
        return not documents or documents > self.most or self._current().path.exists()

    def add(self, records: Sequence[Record], vectors: Vectors | None = None) -> None:
        """Encode some records; those without words of their own have no vector."""
        told = [(record.id, meaning_of(record, self.schema)) for record in records]
        told = [(key, text) for key, text in told if text]
        target = self._current() if vectors is None else vectors
        if told and len(target) <= self.most:
            target.add([key for key, _ in told], self.encoder.encode([text for _, text in told]))

    def remove(self, keys: Iterable[int]) -> None:
        self._current().remove(keys)

    def start(self) -> Vectors:
        """An empty set of vectors for a generation that is being built."""
        vectors = self._of("building")
        vectors.path.unlink(missing_ok=True)
        return vectors

    def promote(self, vectors: Vectors, generation: str) -> None:
        """Give the finished vectors to their generation; those of others go."""
        kept = self._of(generation).path
        if vectors.path.exists():
            vectors.path.replace(kept)
        for other in self.root.glob(f"*.{self.encoder.name}"):
            if other != kept:
                with suppress(OSError):
                    other.unlink()
