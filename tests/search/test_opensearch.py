"""The HTTP contract of the distributed engine: what it says when the cluster fails."""

import pytest

from simpul.search.backends.opensearch import OpenSearchBackend
from simpul.search.protocol import IndexMissingError
from simpul.search.tree import All, Term

from .collection import SCHEMA
from .opensearch_stub import Stub
from .test_conformance import thing


@pytest.fixture
def stub():
    with Stub(SCHEMA) as stub:
        yield stub


@pytest.fixture
def backend(stub):
    backend = OpenSearchBackend.connect(SCHEMA, stub.url, fingerprint="rules")
    backend.rebuild([thing(1, ("akta",)), thing(2, ("izin",))], 4)
    yield backend
    backend.client.close()


def fail(stub, method, part, status, body):
    stub.cluster.failures.append((method, part, status, body))


def test_a_busy_cluster_is_asked_again(stub, backend):
    fail(stub, "POST", "_search", 429, {"error": "busy"})
    fail(stub, "POST", "_search", 503, {"error": "busy"})

    assert backend.search(Term("all", "akta")).ids == [1]


def test_an_answer_of_some_shards_is_no_answer(stub, backend):
    partial = {"timed_out": False, "_shards": {"failed": 1}, "hits": {"total": {"value": 1}}}
    fail(stub, "POST", "_search", 200, partial)

    with pytest.raises(IndexMissingError):
        backend.search(All())


def test_a_timed_out_answer_is_no_answer(stub, backend):
    fail(stub, "POST", "_search", 200, {"timed_out": True, "_shards": {"failed": 0}})

    with pytest.raises(IndexMissingError):
        backend.count(All())


def test_a_refused_document_fails_the_batch_and_keeps_the_watermark(stub, backend):
    refused = {"index": {"_id": "3", "status": 400, "error": {"type": "mapper_parsing"}}}
    fail(stub, "POST", "_bulk", 200, {"errors": True, "items": [refused]})

    with pytest.raises(IndexMissingError):
        backend.apply([thing(3, ("akta",))], [], 9)

    assert backend.stats().watermark == 4


def test_deleting_what_is_gone_is_no_failure(backend):
    backend.apply([], [99], 5)

    assert backend.stats().watermark == 5


def test_no_cluster_is_a_missing_index():
    backend = OpenSearchBackend.connect(SCHEMA, "http://127.0.0.1:9")

    with pytest.raises(IndexMissingError):
        backend.search(All())


def test_a_rebuild_switches_the_alias_and_drops_the_old_index(stub, backend):
    first = backend.stats().generation

    backend.rebuild([thing(7, ("akta",))], 8)

    assert backend.search(All()).ids == [7]
    assert first not in stub.cluster.indices


def test_taken_out_of_use_it_is_missing_until_rebuilt(backend):
    backend.set_aside()
    with pytest.raises(IndexMissingError):
        backend.search(All())

    backend.rebuild([thing(1, ("akta",))], 9)

    assert backend.search(All()).ids == [1]
