from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.geography import queries
from simpul.geography.queries.regions import distance_km
from tests.factories.geography import CityFactory, ProvinceFactory, RegencyFactory

pytestmark = pytest.mark.django_db

LAT, LNG = st.floats(-90, 90), st.floats(-180, 180)


def test_provinces_come_with_the_number_of_their_regencies_and_cities(django_assert_num_queries):
    java = ProvinceFactory()
    RegencyFactory(parent=java)
    RegencyFactory(parent=java)
    CityFactory(parent=java)

    with django_assert_num_queries(1):
        counts = [(row.regencies, row.cities) for row in queries.provinces()]

    assert counts == [(2, 1)]


def test_a_region_is_found_by_its_code():
    regency = RegencyFactory()

    assert queries.region_by_code(regency.code) == regency
    assert queries.region_by_code("00") is None


def test_what_lies_in_a_region_includes_itself():
    regency = RegencyFactory()

    assert queries.descendant_codes(regency.parent) == [regency.parent.code, regency.code]
    assert queries.descendant_codes(regency) == [regency.code]


def test_regions_are_searched_by_part_of_a_name_and_by_code():
    regency = RegencyFactory(name="Kabupaten Banyuwangi", names=["Blambangan"])

    for text in ("banyu", "Kab. Banyuwangi", "blambang", regency.code):
        assert list(queries.search(text)) == [regency], text
    assert not queries.search("surabaya").exists()


def test_the_nearest_regions_come_first_with_their_distance():
    far, near = RegencyFactory(lat=-8.0, lng=115.0), RegencyFactory(lat=-7.0, lng=112.0)

    found = queries.nearest(-7.0, 112.0)

    assert [region for region, _km in found] == [near, far]
    assert found[0][1] == 0
    assert found[1][1] == pytest.approx(349, abs=2)
    assert queries.nearest(-7.0, 112.0, limit=1) == found[:1]


def test_jakarta_to_surabaya_is_about_663_km():
    assert distance_km(-6.2088, 106.8456, -7.2575, 112.7521) == pytest.approx(663, abs=3)


@given(LAT, LNG, LAT, LNG)
def test_distance_is_the_same_both_ways_and_never_beyond_half_the_earth(a, b, c, d):
    there, back = distance_km(a, b, c, d), distance_km(c, d, a, b)

    assert isclose(there, back, abs_tol=1e-6)
    assert 0 <= there <= 20016
