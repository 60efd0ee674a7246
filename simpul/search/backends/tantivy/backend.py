"""``SearchBackend`` on Tantivy."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from tantivy import Order, Query

from simpul.search.backends.generations import Generations, State, write_state
from simpul.search.documents import NAMES, SET_SEPARATOR, SURFACE, Document, Schema
from simpul.search.protocol import DEEPEST_HIT, Hit, Hits, Sort, Stats
from simpul.search.tree import Filter, Node, both, matching

from .fields import DIGEST, KEY, facet_field, number_field, set_field, text_field
from .reader import Reader, Readers, guarded
from .writer import write

# Hits are fetched in windows of this many and put in the agreed order there.
WINDOW = 100
# At least the cardinality of the largest facet: below it the counts would be approximate.
FACET_SIZE = 65_000
ROWS_PER_READ = 20_000


Row = TypeVar("Row")


class TantivyBackend:
    """An index in a directory; read by every thread and process, written by one at a time."""

    def __init__(self, schema: Schema, root: Path, *, fingerprint: str = ""):
        self.schema = schema
        self.fingerprint = fingerprint
        self.generations = Generations(root)
        self.readers = Readers(self.generations)

    # --- Writing ---------------------------------------------------------------------------

    @guarded
    def apply(self, upserts: Iterable[Document], deletes: Iterable[int], watermark: int) -> None:
        path = self.generations.current()
        write(self.schema, path, upserts, deletes)
        write_state(path, State(watermark, self.readers.now().state.fingerprint))
        self.readers.refresh()

    def rebuild(self, documents: Iterable[Document], watermark: int) -> str:
        with self.generations.building():
            path = self.generations.start()
            write(self.schema, path, documents, (), bulk=True)
            write_state(path, State(watermark, self.fingerprint))
            self.generations.promote(path)
        self.readers.refresh()
        return path.name

    def suspected(self) -> bool:
        return self.generations.suspected()

    def set_aside(self) -> None:
        self.readers.forget()
        self.generations.set_aside()

    # --- Reading ---------------------------------------------------------------------------

    @guarded
    def search(
        self, query: Node, *, offset: int = 0, limit: int = 20, sort: Sort | None = None
    ) -> Hits:
        reader = self.readers.now()
        end = min(offset + limit, DEEPEST_HIT)
        if end <= offset:
            return Hits(self._total(reader, query))
        if sort is not None:
            return self._sorted(reader, reader.query(matching(query)), offset, end, sort)
        fetched = -(-end // WINDOW) * WINDOW
        answer = reader.searcher.search(reader.query(query), fetched)
        keys = reader.keys([address for _, address in answer.hits])
        found = [Hit(key, score) for key, (score, _) in zip(keys, answer.hits, strict=True)]
        found = by_windows(found, lambda hit: (-round(hit.score, 4), hit.id))
        return Hits(counted(answer), found[offset:end])

    def _sorted(self, reader: Reader, query: Query, offset: int, end: int, sort: Sort) -> Hits:
        answer = reader.searcher.search(
            query,
            -(-end // WINDOW) * WINDOW,
            order_by_field=number_field(sort.field),
            order=Order.Desc if sort.descending else Order.Asc,
        )
        keys = reader.keys([address for _, address in answer.hits])
        sign = -1 if sort.descending else 1
        rows = [
            (sign * (value or 0), key) for (value, _), key in zip(answer.hits, keys, strict=True)
        ]
        ordered = by_windows(rows, lambda row: row)
        return Hits(counted(answer), [Hit(key, 0.0) for _, key in ordered[offset:end]])

    @guarded
    def count(self, query: Node) -> int:
        return self._total(self.readers.now(), query)

    def _total(self, reader: Reader, query: Node) -> int:
        """Counted over a number every document has, because a search would also score."""
        asked = {"total": {"value_count": {"field": KEY}}}
        answer = reader.searcher.aggregate(reader.query(matching(query)), asked)
        return int(answer["total"]["value"])

    @guarded
    def facets(
        self, query: Node, filters: Mapping[str, Filter], fields: Sequence[str]
    ) -> dict[str, dict[str, int]]:
        reader, query = self.readers.now(), matching(query)
        counted: dict[str, dict[str, int]] = {}
        together = [name for name in fields if name not in filters]
        for names in ([together] if together else []) + [
            [name] for name in fields if name in filters
        ]:
            others = (item for key, item in filters.items() if key not in names)
            counted |= self._count(reader, both(query, *others), names)
        return {name: counted[name] for name in fields}

    def _count(
        self, reader: Reader, query: Node, names: Sequence[str]
    ) -> dict[str, dict[str, int]]:
        asked = {
            name: {"terms": {"field": self._counted_field(name), "size": FACET_SIZE}}
            for name in names
        }
        answer = reader.searcher.aggregate(reader.query(query), asked)
        return {name: self._expanded(name, answer[name]["buckets"]) for name in names}

    def _counted_field(self, name: str) -> str:
        return set_field(name) if self.schema.facet(name).multi else facet_field(name)

    def _expanded(self, name: str, buckets: list[dict]) -> dict[str, int]:
        """Buckets as value -> count; the one code of a set counts for each of its values."""
        if not self.schema.facet(name).multi:
            return {bucket["key"]: bucket["doc_count"] for bucket in buckets}
        counts: dict[str, int] = {}
        for bucket in buckets:
            for value in bucket["key"].split(SET_SEPARATOR):
                counts[value] = counts.get(value, 0) + bucket["doc_count"]
        return counts

    @guarded
    def suggest(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        searcher = self.readers.now().searcher
        found = searcher.terms_with_prefix(text_field(NAMES), prefix, limit=limit)
        return sorted(found, key=lambda item: (-item[1], item[0]))

    @guarded
    def vocabulary(self) -> Mapping[str, int]:
        return dict(self.readers.now().searcher.terms_with_prefix(text_field(SURFACE), ""))

    @guarded
    def df(self, field: str, tokens: Iterable[str]) -> dict[str, int]:
        searcher = self.readers.now().searcher
        return {token: searcher.doc_freq(text_field(field), token) for token in tokens}

    @guarded
    def digests(self) -> Iterator[tuple[int, int]]:
        reader = self.readers.now()
        rows: list[tuple[int, int]] = []
        for window in reader.windows(ROWS_PER_READ):
            keys = reader.keys(window)
            digests = reader.numbers(DIGEST, window)
            rows += zip(keys, digests, strict=True)
        return iter(sorted(rows))

    @guarded
    def stats(self) -> Stats:
        reader = self.readers.now()
        state = reader.state
        documents = reader.searcher.num_docs
        return Stats(reader.path.name, state.watermark, documents, state.fingerprint)


def counted(answer: Any) -> int:
    """The exact number of matches; the binding's type stub forgets the attribute."""
    return int(answer.count)


def by_windows(rows: list[Row], key: Callable[[Row], Any]) -> list[Row]:
    """Rows in order of ``key`` within each window.

    The engine puts equal rows in an order of its own. Windows keep their rows whatever page is
    asked for, so pages follow each other without gap or double.
    """
    ordered: list[Row] = []
    for start in range(0, len(rows), WINDOW):
        ordered += sorted(rows[start : start + WINDOW], key=key)
    return ordered
