"""Every engine answers like the oracle: totals, order, scores, facets, updates, generations."""

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.search.backends.opensearch import OpenSearchBackend
from simpul.search.backends.oracle import OracleBackend
from simpul.search.backends.tantivy import TantivyBackend
from simpul.search.documents import Document
from simpul.search.protocol import Sort
from simpul.search.tree import All, And, Filter, Not, Or, Phrase, Term

from .collection import SCHEMA, WORDS, collections, filters, trees
from .opensearch_stub import Stub

# Hundreds of small commits wait for a disk; in memory they do not.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
LIVE = os.environ.get("SEARCH_TEST_URL", "")


@contextmanager
def tantivy():
    # Merged files are removed by a thread of the engine, which may outlive the last commit.
    with tempfile.TemporaryDirectory(dir=MEMORY, ignore_cleanup_errors=True) as folder:
        yield TantivyBackend(SCHEMA, Path(folder))


@contextmanager
def opensearch():
    with Stub(SCHEMA) as stub:
        backend = OpenSearchBackend.connect(SCHEMA, stub.url)
        yield backend
        backend.client.close()


@contextmanager
def live():
    if not LIVE:
        pytest.skip("no OpenSearch at SEARCH_TEST_URL: nothing was tried on a real cluster")
    backend = OpenSearchBackend.connect(SCHEMA, LIVE)
    yield backend
    backend.client.close()


engines = pytest.mark.parametrize("engine", [tantivy, opensearch, live])
few = settings(max_examples=15, deadline=None)


def answers(backend, query, sort=None):
    found = backend.search(query, limit=50, sort=sort)
    return found.total, [(hit.id, pytest.approx(hit.score, abs=2e-4)) for hit in found.hits]


def scored(backend, query):
    found = backend.search(query, limit=50)
    return found.total, {hit.id: pytest.approx(hit.score, abs=2e-4) for hit in found.hits}


@engines
@few
@given(collections(), st.lists(trees, min_size=1, max_size=5))
def test_totals_and_scores_are_those_of_the_oracle(engine, documents, queries):
    oracle = OracleBackend(SCHEMA)
    oracle.rebuild(documents, 1)

    with engine() as backend:
        backend.rebuild(documents, 1)
        for query in queries:
            assert scored(backend, query) == scored(oracle, query), query


@engines
@few
@given(collections(), trees, filters)
def test_facets_ignore_their_own_filter(engine, documents, query, chosen):
    oracle = OracleBackend(SCHEMA)
    oracle.rebuild(documents, 1)

    with engine() as backend:
        backend.rebuild(documents, 1)
        counted = backend.facets(query, chosen, ["colour", "tag"])

    assert counted == oracle.facets(query, chosen, ["colour", "tag"])


@engines
@few
@given(collections(), collections(), st.sets(st.integers(1, 12)))
def test_updates_replace_and_deletes_remove(engine, first, second, deletes):
    oracle = OracleBackend(SCHEMA)
    oracle.rebuild(first, 1)
    oracle.apply([], deletes, 2)
    oracle.apply(second, [], 3)

    with engine() as backend:
        backend.rebuild(first, 1)
        backend.apply([], deletes, 2)
        backend.apply(second, [], 3)
        found = backend.search(All(), limit=50)
        stats = backend.stats()

        assert sorted(found.ids) == sorted(oracle.search(All(), limit=50).ids)
        assert list(backend.digests()) == list(oracle.digests())
        assert (stats.watermark, stats.documents) == (3, oracle.stats().documents)


@engines
@few
@given(collections(), st.booleans())
def test_sorting_by_a_number_keeps_equal_ones_in_order_of_id(engine, documents, descending):
    oracle = OracleBackend(SCHEMA)
    oracle.rebuild(documents, 1)
    sort = Sort("year", descending=descending)

    with engine() as backend:
        backend.rebuild(documents, 1)
        found = backend.search(All(), limit=50, sort=sort)

    assert found.ids == oracle.search(All(), limit=50, sort=sort).ids


@engines
@few
@given(collections(), st.sampled_from(WORDS))
def test_words_frequencies_and_suggestions_agree(engine, documents, word):
    oracle = OracleBackend(SCHEMA)
    oracle.rebuild(documents, 1)

    with engine() as backend:
        backend.rebuild(documents, 1)

        assert backend.df("all", WORDS) == oracle.df("all", WORDS)
        assert backend.suggest(word[:1], 10) == oracle.suggest(word[:1], 10)
        assert dict(backend.vocabulary()) == dict(oracle.vocabulary())


def thing(key, title, colour="merah"):
    tokens = {"all": title, "title": title, "names": title, "surface": title}
    return Document(key, tokens, {"colour": (colour,)}, {"year": 2020}, digest=key)


@engines
def test_pages_follow_each_other_without_gap_or_double(engine):
    documents = [thing(key, ("akta",)) for key in range(1, 251)]

    with engine() as backend:
        backend.rebuild(documents, 1)
        pages = [
            backend.search(Term("all", "akta"), offset=offset, limit=20).ids
            for offset in range(0, 260, 20)
        ]

    keys = [key for page in pages for key in page]
    assert sorted(keys) == list(range(1, 251))
    assert pages[0] == sorted(pages[0])


@engines
def test_a_rebuild_replaces_everything_under_a_new_generation(engine):
    with engine() as backend:
        first = backend.rebuild([thing(1, ("akta",))], 5)
        second = backend.rebuild([thing(2, ("izin",))], 9)

        assert second != first
        assert backend.search(All()).ids == [2]
        assert backend.stats().generation == second
        assert backend.stats().watermark == 9


@engines
def test_odd_trees_are_answered_not_refused(engine):
    with engine() as backend:
        backend.rebuild([thing(1, ("akta", "lahir"))], 1)

        assert backend.count(Phrase("all", ())) == 0
        assert backend.count(Phrase("all", ("akta",))) == 1
        assert backend.count(Not(Term("all", "izin"))) == 1
        assert backend.count(Term("all", 'akta" OR (title:*')) == 0
        assert backend.count(Filter("colour", ("merah", "\x00", "💧"))) == 1
        assert backend.search(All(), offset=10**9, limit=20).ids == []


@engines
def test_clauses_of_one_kind_are_told_apart(engine):
    with engine() as backend:
        backend.rebuild([thing(1, ("akta", "lahir")), thing(2, ("akta",)), thing(3, ("izin",))], 1)
        without_one = Or((Not(Term("all", "akta")), Not(Term("all", "lahir"))))
        both_quoted = And((Phrase("all", ("akta",)), Phrase("all", ("lahir",))))

        assert sorted(backend.search(without_one).ids) == [2, 3]
        assert backend.search(both_quoted).ids == [1]
