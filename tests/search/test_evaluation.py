import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.search.evaluation import Judged, folded, means, ndcg, recall, worst

GRADES = {"a": 3, "b": 2, "c": 1}


def test_the_best_order_is_one_and_nothing_found_is_zero():
    assert ndcg(["a", "b", "c"], GRADES) == pytest.approx(1.0)
    assert ndcg(["x", "y"], GRADES) == 0.0
    assert ndcg([], {}) == 0.0


def test_gain_and_discount_are_the_usual_ones():
    ideal = 7 + 3 / math.log2(3) + 1 / 2

    assert ndcg(["c", "a"], GRADES) == pytest.approx((1 + 7 / math.log2(3)) / ideal)


def test_recall_counts_what_is_within_the_depth():
    assert recall(["x", "a", "b"], GRADES, depth=2) == pytest.approx(1 / 3)


def test_merged_mentions_count_once_with_the_best_grade():
    assert folded({"m1": 1, "m2": 3, "m3": 2}, {"m1": 7, "m2": 7}) == {7: 3}


@given(st.lists(st.sampled_from("abcxyz"), unique=True), st.permutations("abcxyz"))
def test_figures_stay_between_zero_and_one(ranked, other):
    for order in (ranked, other):
        assert 0 <= ndcg(order, GRADES) <= 1 + 1e-9
        assert 0 <= recall(order, GRADES) <= 1


def test_means_by_language_and_the_worst_first():
    judged = [
        Judged("1", "air", "id", 1.0, 1.0),
        Judged("2", "water", "en", 0.5, 0.0),
        Judged("3", "izin", "id", 0.0, 1.0),
    ]

    assert means(judged)["id"] == {"queries": 2, "ndcg@10": 0.5, "recall@50": 1.0}
    assert means(judged)["all"]["ndcg@10"] == pytest.approx(0.5)
    assert [item.query for item in worst(judged, 2)] == ["3", "2"]
