"""Known problems: how near a need is to each, and what a record gains that answers them."""

from types import SimpleNamespace

import numpy as np
import pytest

from simpul.replication.queries.matching.crossing import Crossing, crossing
from simpul.replication.queries.matching.problems import Nearness, nearest_problems
from simpul.replication.queries.matching.reasons import AGAIN, MOST_TOLD, typical
from simpul.replication.queries.matching.telling import tell
from simpul.replication.queries.matching.understanding import Concept
from simpul.replication.queries.matching.vocabulary import Problem, Way, vocabulary
from simpul.replication.queries.matching.words import Read, Scale
from simpul.search.analysis.thesaurus import rows_of

LIST = "replication/problems.csv"


@pytest.fixture
def rows(settings):
    return list(rows_of(settings.DATA_DIR / LIST))


def test_every_known_problem_is_told_once_in_both_languages_and_has_an_answer(rows):
    for name in ("problem_id", "problem_en"):
        told = [row[name].casefold() for row in rows]
        assert all(told)
        assert len(set(told)) == len(told)
    assert all(problem.answered for problem in vocabulary().problems)


def test_no_known_problem_is_a_need_that_matching_is_measured_with(rows, settings):
    needs = {
        row["text"].casefold().strip(" .")
        for path in (settings.DATA_DIR / "evaluation").glob("needs*.csv")
        for row in rows_of(path)
    }
    told = {
        row[name].casefold().strip(" .") for row in rows for name in ("problem_id", "problem_en")
    }

    assert needs
    assert not needs & told


def _own(text):
    """A need as one concept for each of its words."""
    bag = vocabulary().bag(text)
    return [
        Concept("/".join(sorted(stems)), 1.0, tuple(Way((stem,), 1.0, stem) for stem in stems))
        for stems in bag
    ]


def test_words_alone_reach_a_known_problem_where_there_is_no_encoder():
    own = _own("Perahu nelayan pulang kosong; solar habis berputar-putar.")
    alone = nearest_problems(None, own, vocabulary())
    beside = nearest_problems(np.zeros(len(vocabulary().problems)), own, vocabulary())

    assert "lokasi ikan" in alone[0].problem.answer
    assert len(beside) <= len(alone)


def _case(*known):
    problems = tuple(
        Nearness(Problem(text, text, (Way((word,), 1.0, word),)), near)
        for text, word, near in known
    )
    read = Read(1, frozenset({"kapal", "ikan", "laut"}), frozenset(), frozenset(), 3)
    scale = Scale(100, {"kapal": 5, "ikan": 5, "laut": 5, "sawah": 5}, {})
    asked = SimpleNamespace(problems=problems)
    return SimpleNamespace(asked=asked, reads={1: read}, scale=scale)


def test_a_further_known_problem_counts_half_and_the_reason_names_what_it_stands_on():
    one = typical(_case(("Surat kapal mati", "kapal", 0.4)), 1)
    two = typical(_case(("Ikan sulit dicari", "ikan", 0.2), ("Surat kapal mati", "kapal", 0.4)), 1)
    other = typical(_case(("Surat kapal mati", "kapal", 0.4), ("Padi puso", "sawah", 0.9)), 1)

    assert two.value == pytest.approx(one.value * (1 + AGAIN / 2))
    assert other.value == pytest.approx(one.value)
    said = tell("typical", two.facts)
    assert said.index("Surat kapal mati") < said.index("Ikan sulit dicari")
    assert "Padi puso" not in tell("typical", other.facts)
    assert typical(_case(("Padi puso", "sawah", 0.9)), 1) is None


def test_a_reader_is_told_of_the_nearest_known_problems_only():
    words = ("kapal", "ikan", "laut")
    found = typical(_case(*((f"Masalah {word}", word, 0.3) for word in words)), 1)

    assert len(found.facts["problems"]) == MOST_TOLD < len(words)


def test_what_several_sentences_ask_for_lies_between_what_each_of_them_does():
    still = np.eye(2, dtype=np.float32)
    map_ = Crossing(still, np.zeros(2, dtype=np.float32), still)

    whole = map_.answer_of_all(np.array([[1, 0], [0, 2]], dtype=np.float32))

    assert whole == pytest.approx(np.array([1, 1]) / np.sqrt(2))


def test_all_known_problems_are_read_in_one_go_and_equal_answers_once():
    asked = []

    class Counting:
        def encode(self, texts):
            asked.append(texts)
            return np.eye(len(texts), dtype=np.float32)

    answer = (Way(("kapal",), 1.0, "kapal"),)
    problems = [Problem("satu", "one", answer), Problem("dua", "two", answer)]
    crossing.__wrapped__(SimpleNamespace(problems=problems), Counting())

    assert asked == [["satu", "dua", "one", "two", "kapal"]]
