"""The analyzer, list by list, and the stemmer on families of words."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from simpul.search.analysis import analyzer, fold, normalise
from simpul.search.analysis.thesaurus import thesaurus

FAMILIES = {
    "layan": "pelayanan melayani dilayani layanannya pelayan terlayani",
    "cegah": "pencegahan mencegah dicegah cegahlah",
    "turun": "penurunan menurunkan diturunkan turunnya",
    "bayar": "pembayaran membayar dibayarkan terbayar bayarnya",
    "ajar": "belajar pelajar pembelajaran mengajar diajarkan membelajarkan",
    "sehat": "kesehatan menyehatkan penyehatan sehatnya",
    "miskin": "kemiskinan termiskin miskinnya",
    "daftar": "pendaftaran mendaftar terdaftar mendaftarkan",
    "periksa": "pemeriksaan memeriksa diperiksakan",
    "kelola": "pengelolaan mengelola dikelola pengelola",
    "tulis": "penulisan menulis ditulis tulisan",
    "sapu": "menyapu penyapu disapu",
    "kirim": "pengiriman mengirim kiriman terkirim",
    "bangun": "pembangunan membangun bangunan dibangunnya",
    "tani": "pertanian petani bertani",
    "baik": "perbaikan memperbaiki diperbaiki terbaik",
    "penuh": "pemenuhan terpenuhi memenuhi",
}
UNTOUCHED = [
    *("sekolah", "menteri", "keluarga", "perempuan", "digital", "inovasi", "disdukcapil"),
    *("kemenpan", "sipandu", "posyandu", "stunting", "puskesmas", "pemerintah", "ambulans"),
]
APART = [
    ("pelayanan", "pelayaran"),
    ("pertanian", "pertanahan"),
    ("sekolah", "sekoci"),
    ("nelayan", "pelayan"),
    ("perempuan", "perumpamaan"),
    ("beras", "berasal"),
]


@pytest.mark.parametrize(
    ("word", "stem"), [(word, stem) for stem, forms in FAMILIES.items() for word in forms.split()]
)
def test_forms_of_one_root_meet(word, stem):
    assert analyzer().tokens(word) == (stem,)


@pytest.mark.parametrize("word", UNTOUCHED)
def test_roots_and_names_stay(word):
    assert analyzer().tokens(word) == (word,)


@pytest.mark.parametrize(("first", "second"), APART)
def test_different_words_stay_apart(first, second):
    assert analyzer().tokens(first) != analyzer().tokens(second)


def test_every_exception_is_followed():
    lists = analyzer().lists

    stems = {form: analyzer().indonesian.stem(form) for form in lists.exceptions}

    assert stems == lists.exceptions


def test_roots_of_the_lexicon_rarely_change():
    lists = analyzer().lists
    roots = [root for root in lists.roots if root not in lists.exceptions]

    changed = [root for root in roots if analyzer().indonesian.stem(root) != root]

    assert len(changed) < 0.01 * len(roots)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("anak-anak desa", ("anak", "desa")),
        ("sekolah-sekolahnya", ("sekolah",)),
        ("ber-KTP", ("ktp",)),
        ("di-update", ("update",)),
        ("posyandu-nya", ("posyandu",)),
        ("e-KTP dan KTP-el", ("ektp", "ktp", "ektp", "ktp")),
        ("e-budgeting", ("ebudgeting", "budgeting")),
        ("ibu-bayi", ("ibu", "bayi")),
        ("kegawatdaruratan", ("gawat", "darurat")),
        ("pela\u00adyanan\u200b", ("layan",)),
        ("ＫＴＰ", ("ktp",)),
        ("dan untuk yang", ()),
    ],
)
def test_words_are_cut_by_the_rules(text, tokens):
    assert analyzer().tokens(text) == tokens


def test_english_texts_meet_english_queries():
    told = analyzer().tokens("Services for villages", english=True)
    (asked,) = analyzer().query_words("services")

    assert set(asked.stems) & set(told)


def test_english_is_told_from_indonesian():
    assert analyzer().is_english("the service that is for all of the citizens")
    assert not analyzer().is_english("layanan yang diberikan kepada semua warga")


@given(st.text(max_size=300))
def test_any_text_is_analysed(text):
    tokens = analyzer().tokens(text)

    assert all(token and " " not in token for token in tokens)
    assert len(fold(text)) == len(text)
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("birth certificate", "akta kelahiran"),
        ("waste bank", "bank sampah"),
        ("MPP", "mal pelayanan publik"),
        ("Dinas Kesehatan", "Dinkes"),
        ("lansia", "lanjut usia"),
        ("farmer", "petani"),
        ("cauldron", "kawah"),
    ],
)
def test_the_thesaurus_knows(asked, meant):
    words = analyzer().query_words(asked)

    related = [item.tokens for item in thesaurus().related(words)]

    assert analyzer().tokens(meant) in related


def test_an_indonesian_word_is_not_looked_up_as_english():
    (word,) = analyzer().query_words("orang")

    assert "jingga" not in [item.text for item in thesaurus().related((word,))]


def test_lists_are_well_formed():
    lists = analyzer().lists
    weights = [float(row["weight"]) for row in lists.rows("synonyms.csv")]

    assert all(0 < weight <= 1 for weight in [*weights, *lists.light.values()])
    assert all(row["both"] in ("yes", "no") for row in lists.rows("synonyms.csv"))
    assert all(row["english"] and row["indonesian"] for row in lists.rows("translations.csv"))
    assert len(lists.rows("translations.csv")) > 300


def test_lists_of_others_keep_their_licence():
    for name in ("hunspell-id", "freedict-eng-ind"):
        folder = settings.DATA_DIR / "search" / name
        assert (folder / "LICENSE").stat().st_size > 1000
        assert "licen" in (folder / "README.md").read_text().lower()


def test_the_version_changes_with_a_list(tmp_path):
    import shutil

    from simpul.search.analysis import Analyzer

    copy = tmp_path / "search"
    shutil.copytree(settings.DATA_DIR / "search", copy)
    before = Analyzer(copy).version
    with (copy / "stop_id.txt").open("a") as file:
        file.write("sekali\n")

    assert before == analyzer().version
    assert Analyzer(copy).version != before
