"""A stand-in for an OpenSearch cluster: understands exactly the requests we send, over HTTP.

Bodies are read back into query trees and answered by the oracle, so the conformance suite also
holds what we emit. It says nothing about sharding, refresh or a real cluster's limits.
"""

import json
import re
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from simpul.search.backends.oracle import OracleBackend
from simpul.search.documents import Document
from simpul.search.protocol import Sort
from simpul.search.tree import (
    All,
    And,
    Best,
    Boost,
    Constant,
    Filter,
    Ids,
    Not,
    Or,
    Phrase,
    Prefer,
    Range,
    Term,
)


def tree_of(body):
    """The query tree a request body stands for, in OpenSearch's own semantics."""
    (kind, given), *others = body.items()
    assert not others, body
    return READERS[kind](given)


def read_bool(given):
    known = {"must", "should", "filter", "must_not", "minimum_should_match", "boost"}
    assert set(given) <= known, given
    must = tuple(tree_of(item) for item in given.get("must", []))
    silent = tuple(Constant(tree_of(item), 0.0) for item in given.get("filter", []))
    unwanted = tuple(Not(tree_of(item)) for item in given.get("must_not", []))
    should = tuple(tree_of(item) for item in given.get("should", []))
    node = And((*must, *silent, *unwanted))
    if should and "minimum_should_match" in given:
        node = Or(should, given["minimum_should_match"])
    elif should:
        node = Prefer(node, should)
    return Boost(node, given["boost"]) if "boost" in given else node


def read_term(given):
    ((field, term),) = given.items()
    # Lucene's formula lacks the factor that the oracle has.
    return Boost(Term(field.removeprefix("text_"), term["value"]), term["boost"] / 2.2)


def read_phrase(given):
    ((field, phrase),) = given.items()
    tokens = tuple(phrase["query"].split())
    assert len(tokens) > 1
    return Boost(Phrase(field.removeprefix("text_"), tokens), phrase["boost"] / 2.2)


def read_terms(given):
    ((field, values),) = given.items()
    if field == "id":
        return Ids(tuple(values))
    return Filter(field.removeprefix("facet_"), tuple(values))


def read_range(given):
    ((field, limits),) = given.items()
    return Range(field.removeprefix("number_"), limits.get("gte"), limits.get("lte"))


READERS = {
    "match_all": lambda given: All(),
    "match_none": lambda given: Or(()),
    "bool": read_bool,
    "term": read_term,
    "match_phrase": read_phrase,
    "terms": read_terms,
    "range": read_range,
    "dis_max": lambda given: Best(tuple(tree_of(item) for item in given["queries"])),
    "constant_score": lambda given: Constant(tree_of(given["filter"]), given["boost"]),
}


class Cluster:
    """The state of the stand-in: indices with an oracle each, one alias, planned failures."""

    def __init__(self, schema):
        self.schema = schema
        self.indices = {}
        self.metas = {}
        self.alias = None
        # (method, part of the path) -> list of answers to give first: (status, body).
        self.failures = []
        self.requests = []

    def answer(self, method, path, text):
        self.requests.append((method, path))
        for failure in list(self.failures):
            wanted_method, part, status, body = failure
            if wanted_method == method and part in path:
                self.failures.remove(failure)
                return status, body
        return self.route(method, path, text)

    def route(self, method, path, text):
        name = path.strip("/").split("/")[0]
        if "/_alias/" in path:
            return (200, {self.alias: {}}) if self.alias else (404, {"error": "no alias"})
        answers = {
            "_search": lambda: self.search(json.loads(text)),
            "_bulk": lambda: self.bulk(text),
            "_aliases": lambda: self.switch(json.loads(text)),
            "_mapping": lambda: self.mapping(method, name, text),
            "_refresh": lambda: (200, {}),
        }
        answer = answers.get(path.rsplit("/", 1)[1])
        return answer() if answer else self.index(method, name, text)

    def index(self, method, name, text):
        if method == "PUT":
            body = json.loads(text)
            assert body["mappings"]["dynamic"] == "strict"
            self.indices[name] = OracleBackend(self.schema)
            self.metas[name] = body["mappings"]["_meta"]
            return 200, {"acknowledged": True}
        if method == "DELETE":
            self.indices.pop(name, None)
            return 200, {"acknowledged": True}
        return 200, {key: {} for key in self.indices}

    def mapping(self, method, name, text):
        if method == "PUT":
            self.metas[name] = json.loads(text)["_meta"]
            return 200, {"acknowledged": True}
        return 200, {name: {"mappings": {"_meta": self.metas[name]}}}

    def switch(self, body):
        for action in body["actions"]:
            if "remove" in action:
                self.alias = None
            if "add" in action:
                self.alias = action["add"]["index"]
        return 200, {"acknowledged": True}

    def bulk(self, text):
        lines = iter(text.splitlines())
        items = []
        for line in lines:
            ((kind, where),) = json.loads(line).items()
            oracle, key = self.indices[where["_index"]], int(where["_id"])
            if kind == "delete":
                status = 200 if key in oracle.documents else 404
                oracle.apply([], [key], 0)
            else:
                status = 200
                oracle.apply([read_document(json.loads(next(lines)))], [], 0)
            items.append({kind: {"_id": where["_id"], "status": status}})
        return 200, {"errors": any(i[k]["status"] > 299 for i in items for k in i), "items": items}

    def search(self, body):
        if self.alias is None:
            return 404, {"error": "index_not_found_exception"}
        oracle = self.indices[self.alias]
        assert body["track_total_hits"] is True
        query = tree_of(body.get("query", {"match_all": {}}))
        hits, total = self.hits(oracle, query, body)
        answer = {
            "timed_out": False,
            "_shards": {"failed": 0},
            "hits": {"total": {"value": total}, "hits": hits},
        }
        if "aggs" in body:
            answer["aggregations"] = {
                name: self.aggregated(oracle, query, asked) for name, asked in body["aggs"].items()
            }
        return 200, answer

    def hits(self, oracle, query, body):
        first, *_ = body.get("sort", [{"_score": "desc"}])
        ((field, direction),) = first.items()
        sort = None
        if field.startswith("number_"):
            sort = Sort(field.removeprefix("number_"), direction["order"] == "desc")
        if field == "id":
            digests = {key: document.digest for key, document in oracle.documents.items()}
            after = body.get("search_after", [-1])[0]
            keys = sorted(key for key in digests if key > after)[: body["size"]]
            rows = [
                {"_id": str(key), "sort": [key], "fields": {"digest": [digests[key]]}}
                for key in keys
            ]
            return rows, len(digests)
        found = oracle.search(
            query, offset=body.get("from", 0), limit=body.get("size", 10), sort=sort
        )
        return [{"_id": str(hit.id), "_score": hit.score} for hit in found.hits], found.total

    def aggregated(self, oracle, query, asked):
        if "terms" in asked:
            return {"buckets": self.words(oracle, asked["terms"])}
        if "filters" in asked:
            counts = {
                name: {"doc_count": oracle.count(And((query, tree_of(body))))}
                for name, body in asked["filters"]["filters"].items()
            }
            return {"buckets": counts}
        narrowed = And((query, tree_of(asked["filter"])))
        field = asked["aggs"]["values"]["terms"]["field"].removeprefix("facet_")
        counts = oracle.facets(narrowed, {}, [field])[field]
        buckets = [{"key": key, "doc_count": count} for key, count in counts.items()]
        return {"values": {"buckets": buckets}}

    def words(self, oracle, terms):
        counts = oracle._frequencies(terms["field"].removeprefix("text_"))
        wanted = re.compile(terms.get("include", ".*"))
        found = [(word, count) for word, count in counts.items() if wanted.fullmatch(word)]
        found.sort(key=lambda item: (-item[1], item[0]))
        return [{"key": word, "doc_count": count} for word, count in found[: terms["size"]]]


def read_document(body):
    def part(prefix):
        return {
            name.removeprefix(prefix): value
            for name, value in body.items()
            if name.startswith(prefix)
        }

    tokens = {
        name: tuple(value if isinstance(value, list) else value.split())
        for name, value in part("text_").items()
    }
    facets = {name: tuple(values) for name, values in part("facet_").items()}
    return Document(body["id"], tokens, facets, part("number_"), body["digest"])


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def respond(self):
        length = int(self.headers.get("Content-Length") or 0)
        text = self.rfile.read(length).decode()
        path = urlsplit(self.path).path
        status, body = self.server.cluster.answer(self.command, path, text)
        payload = b"" if self.command == "HEAD" else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = respond  # noqa: N815

    def log_message(self, *args):
        pass


class Stub:
    """A running stand-in; use as a context manager."""

    def __init__(self, schema):
        self.cluster = Cluster(schema)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.cluster = self.cluster
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        # It is asked to stop hundreds of times: looking every half second would be most of the run.
        serve = partial(self.server.serve_forever, poll_interval=0.005)
        threading.Thread(target=serve, daemon=True).start()
        return self

    def __exit__(self, *exc):
        self.server.shutdown()
        self.server.server_close()
