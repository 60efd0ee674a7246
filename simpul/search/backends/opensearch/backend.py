"""``SearchBackend`` on an OpenSearch cluster.

Generations are indices behind one alias; watermark and fingerprint stand in the index's own
description. An answer of some shards only is no answer: totals must be exact.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import wraps
from typing import Any, TypeVar

from opensearchpy import OpenSearch, helpers
from opensearchpy.exceptions import OpenSearchException

from simpul.search.documents import NAMES, SURFACE, Document, Schema
from simpul.search.protocol import DEEPEST_HIT, Hit, Hits, IndexMissingError, Sort, Stats
from simpul.search.tree import All, Filter, Node, Term

from .compiler import compiled
from .fields import DIGEST, KEY, facet_field, mapping, number_field, source, text_field

Body = dict[str, Any]
Answer = TypeVar("Answer")

# At least the cardinality of the largest facet, so that counts are exact on several shards.
FACET_SIZE = 65_000
ROWS_PER_READ = 5_000
TIMEOUT_SECONDS = 10
BULK_TIMEOUT_SECONDS = 120


def answered(ask: Callable[..., Answer]) -> Callable[..., Answer]:
    """Turn every failure of the cluster into one exception of ours."""

    @wraps(ask)
    def asked(*args: Any, **kwargs: Any) -> Answer:
        try:
            return ask(*args, **kwargs)
        except OpenSearchException as error:
            raise IndexMissingError(str(error)) from error

    return asked


class OpenSearchBackend:
    """An index on a cluster, under the name of the schema."""

    def __init__(self, schema: Schema, client: OpenSearch, *, fingerprint: str = ""):
        self.schema = schema
        self.client = client
        self.fingerprint = fingerprint
        self.alias = f"simpul-{schema.name}"

    @classmethod
    def connect(cls, schema: Schema, url: str, *, fingerprint: str = "") -> "OpenSearchBackend":
        """Connect to the cluster at ``url``; busy answers are asked again, with pauses."""
        client = OpenSearch(
            [url],
            timeout=TIMEOUT_SECONDS,
            max_retries=3,
            retry_on_timeout=True,
            retry_on_status=(429, 502, 503, 504),
        )
        return cls(schema, client, fingerprint=fingerprint)

    # --- Writing ---------------------------------------------------------------------------

    @answered
    def apply(self, upserts: Iterable[Document], deletes: Iterable[int], watermark: int) -> None:
        index = self._index()
        self._bulk(index, upserts, deletes)
        meta = self._meta(index) | {"watermark": watermark}
        self.client.indices.put_mapping(index=index, body={"_meta": meta})
        self.client.indices.refresh(index=index)

    @answered
    def rebuild(self, documents: Iterable[Document], watermark: int) -> str:
        indices = self.client.indices
        existing = sorted(indices.get(index=f"{self.alias}-*", allow_no_indices=True))
        number = int(existing[-1].rsplit("-", 1)[1]) + 1 if existing else 1
        index = f"{self.alias}-{number:06d}"
        meta = {"watermark": watermark, "fingerprint": self.fingerprint}
        indices.create(
            index=index,
            body={
                "mappings": mapping(self.schema, meta),
                "settings": {
                    "index.refresh_interval": "1s",
                    "index.max_result_window": DEEPEST_HIT,
                    "index.max_terms_count": FACET_SIZE,
                },
            },
        )
        self._bulk(index, documents, ())
        indices.refresh(index=index)
        self._switch(index)
        for old in existing:
            indices.delete(index=old, ignore_unavailable=True)
        return index

    def _switch(self, index: str) -> None:
        everywhere = {"index": f"{self.alias}-*", "alias": self.alias}
        actions: list[Body] = [{"add": {"index": index, "alias": self.alias}}]
        if self.client.indices.exists_alias(name=self.alias):
            actions.insert(0, {"remove": everywhere})
        self.client.indices.update_aliases(body={"actions": actions})

    def suspected(self) -> bool:
        return False

    @answered
    def set_aside(self) -> None:
        """Take the index out of use; it stays on the cluster until the next rebuild."""
        everywhere = {"index": f"{self.alias}-*", "alias": self.alias}
        if self.client.indices.exists_alias(name=self.alias):
            self.client.indices.update_aliases(body={"actions": [{"remove": everywhere}]})

    def _bulk(self, index: str, upserts: Iterable[Document], deletes: Iterable[int]) -> None:
        actions = self._actions(index, upserts, deletes)
        for done, item in helpers.streaming_bulk(
            self.client,
            actions,
            raise_on_error=False,
            max_retries=3,
            request_timeout=BULK_TIMEOUT_SECONDS,
        ):
            answer = next(iter(item.values()))
            # Deleting what is not there is what was wanted.
            if not done and answer.get("status") != 404:
                raise IndexMissingError(str(answer))

    def _actions(
        self, index: str, upserts: Iterable[Document], deletes: Iterable[int]
    ) -> Iterator[Body]:
        for key in deletes:
            yield {"_op_type": "delete", "_index": index, "_id": str(key)}
        for document in upserts:
            yield {
                "_op_type": "index",
                "_index": index,
                "_id": str(document.id),
                "_source": source(self.schema, document),
            }

    # --- Reading ---------------------------------------------------------------------------

    def search(
        self, query: Node, *, offset: int = 0, limit: int = 20, sort: Sort | None = None
    ) -> Hits:
        end = min(offset + limit, DEEPEST_HIT)
        order: list[Body] = [{"_score": "desc"}, {KEY: "asc"}]
        if sort is not None:
            direction = "desc" if sort.descending else "asc"
            number = {"order": direction, "missing": 0}
            order = [{number_field(sort.field): number}, {KEY: "asc"}]
        answer = self._ask(
            {
                "query": compiled(query),
                "from": min(offset, end),
                "size": max(end - offset, 0),
                "sort": order,
                "track_scores": sort is None,
            }
        )
        found = [
            Hit(int(row["_id"]), float(row["_score"] or 0.0)) for row in answer["hits"]["hits"]
        ]
        return Hits(answer["hits"]["total"]["value"], found)

    def count(self, query: Node) -> int:
        return self.search(query, limit=0).total

    def facets(
        self, query: Node, filters: Mapping[str, Filter], fields: Sequence[str]
    ) -> dict[str, dict[str, int]]:
        counts: Body = {}
        for name in fields:
            others = [compiled(item) for key, item in filters.items() if key != name]
            values = {"terms": {"field": facet_field(name), "size": FACET_SIZE}}
            counts[name] = {"filter": {"bool": {"filter": others}}, "aggs": {"values": values}}
        answer = self._ask({"query": compiled(query), "size": 0, "aggs": counts})
        return {
            name: {
                bucket["key"]: bucket["doc_count"]
                for bucket in answer["aggregations"][name]["values"]["buckets"]
            }
            for name in fields
        }

    def suggest(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        pattern = re.sub(r"([^\w])", r"\\\1", prefix) + ".*"
        return self._words(NAMES, limit, pattern)

    def vocabulary(self) -> Mapping[str, int]:
        return dict(self._words(SURFACE, FACET_SIZE))

    def _words(self, field: str, limit: int, pattern: str | None = None) -> list[tuple[str, int]]:
        terms: Body = {
            "field": text_field(field),
            "size": limit,
            "order": [{"_count": "desc"}, {"_key": "asc"}],
        }
        if pattern is not None:
            terms["include"] = pattern
        answer = self._ask({"size": 0, "aggs": {"words": {"terms": terms}}})
        buckets = answer["aggregations"]["words"]["buckets"]
        return [(bucket["key"], bucket["doc_count"]) for bucket in buckets]

    def df(self, field: str, tokens: Iterable[str]) -> dict[str, int]:
        named = {token: compiled(Term(field, token)) for token in tokens}
        if not named:
            return {}
        answer = self._ask({"size": 0, "aggs": {"df": {"filters": {"filters": named}}}})
        buckets = answer["aggregations"]["df"]["buckets"]
        return {token: buckets[token]["doc_count"] for token in named}

    def digests(self) -> Iterator[tuple[int, int]]:
        after: list[int] = []
        while True:
            body: Body = {
                "query": compiled(All()),
                "size": ROWS_PER_READ,
                "sort": [{KEY: "asc"}],
                "docvalue_fields": [DIGEST],
            }
            rows = self._ask(body | ({"search_after": after} if after else {}))["hits"]["hits"]
            for row in rows:
                yield int(row["_id"]), int(row["fields"][DIGEST][0])
            if len(rows) < ROWS_PER_READ:
                return
            after = rows[-1]["sort"]

    @answered
    def stats(self) -> Stats:
        index = self._index()
        meta = self._meta(index)
        documents = self.count(All())
        return Stats(index, int(meta["watermark"]), documents, str(meta["fingerprint"]))

    # --- The cluster -----------------------------------------------------------------------

    @answered
    def _ask(self, body: Body) -> Body:
        answer = self.client.search(
            index=self.alias,
            body={"track_total_hits": True, **body},
            params={"search_type": "dfs_query_then_fetch"},
        )
        if answer.get("timed_out") or answer["_shards"]["failed"]:
            raise IndexMissingError("only some of the shards answered")
        return answer

    def _index(self) -> str:
        """The index behind the alias."""
        indices = sorted(self.client.indices.get_alias(name=self.alias))
        if not indices:
            raise IndexMissingError(self.alias)
        return indices[-1]

    def _meta(self, index: str) -> Body:
        described = self.client.indices.get_mapping(index=index)
        return described[index]["mappings"].get("_meta", {})
