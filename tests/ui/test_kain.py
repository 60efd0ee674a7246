"""The cloth of a record: the same for ever, and never noise."""

from hypothesis import given
from hypothesis import strategies as st

from simpul.ui import kain

ids = st.text(min_size=1, max_size=30)
shares = st.floats(min_value=0, max_value=1)


@given(ids)
def test_a_cloth_mirrors_itself_both_ways(permanent_id):
    rows = kain.cloth(permanent_id)

    assert rows == rows[::-1]
    assert rows == [row[::-1] for row in rows]
    assert {len(row) for row in rows} == {len(rows)} == {kain.SIDE}


@given(ids)
def test_a_cloth_has_both_threads(permanent_id):
    woven = "".join(kain.cloth(permanent_id))

    assert set(woven) == {"a", "b", "."}


@given(ids, shares)
def test_the_same_record_is_woven_alike(permanent_id, share):
    first = kain.square(permanent_id, family="sehat", completeness=share)

    assert first == kain.square(permanent_id, family="sehat", completeness=share)
    assert len(first) < 4000


@given(ids, shares)
def test_the_woven_part_is_the_known_part(permanent_id, share):
    drawn = kain.paths(permanent_id, share)
    woven = kain.woven_rows(share)

    assert woven == round(share * 14)
    assert ('class="w"' in drawn) == (woven < 14)
    assert ('class="k"' in drawn) == (woven >= 8)


def test_two_records_differ():
    assert kain.cloth("a1") != kain.cloth("a2")


def test_an_unknown_family_is_undyed():
    assert "f-polos" in kain.square("a1", family="", completeness=1)
