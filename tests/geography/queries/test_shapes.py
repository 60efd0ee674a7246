import re
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from simpul.geography import queries, services
from simpul.geography.models import BoundaryKind
from simpul.geography.queries import outlines
from tests.factories.geography import BoundaryFactory, ProvinceFactory, RegencyFactory, square

GRID_POINT = st.tuples(st.integers(0, 30), st.integers(0, 30))


@pytest.mark.django_db
def test_an_official_shape_is_drawn_in_place_of_the_schematic_one_until_reset():
    province = ProvinceFactory()
    BoundaryFactory(region=province, geometry=square(118.0, -2.0))
    BoundaryFactory(region=ProvinceFactory(), geometry=square(120.0, -2.0))
    schematic = queries.drawing("province")

    BoundaryFactory(
        region=province, kind=BoundaryKind.OFFICIAL, geometry=square(118.0, -2.0, side=0.5)
    )
    official = queries.drawing("province")
    services.reset_boundaries()
    again = queries.drawing("province")

    assert official.shapes[0].path != schematic.shapes[0].path
    assert official.shapes[1].path == schematic.shapes[1].path
    assert again == schematic


@pytest.mark.django_db
def test_a_map_is_drawn_once_and_then_costs_one_query(django_assert_num_queries):
    BoundaryFactory()
    queries.drawing("province")

    with django_assert_num_queries(1):
        queries.drawing("province")


@pytest.mark.django_db
def test_names_follow_the_language_of_the_reader():
    BoundaryFactory(region=ProvinceFactory(name="Jawa Timur", name_en="East Java"))

    with translation.override("en"):
        assert [shape.name for shape in queries.shapes("province")] == ["East Java"]
    with translation.override("id"):
        assert [shape.name for shape in queries.shapes("province")] == ["Jawa Timur"]


@pytest.mark.django_db
def test_a_map_without_shapes_is_empty():
    RegencyFactory()

    assert queries.shapes("regency") == []
    assert queries.drawing("regency").width <= 1000


def test_neighbours_keep_their_common_border():
    wave = [(10, y) if y % 2 else (11, y) for y in range(21)]
    left, right = [(0, 0), *wave, (0, 20)], [(20, 0), *wave, (20, 20)]

    drawn = outlines.draw({"left": [left], "right": [right]})

    def border(ring):
        return {point for point in ring if 0 < point[0] < 20}

    assert border(drawn["left"][0]) == border(drawn["right"][0])


def test_an_enclave_fits_its_hole_wherever_the_rings_begin():
    hole = [(10, 10), (10, 14), (12, 16), (15, 16), (16, 13), (14, 10)]
    frame = [(0, 0), (30, 0), (30, 30), (0, 30)]
    city = (hole[3:] + hole[:3])[::-1]

    drawn = outlines.draw({"regency": [frame, hole], "city": [city]})

    assert set(drawn["regency"][1]) == set(drawn["city"][0])


@given(st.lists(GRID_POINT, min_size=2, max_size=60))
def test_a_simpler_line_keeps_its_ends_and_stays_near(points):
    line = outlines.simplify(tuple(points), tolerance=1.5)

    assert (line[0], line[-1]) == (points[0], points[-1])
    assert set(line) <= set(points)
    for point in points:
        pairs = pairwise(line)
        assert min(outlines._gap(point, start, end) for start, end in pairs) <= 1.5 + 1e-9


@given(st.lists(st.lists(GRID_POINT, max_size=25), max_size=4))
def test_any_rings_can_be_drawn(rings):
    drawn = outlines.draw({"a": rings[:2], "b": rings[2:]})

    for ring in [*drawn["a"], *drawn["b"]]:
        assert len(ring) > 2
        assert re.fullmatch(r"M\d+ \d+l(-?\d+[ ]?)+(-?\d+[ ]?)*z", outlines.path([ring]))


@given(st.lists(GRID_POINT, min_size=3, max_size=20, unique=True))
def test_a_path_can_be_read_back(ring):
    path = outlines.path([ring])

    start, steps = re.fullmatch(r"M(\d+ \d+)l(.*)z", path).groups()
    x, y = map(int, start.split())
    numbers = list(map(int, re.findall(r"-?\d+", steps)))
    read = [(x, y)]
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        read.append((read[-1][0] + dx, read[-1][1] + dy))
    assert read == ring
