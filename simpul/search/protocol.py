"""What every engine offers: one protocol, the same answers from each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from .documents import Document
from .tree import Filter, Node

# How far a reader may page: deeper windows cost more than they tell.
DEEPEST_HIT = 10_000


class IndexMissingError(Exception):
    """There is no index to read: never built, lost, or set aside because it was broken."""


class IndexBusyError(Exception):
    """Another process is writing the index."""


@dataclass(frozen=True)
class Hit:
    id: int
    score: float


@dataclass(frozen=True)
class Hits:
    """One window of the answer and the exact number of matches."""

    total: int
    hits: list[Hit] = field(default_factory=list)

    @property
    def ids(self) -> list[int]:
        return [hit.id for hit in self.hits]


@dataclass(frozen=True)
class Sort:
    """Order by a number instead of by score; equal numbers stay in order of id."""

    field: str
    descending: bool = True


@dataclass(frozen=True)
class Stats:
    """Which generation answers, up to which entry of the journal, with how many documents."""

    generation: str
    watermark: int
    documents: int
    # Fingerprint of analysis and schema the generation was built with.
    fingerprint: str


class SearchBackend(Protocol):
    """An engine. Scores are BM25 (k1 1.2, b 0.75, byte-quantised lengths), totals are exact.

    Hits come by score, equal scores by id (among a hundred at a time, where an engine has an order
    of its own). A filter never scores. ``facets`` counts each field as if its own filter were not
    set.
    """

    def apply(self, upserts: Iterable[Document], deletes: Iterable[int], watermark: int) -> None:
        """Write a batch so that every reader sees it, and remember how far it reaches."""

    def search(
        self, query: Node, *, offset: int = 0, limit: int = 20, sort: Sort | None = None
    ) -> Hits: ...

    def count(self, query: Node) -> int: ...

    def facets(
        self, query: Node, filters: Mapping[str, Filter], fields: Sequence[str]
    ) -> dict[str, dict[str, int]]: ...

    def suggest(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Words of names that start with ``prefix``, most frequent first."""

    def vocabulary(self) -> Mapping[str, int]:
        """Every written word of the index with its document frequency."""

    def df(self, field: str, tokens: Iterable[str]) -> dict[str, int]: ...

    def digests(self) -> Iterator[tuple[int, int]]:
        """Key and digest of every document, by key."""

    def stats(self) -> Stats: ...

    def rebuild(self, documents: Iterable[Document], watermark: int) -> str:
        """Build a new generation beside the current one, switch to it, return its name."""

    def suspected(self) -> bool:
        """Whether some reader found the index broken since it was built."""

    def set_aside(self) -> None:
        """Put a broken index away so that the next ``rebuild`` starts clean."""
