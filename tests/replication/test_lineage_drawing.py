from hypothesis import given
from hypothesis import strategies as st

from simpul.replication.queries.lineage.drawing import WHOLE, draw
from simpul.replication.queries.lineage.graph import Copy, grow

parents = st.lists(st.integers(0, 400), min_size=0, max_size=400)


def tree_of(parents):
    """Record n + 2 is a copy of one of the records before it."""
    return grow(
        1, [Copy(f"edge-{n}", 1 + parent % (n + 1), n + 2) for n, parent in enumerate(parents)]
    )


@given(parents)
def test_what_is_drawn_and_what_is_told_as_more_are_together_every_adoption(parents):
    tree = tree_of(parents)

    drawing = draw(tree)

    assert len(drawing.drawn) + drawing.hidden == len(tree.nodes)
    assert len(drawing.drawn) == min(len(tree.nodes), WHOLE)


@given(parents)
def test_every_row_hangs_from_a_knot_drawn_above_it(parents):
    rows = {}

    for line in draw(tree_of(parents)).lines:
        above = line.node if line.hidden else line.node.parent
        assert line.above == (rows[above.key] if above else None)
        assert line.above is None or line.above < line.y
        if not line.hidden:
            rows[line.node.key] = line.y


def test_one_knot_stands_alone():
    drawing = draw(tree_of([]))

    assert (len(drawing.lines), drawing.hidden, drawing.lines[0].thread) == (1, 0, "")


def test_fifty_are_drawn_whole_and_two_thousand_stay_a_page():
    fifty, many = draw(tree_of([0] * 50)), draw(tree_of(list(range(2000))))

    assert (len(fifty.lines), fifty.hidden) == (51, 0)
    assert len(many.lines) <= 2 * WHOLE + 2
    assert (len(many.drawn), many.hidden) == (WHOLE, 2000 - WHOLE)


def test_a_wide_tree_shows_some_of_each_generation():
    wide = grow(
        1,
        [
            *[Copy(f"first-{n}", 1, n) for n in range(2, 202)],
            *[Copy(f"second-{n}", 2, n) for n in range(202, 302)],
        ],
    )

    drawn = draw(wide).drawn

    assert {node.generation for node in drawn} == {1, 2}
