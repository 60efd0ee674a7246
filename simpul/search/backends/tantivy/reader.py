"""Reading a Tantivy index: one open reader per process, renewed when another process committed."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

import tantivy
from tantivy import Query

from simpul.core import pulse
from simpul.search.backends.generations import Generations, State, read_state
from simpul.search.protocol import IndexBusyError, IndexMissingError
from simpul.search.tree import Node

from .compiler import Compiler
from .fields import KEY
from .writer import INDEX

# How long an open reader is used before the disk is asked for a newer commit.
PATIENCE_SECONDS = 0.25

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Reader:
    """One commit of one generation, held open."""

    path: Path
    state: State
    index: tantivy.Index
    searcher: tantivy.Searcher
    compiler: Compiler

    def query(self, node: Node) -> Query:
        """The compiled query; an index of another layout is no index for it."""
        try:
            return self.compiler.query(node)
        except ValueError as error:
            raise IndexMissingError(str(error)) from error

    def keys(self, addresses: list[tantivy.DocAddress]) -> list[int]:
        """The document keys at these addresses."""
        if not addresses:
            return []
        return self.numbers(KEY, addresses)

    def numbers(self, name: str, addresses: list[tantivy.DocAddress]) -> list[int]:
        """The values of a whole-number field that every document has."""
        return [int(value or 0) for value in self.searcher.fast_field_values(name, addresses)]

    def windows(self, size: int) -> Iterator[list[tantivy.DocAddress]]:
        """The addresses of all documents, some at a time."""
        everything = Query.all_query()
        for offset in range(0, self.searcher.num_docs, size):
            answer = self.searcher.search(
                everything, size, count=False, offset=offset, order_by_field=KEY
            )
            yield [address for _, address in answer.hits]


class Readers:
    """Gives the reader of the moment; the reload costs a fraction of a millisecond."""

    def __init__(self, generations: Generations):
        self.generations = generations
        self.lock = Lock()
        self.reader: Reader | None = None
        self.checked = 0.0
        self.watermark = -1

    def now(self) -> Reader:
        # A page is kept under the watermark it began with, so no reader may be older than that.
        watermark = pulse.read().watermark
        reader = self.reader
        patient = time.monotonic() - self.checked < PATIENCE_SECONDS
        if reader is not None and patient and watermark == self.watermark:
            return reader
        with self.lock:
            self.reader = self._renewed()
            self.checked, self.watermark = time.monotonic(), watermark
            return self.reader

    def refresh(self) -> None:
        """See the newest commit at the next question."""
        self.checked = 0.0

    def forget(self) -> None:
        self.reader = None

    def _renewed(self) -> Reader:
        path = self.generations.current()
        state = read_state(path)
        if self.reader is not None and self.reader.path == path:
            index = self.reader.index
        else:
            index = tantivy.Index.open(str(path / INDEX))
            index.config_reader("manual")
        index.reload()
        return Reader(path, state, index, index.searcher(), Compiler(index.schema))


def guarded(ask: Callable[..., Answer]) -> Callable[..., Answer]:
    """Turn everything Tantivy may throw, its panics included, into one exception of ours."""

    @wraps(ask)
    def asked(backend: Any, *args: Any, **kwargs: Any) -> Answer:
        try:
            return ask(backend, *args, **kwargs)
        except (IndexMissingError, IndexBusyError):
            raise
        except BaseException as error:
            # The binding raises its panics as BaseException.
            panic = type(error).__name__ == "PanicException"
            if not panic and not isinstance(error, (ValueError, OSError)):
                raise
            backend.readers.forget()
            backend.generations.suspect()
            raise IndexMissingError(str(error) or "the engine gave up") from error

    return asked
