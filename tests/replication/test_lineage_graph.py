from hypothesis import given
from hypothesis import strategies as st

from simpul.replication.queries.lineage.graph import (
    CLAIMED,
    CONFIRMED,
    CONTESTED,
    STRENGTHS,
    Copy,
    grow,
    place_of,
)

records = st.integers(1, 9)
edges = st.lists(
    st.tuples(records, st.one_of(st.none(), records), st.sampled_from(STRENGTHS)), max_size=25
)


def copies(rows):
    return [Copy(f"edge-{n}", origin, result, n, state=state) for n, (origin, result, state) in
            enumerate(rows)]  # fmt: skip


def chain(length, state=CONFIRMED):
    return [Copy(f"edge-{n}", n, n + 1, state=state) for n in range(1, length + 1)]


def shape(tree):
    return {node.key: (node.parent.key, node.generation, node.state) for node in tree.nodes}


def reached(root, rows, states=STRENGTHS):
    """An independent reading: every adoption that some way of these edges leads to."""
    found, ahead = set(), {root}
    while ahead:
        origin = ahead.pop()
        for row in rows:
            if row.origin == origin and row.state in states and row.place not in found:
                found.add(row.place)
                ahead |= {row.result} if row.result else set()
    return found - {place_of(root)}


def is_acyclic(tree):
    below = {node.key: [*node.children, *node.also] for node in tree.places.values()}
    degree = dict.fromkeys(below, 0)
    for children in below.values():
        for child in children:
            degree[child.key] += 1
    free = [key for key, n in degree.items() if not n]
    done = 0
    while free:
        done += 1
        for child in below[free.pop()]:
            degree[child.key] -= 1
            if not degree[child.key]:
                free.append(child.key)
    return done == len(below)


@given(edges)
def test_every_adoption_that_edges_lead_to_stands_once_and_nothing_goes_round(rows):
    rows = copies(rows)

    tree = grow(1, rows)

    assert {node.key for node in tree.nodes} == reached(1, rows)
    assert len(tree.nodes) == len(tree.places) - 1
    assert is_acyclic(tree)
    assert all(node.generation == node.parent.generation + 1 for node in tree.nodes)


@given(edges)
def test_each_edge_below_the_origin_is_drawn_kept_as_another_way_or_told_as_broken(rows):
    rows = copies(rows)

    tree = grow(1, rows)

    told = [node.copy.key for node in tree.nodes]
    told += [copy.key for copy in [*tree.others, *tree.broken]]
    below = {1, *(node.record for node in tree.nodes)}
    assert sorted(told) == sorted(row.key for row in rows if row.origin in below)


@given(edges)
def test_counts_equal_what_confirmed_edges_alone_lead_to(rows):
    rows = copies(rows)

    tree = grow(1, rows)

    confirmed = reached(1, rows, {CONFIRMED})
    assert tree.count()[CONFIRMED] == len(confirmed)
    assert sum(tree.generations().values()) == len(confirmed)
    assert tree.count()[CONFIRMED] + tree.count()[CLAIMED] == len(
        reached(1, rows, {CONFIRMED, CLAIMED})
    )


@given(edges, st.lists(st.tuples(records, records), max_size=8))
def test_a_weaker_word_never_moves_what_is_confirmed(rows, said):
    sure = [row for row in copies(rows) if row.state == CONFIRMED]
    weak = [
        Copy(f"weak-{n}", origin, result, state=CLAIMED if n % 2 else CONTESTED)
        for n, (origin, result) in enumerate(said)
    ]

    before, after = shape(grow(1, sure)), shape(grow(1, [*sure, *weak]))

    assert {key: after[key] for key in before} == before


@given(edges)
def test_the_order_of_rows_makes_no_difference(rows):
    rows = copies(rows)

    assert shape(grow(1, rows)) == shape(grow(1, rows[::-1]))


@given(edges, records, records)
def test_a_merge_and_its_end_leave_the_tree_as_it_was(rows, absorbed, kept):
    rows = copies(rows)

    def merged(record):
        return kept if record == absorbed else record

    together = [
        Copy(row.key, merged(row.origin), merged(row.result), row.adopter, state=row.state)
        for row in rows
    ]

    tree = grow(merged(1), together)
    assert is_acyclic(tree)
    assert {node.key for node in tree.nodes} == reached(merged(1), together)
    assert shape(grow(1, rows)) == shape(grow(1, list(rows)))


def test_a_record_that_is_its_own_copy_is_told_as_broken():
    tree = grow(1, [Copy("edge-0", 1, 1)])

    assert (tree.nodes, [copy.key for copy in tree.broken]) == ([], ["edge-0"])


def test_a_circle_is_cut_where_it_closes():
    tree = grow(1, [*chain(3), Copy("back", 4, 1)])

    assert [node.generation for node in tree.nodes] == [1, 2, 3]
    assert [copy.key for copy in tree.broken] == ["back"]


def test_a_long_chain_and_a_wide_tree_are_read_alike():
    deep = grow(1, chain(2000))
    wide = grow(1, [Copy(f"edge-{n}", 1, n) for n in range(2, 2002)])

    assert (len(deep.nodes), max(deep.generations())) == (2000, 2000)
    assert (len(wide.nodes), wide.generations()) == (2000, {1: 2000})


def test_an_adoption_without_a_record_of_its_own_counts_too():
    tree = grow(1, [Copy("case-1", 1), Copy("case-2", 1)])

    assert tree.count() == {CONFIRMED: 2}
