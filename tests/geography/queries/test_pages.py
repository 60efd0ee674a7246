from hypothesis import given
from hypothesis import strategies as st

from simpul.geography.queries.drawings import Drawing, Shape
from simpul.geography.queries.pages import Label, RegionMap

SHAPES = st.builds(
    Shape,
    code=st.text("0123456789", min_size=2, max_size=5),
    name=st.text("abc ", min_size=1, max_size=30),
    path=st.just("M0 0l1 0 0 1z"),
    x=st.integers(8, 752),
    y=st.integers(8, 392),
    room=st.floats(0, 200),
    dot=st.booleans(),
)


@given(st.lists(SHAPES, max_size=12, unique_by=lambda shape: shape.code), st.booleans())
def test_no_two_names_touch_and_the_page_is_always_named(shapes, about_one):
    here = shapes[0].code if shapes and about_one else ""
    drawing = Drawing(tuple(shapes), 760, 400, schematic=True, sources=())

    labels = RegionMap("map", drawing, here).labels

    for place, label in enumerate(labels):
        assert not any(label.touches(other) for other in labels[:place])
    if here:
        assert labels[0] == Label.of(shapes[0], 760)


def test_names_near_an_edge_grow_inwards():
    def label(x):
        return Label.of(Shape("31.01", "Kepulauan Seribu", "", x, 8, 0.0, dot=True), 760)

    assert [label(x).anchor for x in (8, 380, 752)] == ["start", "", "end"]
    assert label(8).y > 8
