"""How each kind of source is read: one small declared adapter a kind.

A run asks in this order. ``pieces``: what there is to fetch, a file being one piece. ``raws``: what
one piece holds; a record, something wrong, or a further piece that only shows once this one is
read, such as the next page. ``mention``: one record as a mention of an innovation, with all that
could not be understood. None of them writes, so each may be asked again at any time.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from simpul.innovations.services.mentions import Mention
from simpul.sources.queries.records import (
    FAULT,
    NOTED,
    REFUSED,
    UNRESOLVED,
    Piece,
    Problem,
    Raw,
    Text,
)
from simpul.sources.queries.resolving import Book

__all__ = [
    "ADDRESS",
    "FAULT",
    "FILE",
    "FILE_ADDRESS",
    "NOTED",
    "REFUSED",
    "UNRESOLVED",
    "Adapter",
    "Answer",
    "Book",
    "Get",
    "Piece",
    "Problem",
    "Raw",
    "adapter",
    "adapters",
    "register",
]

FILE, ADDRESS = "file", "address"
# The address of the file a run was started with; ``get`` answers its content.
FILE_ADDRESS = "file:"


class Answer(Protocol):
    """What came back. ``address`` is the one that answered in the end."""

    address: str
    status: int
    headers: Mapping[str, str]
    content: bytes


class Get(Protocol):
    """Fetches guarded: ``get(address)`` or, for the file of the run, ``get(FILE_ADDRESS)``."""

    def __call__(self, address: str, /, *, headers: Mapping[str, str] | None = None) -> Answer: ...


class Adapter(Protocol):
    """Reads one kind of source.

    ``takes`` names what a source of this kind starts from: a file, an address, or either. With
    ``is_incremental`` an answer since some time names only what changed since; else every run
    names all there is, and what it no longer names is gone.
    """

    @property
    def key(self) -> str: ...

    @property
    def label(self) -> Text: ...

    @property
    def takes(self) -> tuple[str, ...]: ...

    @property
    def is_incremental(self) -> bool: ...

    def pieces(self, source: Any, *, since: str, get: Get) -> Iterator[Piece]:
        """What to fetch first. ``since`` is the time of the last whole run, ISO 8601 or empty."""

    def raws(self, piece: Piece, *, get: Get) -> Iterator[Raw | Problem | Piece]:
        """What one piece holds, in the order in which it stands there."""

    def mention(self, raw: Raw, book: Book) -> tuple[Mention | None, list[Problem]]:
        """One record as a mention; None when it may not come in, and the problems say why."""


_adapters: dict[str, Adapter] = {}


def register(*kinds: Adapter) -> None:
    """Add adapters; doing it twice is harmless."""
    _adapters.update((kind.key, kind) for kind in kinds)


def adapter(key: str) -> Adapter:
    """The adapter under this key; raises ``KeyError`` for one that does not exist."""
    return _adapters[key]


def adapters() -> list[Adapter]:
    """Every adapter, in the order they are offered."""
    return list(_adapters.values())
