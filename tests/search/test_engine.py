"""The front desk on a small collection: understanding, correction, meaning, help, hostile input."""

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.search.analysis import analyzer
from simpul.search.analysis.thesaurus import thesaurus
from simpul.search.backends.tantivy import TantivyBackend
from simpul.search.documents import FacetField, NumberField, Record, Schema, TextField
from simpul.search.engine import Engine, Question
from simpul.search.indexer import Differences, Indexer, fingerprint
from simpul.search.library import Library
from simpul.search.protocol import Sort
from simpul.search.relevance import Gazetteer, Relevance
from simpul.search.spelling import REMEMBERED_SECONDS

SCHEMA = Schema(
    "small",
    texts=(
        TextField("title", boost=0.6, suggested=True, meaning=True),
        TextField("summary", meaning=True),
        TextField("owner", context=True),
    ),
    facets=(FacetField("sector"), FacetField("place"), FacetField("goal", multi=True)),
    numbers=(NumberField("year"),),
)
ROWS = [
    (1, "Lahir Procot Pulang Bawa Akta", "Bayi langsung mendapat akta kelahiran", "adm", "b"),
    (2, "Akta Kematian Keliling", "Petugas menjemput berkas ke desa", "adm", "s"),
    (3, "Bank Sampah Unit", "Warga menabung sampah plastik", "env", "b"),
    (4, "Cegah Stunting", "Posyandu memantau gizi balita", "health", "s"),
    (5, "Pasar Daring", "UMKM menjual produk lokal", "trade", "b"),
]


def record(key, title, summary="", sector="adm", place="b"):
    owner = {"b": "Pemerintah Kabupaten Banyuwangi", "s": "Pemerintah Kota Surabaya"}[place]
    return Record(
        key,
        texts={"title": title, "summary": summary, "owner": owner},
        facets={"sector": (sector,), "place": (place,), "goal": ("3", "16")},
        numbers={"year": 2000 + key},
    )


class Letters:
    """An encoder of a kind: texts with the same letters are near."""

    name = "letters"
    dimensions = 26

    def encode(self, texts):
        counts = np.array(
            [[text.lower().count(chr(97 + n)) + 0.01 for n in range(26)] for text in texts]
        )
        counts = counts.reshape(len(texts), 26).astype(np.float32)
        return counts / np.linalg.norm(counts, axis=1, keepdims=True)


def built(folder, *, meaning=False, rows=ROWS):
    backend = TantivyBackend(SCHEMA, folder / "i", fingerprint=fingerprint(SCHEMA, analyzer()))
    library = Library(SCHEMA, backend, Letters(), folder / "v", most=100) if meaning else None
    names = Gazetteer(analyzer())
    names.name("Banyuwangi", "place", "b")
    names.name("Surabaya", "place", "s")
    names.category("gizi", "sector", "health")
    engine = Engine(SCHEMA, backend, Relevance(SCHEMA, thesaurus(), names), library)
    indexer = Indexer(SCHEMA, backend, analyzer(), library)
    indexer.rebuild([record(*row) for row in rows], 7, expected=len(rows))
    return engine, indexer


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return built(tmp_path_factory.mktemp("index"))[0]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("akta lahir", 1),
        ("birth certificate", 1),
        ("waste bank", 3),
        ("pencegahan stunting", 4),
        ("UMKM pasar", 5),
        ("usaha kecil", 5),
        ("akta Surabaya", 2),
    ],
)
def test_what_is_meant_comes_first(engine, text, first):
    assert engine.ask(Question(text)).ids[0] == first


def test_partial_matches_follow_the_whole_ones(engine):
    answer = engine.ask(Question("akta bayi stunting"))

    assert answer.ids[0] == 1
    assert {2, 4} < set(answer.ids)
    assert answer.partial


def test_of_many_words_as_many_are_asked_for_as_enough_records_hold(tmp_path):
    words = ["lontara", "phinisi", "badik", "passapu", "coto"]
    half = [(key, " ".join(words[:3])) for key in range(1, 61)]
    few = [(key, words[3]) for key in range(61, 71)]
    engine, _ = built(tmp_path, rows=half + few)

    by_half = engine.ask(Question(" ".join(words), limit=100))
    by_any = engine.ask(Question(" ".join(words[2:])))

    assert (by_half.total, by_half.partial) == (60, True)
    assert (by_any.total, by_any.partial) == (70, True)


def test_a_misspelt_word_is_corrected_and_said(engine):
    answer = engine.ask(Question("stuntng balita"))

    assert answer.corrected == "stunting balita"
    assert answer.ids[0] == 4


def test_a_newer_list_of_words_is_read_while_the_old_one_serves(tmp_path):
    engine, indexer = built(tmp_path)
    spelling = engine.spelling
    assert spelling.correct("lontarra") is None
    indexer.apply([record(99, "lontara lontara")], [], 8)
    spelling.read_at -= REMEMBERED_SECONDS + 1

    for _ in range(500):
        if spelling.correct("lontarra"):
            break
        time.sleep(0.01)

    assert spelling.correct("lontarra") == "lontara"


def test_taken_literally_nothing_is_corrected_or_added(engine):
    question = Question("birth certificate", literal=True)

    assert engine.ask(question).ids == []
    assert engine.ask(Question("stuntng", literal=True)).corrected is None


def test_filters_facets_order_and_window(engine):
    answer = engine.ask(
        Question(
            filters={"place": ("b",), "unknown": ("x",)},
            sort=Sort("year"),
            limit=2,
            facets=("place", "sector", "goal"),
        )
    )

    assert (answer.total, answer.ids) == (3, [5, 3])
    assert answer.facets["place"] == {"b": 3, "s": 2}
    assert answer.facets["sector"] == {"adm": 1, "env": 1, "trade": 1}
    assert answer.facets["goal"] == {"3": 3, "16": 3}


def test_nothing_found_says_which_filter_to_drop(engine):
    question = Question("stunting", filters={"place": ("b",), "sector": ("health",)})

    assert engine.ask(question).total == 0
    assert engine.without(question) == [("place", 1)]


def test_what_was_also_searched_is_told(engine):
    also = engine.ask(Question("birth certificate")).understood.also

    assert "akta kelahiran" in also


def test_typing_goes_on_with_words_and_names(engine):
    suggestions = engine.suggest("akta k")

    assert suggestions.texts == ["akta keliling", "akta kematian"]
    assert suggestions.ids == [2]
    assert engine.suggest("").ids == []
    assert engine.suggest("zzz").texts == []


def test_a_phrase_in_quotes_must_stand_so(engine):
    assert engine.ask(Question('"bank sampah"')).ids == [3]
    assert engine.ask(Question('"sampah bank"')).ids == []


HOSTILE = [
    "",
    "   ",
    "a" * 10_000,
    "akta " * 2_000,
    "\x00\x01\ud800",
    "💧🚑👩‍⚕️",
    'title:* AND (NOT "',
    '+-&&||!(){}[]^"~*?:\\/',
    "'; DROP TABLE innovations; --",
    "<script>alert(1)</script>",
    "﷽" * 300,
    "e\u0301" * 400,
    "yang dan untuk",
    "-",
    '""',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_answered(engine, text):
    engine.ask(Question(text, facets=("place",)))
    engine.suggest(text)
    engine.without(Question(text, filters={"place": ("b",)}))


@given(st.text(max_size=120))
def test_any_text_is_answered(engine, text):
    answer = engine.ask(Question(text))

    assert answer.total >= len(answer.ids)


# --- Meaning -----------------------------------------------------------------------------------


def test_meaning_lets_records_in_that_share_no_word(tmp_path):
    engine, _ = built(tmp_path, meaning=True)

    with_meaning = engine.ask(Question("atka"))
    without = engine.ask(Question("atka", meaning=False, literal=True))

    assert with_meaning.by_meaning
    assert without.total == 0
    assert with_meaning.total > 0


def test_words_in_quotes_are_found_as_they_stand_whatever_is_near_in_meaning(tmp_path):
    engine, _ = built(tmp_path, meaning=True)

    found = engine.ask(Question('"akta kelahiran"'))

    assert found.by_meaning
    assert found.ids == [1]


def test_a_usual_abbreviation_is_no_slip_of_the_pen():
    """Each of these was taken for a misspelt word that is only one letter away."""
    meant = {
        "napi": "narapidana",
        "perda": "peraturan daerah",
        "puskeswan": "pusat kesehatan hewan",
    }

    for written, said in meant.items():
        (word,) = analyzer().query_words(written)
        assert said in [item.text for item in thesaurus().related((word,))]


def test_pages_follow_each_other_with_meaning_too(tmp_path):
    engine, _ = built(tmp_path, meaning=True)

    whole = engine.ask(Question("akta desa", limit=5)).ids
    pages = [engine.ask(Question("akta desa", limit=1, offset=n)).ids for n in range(5)]

    assert [key for page in pages for key in page] == whole


def test_above_the_limit_meaning_stays_out(tmp_path):
    engine, indexer = built(tmp_path, meaning=True)
    engine.library.most = 3

    assert not engine.ask(Question("akta")).by_meaning
    assert not indexer.outdated()


def test_similar_records_share_words_or_meaning(tmp_path):
    engine, _ = built(tmp_path, meaning=True)

    assert engine.like(record(*ROWS[0]), limit=1).ids == [2]
    assert 1 not in engine.like(record(*ROWS[0])).ids


# --- Keeping in step ---------------------------------------------------------------------------


def test_changes_are_applied_and_compared(tmp_path):
    engine, indexer = built(tmp_path, meaning=True)
    changed = record(3, "Bank Sampah Induk")
    wanted = [record(*ROWS[0]), changed, *(record(*row) for row in ROWS[3:])]
    assert indexer.differences(wanted) == Differences(missing=[], changed=[3], extra=[2])

    indexer.apply([changed], [2], 9)

    assert not indexer.differences(wanted)
    assert engine.backend.stats().watermark == 9
    assert engine.ask(Question("induk")).ids[0] == 3
    assert engine.library.near_record(2, 3) == []


def test_other_rules_ask_for_a_rebuild(tmp_path):
    _, indexer = built(tmp_path)
    assert not indexer.outdated()

    indexer.schema = Schema("small", texts=(TextField("title"),))

    assert indexer.outdated()


def test_missing_vectors_ask_for_a_rebuild(tmp_path):
    engine, indexer = built(tmp_path, meaning=True)
    engine.library._current().path.unlink()

    assert indexer.outdated()
