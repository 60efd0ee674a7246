from hypothesis import given

from simpul.search.backends.oracle import OracleBackend
from simpul.search.tree import All, And, Best, Boost, Constant, Not, Or, Prefer, Term, matching

from .collection import SCHEMA, collections, trees

AKTA, IZIN, AIR = (Term("all", word) for word in ("akta", "izin", "air"))


@given(collections(), trees)
def test_what_a_tree_matches_does_not_depend_on_its_scores(documents, query):
    oracle = OracleBackend(SCHEMA)
    oracle.rebuild(documents, 1)

    assert oracle.scores(matching(query)).keys() == oracle.scores(query).keys()


def test_everything_that_only_scores_is_left_out():
    query = Prefer(
        And((Boost(Or((AKTA, Best((IZIN, AKTA)))), 2.0), Not(AIR))), (Constant(AIR, 9.0),)
    )

    assert matching(query) == And((Or((AKTA, IZIN)), Not(AIR)))
    assert matching(Or((AKTA, Boost(All(), 2.0)), 2)) == Or((AKTA, All()), 2)
