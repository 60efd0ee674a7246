"""The maps as they are drawn from the shipped shapes."""

import re

import pytest

from simpul.geography import queries


@pytest.mark.django_db
def test_the_national_map_shows_every_province_in_about_twenty_kilobytes(regions):
    drawing = queries.drawing("province")

    assert len(drawing.shapes) == 38
    assert all(shape.path for shape in drawing.shapes)
    assert drawing.width <= 1000
    assert 12_000 < sum(len(shape.path) for shape in drawing.shapes) < 22_000
    assert [shape.name for shape in drawing.shapes if shape.dot] == ["DKI Jakarta"]


@pytest.mark.django_db
def test_each_province_opens_to_all_its_regencies_and_cities(regions):
    drawn = {
        province.code: len(queries.shapes("regency", province.code))
        for province in queries.provinces()
    }

    assert drawn == {row.code: row.regencies + row.cities for row in queries.provinces()}
    [islands] = [shape for shape in queries.shapes("regency", "31") if shape.dot]
    assert islands.name == "Kepulauan Seribu"


@pytest.mark.django_db
def test_shapes_lie_in_the_declared_box(regions):
    drawing = queries.drawing("regency", "35", width=400)

    assert drawing.view_box == f"0 0 {drawing.width} {drawing.height}"
    for shape in drawing.shapes:
        x, y = map(int, re.match(r"M(-?\d+) (-?\d+)", shape.path).groups())
        assert 0 <= x <= drawing.width <= 400
        assert 0 <= y <= drawing.height
        assert 0 <= shape.x <= drawing.width
        assert 0 <= shape.y <= drawing.height
