"""What only a directory on disk can suffer: loss, damage, two writers, two readers, old layouts."""

import shutil
from dataclasses import replace

import pytest

from simpul.core import pulse
from simpul.search.backends.generations import POINTER
from simpul.search.backends.tantivy import TantivyBackend
from simpul.search.documents import FacetField
from simpul.search.protocol import IndexBusyError, IndexMissingError
from simpul.search.tree import All, Filter, Term

from .collection import SCHEMA
from .test_conformance import thing


@pytest.fixture
def backend(tmp_path):
    backend = TantivyBackend(SCHEMA, tmp_path / "index", fingerprint="rules")
    backend.rebuild([thing(1, ("akta",)), thing(2, ("izin",))], 1)
    return backend


def test_a_lost_directory_says_so_and_can_be_rebuilt(backend):
    shutil.rmtree(backend.generations.root)
    backend.readers.forget()

    with pytest.raises(IndexMissingError):
        backend.search(All())

    backend.rebuild([thing(3, ("akta",))], 2)
    assert backend.search(All()).ids == [3]


def test_a_broken_index_is_put_aside_and_rebuilt_beside(backend):
    folder = backend.generations.current()
    for file in (folder / "index").iterdir():
        # Another file of the same name: cutting a mapped one short would kill this process.
        file.unlink()
        file.write_bytes(b"broken")
    backend.readers.forget()
    with pytest.raises(IndexMissingError):
        backend.search(Term("all", "akta"))

    backend.set_aside()
    backend.rebuild([thing(1, ("akta",))], 2)

    assert backend.search(Term("all", "akta")).ids == [1]
    assert (backend.generations.root / f"broken-{folder.name}").is_dir()


def test_a_pointer_to_nowhere_is_a_missing_index(backend):
    (backend.generations.root / POINTER).write_text("g999999")
    backend.readers.refresh()

    with pytest.raises(IndexMissingError):
        backend.stats()


def test_another_reader_sees_a_commit_without_being_told(backend, tmp_path):
    other = TantivyBackend(SCHEMA, tmp_path / "index")
    assert other.search(Term("all", "akta")).total == 1

    backend.apply([thing(3, ("akta",))], [], 2)
    other.readers.refresh()

    assert other.search(Term("all", "akta")).ids == [1, 3]
    assert other.stats().watermark == 2


def test_no_question_after_a_new_watermark_sees_the_commit_before_it(
    backend, tmp_path, monkeypatch
):
    reading = TantivyBackend(SCHEMA, tmp_path / "index", fingerprint="rules")
    assert reading.search(All()).ids == [1, 2]
    monkeypatch.setattr("simpul.search.backends.tantivy.reader.PATIENCE_SECONDS", 3600)

    backend.apply([], [2], 5)
    pulse.mark(5)

    assert reading.search(All()).ids == [1]


def test_a_reader_held_during_a_rebuild_keeps_answering(backend, tmp_path):
    held = backend.readers.now()

    TantivyBackend(SCHEMA, tmp_path / "index").rebuild([thing(9, ("akta",))], 2)

    assert held.searcher.search(held.compiler.query(All()), 10).count == 2


def test_an_update_never_doubles_a_record(backend):
    for turn in range(5):
        backend.apply([thing(1, ("akta", f"kali{turn}"))], [], turn + 2)

    assert backend.stats().documents == 2
    assert backend.search(Term("all", "kali4")).ids == [1]
    assert backend.search(Term("all", "kali0")).ids == []


def test_a_field_the_index_does_not_have_means_rebuild(backend, tmp_path):
    newer = replace(SCHEMA, facets=(*SCHEMA.facets, FacetField("shape")))
    other = TantivyBackend(newer, tmp_path / "index")

    with pytest.raises(IndexMissingError):
        other.count(Filter("shape", ("round",)))


def test_an_unfinished_generation_is_never_read(backend):
    started = backend.generations.start()
    (started / "index").mkdir()

    assert backend.search(All()).total == 2

    backend.rebuild([thing(4, ("akta",))], 2)
    assert not started.exists()


def test_a_second_builder_is_refused_and_takes_nothing_away(backend):
    with backend.generations.building(), pytest.raises(IndexBusyError):
        backend.rebuild([thing(4, ("akta",))], 2)

    assert backend.search(All()).total == 2
    assert backend.rebuild([thing(4, ("akta",))], 2)
