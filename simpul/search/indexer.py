"""Keeping an index in step with the records it is made of."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from .analysis import Analyzer
from .documents import Document, Record, Schema
from .indexing import document_of
from .library import Library
from .meaning import Vectors
from .protocol import IndexMissingError, SearchBackend, Stats

ENCODED_TOGETHER = 64


@dataclass(frozen=True)
class Differences:
    """What an index holds otherwise than the records: keys, sorted."""

    missing: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.missing or self.changed or self.extra)


class Indexer:
    """Writes an index; one process at a time."""

    def __init__(
        self,
        schema: Schema,
        backend: SearchBackend,
        analyzer: Analyzer,
        library: Library | None = None,
    ):
        self.schema = schema
        self.backend = backend
        self.analyzer = analyzer
        self.library = library

    def apply(self, records: Iterable[Record], deletes: Iterable[int], watermark: int) -> None:
        """Write changed records and forget deleted ones."""
        changed, gone = list(records), list(deletes)
        documents = [self._document(record) for record in changed]
        self.backend.apply(documents, gone, watermark)
        # Vectors of records the index does not show do no harm, so they come second.
        if self.library:
            self.library.add(changed)
            self.library.remove(gone)

    def rebuild(self, records: Iterable[Record], watermark: int, *, expected: int) -> Stats:
        """Build everything anew beside the index in use, then switch."""
        vectors = None
        if self.library and expected <= self.library.most:
            vectors = self.library.start()
        generation = self.backend.rebuild(self._documents(records, vectors), watermark)
        if self.library and vectors is not None:
            self.library.promote(vectors, generation)
        return self.backend.stats()

    def _documents(self, records: Iterable[Record], vectors: Vectors | None) -> Iterator[Document]:
        remaining = iter(records)
        while some := list(islice(remaining, ENCODED_TOGETHER)):
            if vectors is not None and self.library:
                self.library.add(some, vectors)
            for record in some:
                yield self._document(record)

    def _document(self, record: Record) -> Document:
        return document_of(record, self.schema, self.analyzer)

    def outdated(self) -> bool:
        """Whether the index has to be rebuilt: lost, broken, or made by other rules."""
        try:
            if self.backend.suspected():
                return True
            stats = self.backend.stats()
            complete = self.library is None or self.library.complete()
        except IndexMissingError:
            return True
        return stats.fingerprint != fingerprint(self.schema, self.analyzer) or not complete

    def differences(self, records: Iterable[Record]) -> Differences:
        """Compare the index with the records, by key and digest of the content."""
        indexed = dict(self.backend.digests())
        missing, changed = [], []
        for record in records:
            digest = indexed.pop(record.id, None)
            if digest is None:
                missing.append(record.id)
            elif digest != self._document(record).digest:
                changed.append(record.id)
        return Differences(sorted(missing), sorted(changed), sorted(indexed))


def fingerprint(schema: Schema, analyzer: Analyzer) -> str:
    """Names the rules an index is made by: analysis and schema."""
    layout = hashlib.sha256(repr(schema).encode()).hexdigest()[:12]
    return f"{analyzer.version}-{layout}"
