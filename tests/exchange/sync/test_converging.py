"""The convergence core over thousands of orders: the same words, the same state."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.exchange.queries.sync import converging
from simpul.exchange.queries.sync.converging import (
    GONE,
    PUBLIC,
    WITHDRAWN,
    joined,
    outcomes,
    received,
    state_hash,
    state_of,
)
from tests.exchange.sync.words import INSTALLATIONS, event, gid, histories

NATIONAL, JATIM, SULSEL = INSTALLATIONS[:3]
# The deep profile tries 2000 of each; these are enough to notice a slip.
MANY = settings(max_examples=40 if settings().max_examples == 100 else settings().max_examples)


@MANY
@given(histories(), st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_changes_the_state(said, chance):
    twice = [*said, *(one for one in said if chance.random() < 0.5)]
    chance.shuffle(twice)

    assert state_hash(state_of(twice)) == state_hash(state_of(said))
    assert outcomes(state_of(twice)) == outcomes(state_of(said))


@MANY
@given(histories(), st.randoms(use_true_random=False))
def test_split_among_installations_that_meet_later_it_is_the_same_state(said, chance):
    # Each side of a partition hears a part of the words, some of them on both sides.
    sides = [[one for one in said if chance.random() < 0.6] for _ in range(3)]
    sides.append([one for one in said if all(one not in side for side in sides)])
    states = [state_of(side) for side in sides]
    chance.shuffle(states)
    whole = converging.EMPTY
    for state in states:
        whole = joined(whole, state)

    assert state_hash(whole) == state_hash(state_of(said))


@MANY
@given(histories(), histories(), histories())
def test_joining_is_commutative_associative_and_idempotent(one, two, three):
    a, b, c = state_of(one), state_of(two), state_of(three)

    assert joined(a, b) == joined(b, a)
    assert joined(joined(a, b), c) == joined(a, joined(b, c))
    assert joined(a, a) == a


@MANY
@given(histories(), st.randoms(use_true_random=False))
def test_who_begins_anew_from_what_was_kept_ends_alike(said, chance):
    # A restart keeps only the state; a peer then tells everything from an old cursor on.
    cut = chance.randint(0, len(said))
    kept = state_of(said[:cut])
    compacted = list(kept.values())
    chance.shuffle(compacted)

    assert state_hash(state_of([*compacted, *said])) == state_hash(state_of(said))
    assert state_hash(state_of(said[cut:], state_of(compacted))) == state_hash(state_of(said))


@MANY
@given(histories(most=40))
def test_edges_that_count_never_close_a_circle(said):
    found = outcomes(state_of(said))
    edges = {record: outcome.into for record, outcome in found.items() if outcome.into}

    for start in edges.items():
        seen, into = {start[0]}, start[1]
        while into in edges:
            assert into not in seen
            seen.add(into)
            into = edges[into]


def test_two_thousand_orders_of_one_long_history_hash_alike():
    chance = random.Random(4)
    said = [
        event(origin, seq, kind, gid(origin, seq % 4), body=body(kind, origin, seq))
        for origin in INSTALLATIONS
        for seq, kind in enumerate(
            ["state", "state", "merge", "withdraw", "state", "unmerge", "republish", "state"] * 2, 1
        )
    ]
    hashes = set()
    for _order in range(2000):
        chance.shuffle(said)
        hashes.add(state_hash(state_of(said)))

    assert len(hashes) == 1


def body(kind, origin, seq):
    if kind == "merge":
        return {"into": gid(origin, (seq + 1) % 4)}
    return {"claims": [], "ids": [], "said": seq} if kind == "state" else {}


def test_withdrawn_stands_against_any_edit_until_its_owner_says_otherwise():
    record = gid(JATIM, 0)
    state = state_of(
        [event(JATIM, 9, record=record), event(JATIM, 5, "withdraw", record), event(JATIM, 3)]
    )
    assert outcomes(state)[record].standing == WITHDRAWN

    back = state_of([event(JATIM, 12, "republish", record), event(JATIM, 13)], state)
    assert outcomes(back)[record].standing == PUBLIC
    assert outcomes(back)[record].content.seq == 13


def test_after_a_tombstone_nothing_is_kept():
    record = gid(JATIM, 0)
    said = [event(JATIM, 1), event(JATIM, 2, "tombstone", record), event(JATIM, 3)]
    said.append(event(JATIM, 4, "republish", record))

    outcome = outcomes(state_of(said))[record]

    assert (outcome.standing, outcome.content) == (GONE, None)


def test_only_the_owner_withdraws_and_only_both_records_of_one_owner_merge():
    mine, theirs = gid(JATIM, 0), gid(SULSEL, 0)
    state = state_of([event(JATIM, 1), event(SULSEL, 1)])

    assert received(state, event(NATIONAL, 7, "withdraw", mine)) == state
    merged = state_of(
        [
            event(NATIONAL, 8, "merge", mine, body={"into": gid(JATIM, 1)}),
            event(JATIM, 9, "merge", mine, body={"into": theirs}),
        ],
        state,
    )
    outcome = outcomes(merged)[mine]
    assert outcome.into == ""
    assert outcome.proposed == [(JATIM, theirs), (NATIONAL, gid(JATIM, 1))]


def test_what_others_say_stands_beside_what_the_owner_says():
    mine = gid(JATIM, 0)
    state = state_of([event(JATIM, 1), event(NATIONAL, 4, record=mine)])

    outcome = outcomes(state)[mine]

    assert (outcome.content.origin, [one.origin for one in outcome.said]) == (JATIM, [NATIONAL])


def test_a_merge_taken_back_leaves_what_stood_before():
    record = gid(JATIM, 0)
    before = [event(JATIM, 1), event(JATIM, 2, record=gid(JATIM, 1))]
    both = [
        event(JATIM, 3, "merge", record, body={"into": gid(JATIM, 1)}),
        event(JATIM, 4, "unmerge", record),
    ]

    assert outcomes(state_of([*before, *both])) == outcomes(state_of(before))
    assert outcomes(state_of([*both[::-1], *before])) == outcomes(state_of(before))
