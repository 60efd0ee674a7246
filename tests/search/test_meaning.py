import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from simpul.search.meaning import Kept, Vectors, encoder
from simpul.search.meaning.encoder import model_file

DIMENSIONS = 8


def unit(*numbers):
    vector = np.zeros(DIMENSIONS, dtype=np.float32)
    vector[: len(numbers)] = numbers
    return vector / np.linalg.norm(vector)


@pytest.fixture
def vectors(tmp_path):
    return Vectors(tmp_path / "some.vectors", DIMENSIONS)


def test_the_nearest_come_first(vectors):
    vectors.add([5, 9], np.stack([unit(1), unit(0, 1)]))

    (first, near), (second, far) = vectors.nearest(unit(1, 0.2), 5)

    assert (first, second) == (5, 9)
    assert near == pytest.approx(0.98, abs=0.02)
    assert far == pytest.approx(0.2, abs=0.02)


def test_a_later_row_replaces_and_a_removed_key_is_gone(vectors):
    vectors.add([1, 2], np.stack([unit(1), unit(0, 1)]))
    vectors.add([1], np.stack([unit(0, 0, 1)]))
    vectors.remove([2])

    assert len(vectors) == 1
    assert vectors.of(2) is None
    assert vectors.of(1) @ unit(0, 0, 1) == pytest.approx(1, abs=0.02)


def test_many_are_read_at_once_and_who_has_none_is_left_out(vectors):
    vectors.add([1, 2, 5], np.stack([unit(1), unit(0, 1), unit(0, 0, 1)]))
    vectors.remove([2])

    held, found = vectors.many([9, 5, 1, 1, 2, 0])

    assert held == [1, 5]
    assert found == pytest.approx(np.stack([unit(1), unit(0, 0, 1)]), abs=0.02)
    assert vectors.many([])[0] == []


def test_a_row_cut_off_by_a_crash_is_not_read(vectors):
    vectors.add([1], np.stack([unit(1)]))
    with vectors.path.open("ab") as file:
        file.write(b"half")

    assert len(vectors) == 1
    vectors.add([2], np.stack([unit(0, 1)]))
    assert [key for key, _ in vectors.nearest(unit(0, 1), 1)] == [2]


def test_no_file_means_nothing_near(vectors):
    assert vectors.nearest(unit(1), 3) == []
    assert len(vectors) == 0


@given(
    arrays.arrays(np.float32, (20, DIMENSIONS), elements=st.floats(-1, 1, width=32)),
    st.integers(1, 20),
)
def test_nearest_agrees_with_comparing_all(tmp_path_factory, matrix, limit):
    vectors = Vectors(tmp_path_factory.mktemp("v") / "v", DIMENSIONS)
    vectors.add(range(20), matrix)

    found = [cosine for _, cosine in vectors.nearest(unit(1, 1), limit)]

    assert found == pytest.approx(sorted(matrix @ unit(1, 1), reverse=True)[:limit], abs=0.03)


def test_meaning_is_off_by_setting(settings):
    settings.SEMANTIC = False

    assert encoder() is None


@pytest.mark.skipif(model_file() is None, reason="no encoder is installed")
def test_a_translation_is_nearer_than_another_topic():
    reader = encoder()

    english, indonesian, other = reader.encode(["waste bank", "bank sampah", "SIM keliling"])

    assert english @ indonesian > english @ other
    assert reader.encode([]).shape == (0, reader.dimensions)


class Counting:
    """An encoder that says what it was asked for."""

    name, dimensions = "counting", DIMENSIONS

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        self.asked.append(texts)
        return np.stack([unit(len(text), 1) for text in texts])


def test_a_list_of_texts_is_encoded_once_and_a_changed_one_anew(tmp_path):
    first, later = Counting(), Counting()
    made = Kept(first, tmp_path / "kept").encode(["satu", "enam belas"])

    assert (Kept(later, tmp_path / "kept").encode(["satu", "enam belas"]) == made).all()
    assert later.asked == []
    Kept(later, tmp_path / "kept").encode(["satu", "tujuh"])
    assert later.asked == [["satu", "tujuh"]]
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_a_broken_file_or_a_folder_that_cannot_be_written_only_costs_time(tmp_path):
    kept = Kept(Counting(), tmp_path)
    whole = kept.encode(["satu"])
    (path,) = tmp_path.iterdir()
    path.write_bytes(b"\x93NUMPY cut off")

    assert (kept.encode(["satu"]) == whole).all()
    (tmp_path / "file").write_text("")
    assert (Kept(Counting(), tmp_path / "file").encode(["satu"]) == whole).all()
