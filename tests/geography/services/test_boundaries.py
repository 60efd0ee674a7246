import json
from contextlib import suppress
from copy import deepcopy

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from simpul.core.models import Entry
from simpul.geography.models import Boundary, BoundaryKind, Region
from simpul.geography.services import (
    BoundaryFault,
    boundaries,
    load_boundaries,
    load_regions,
    load_schematic,
    reset_boundaries,
)
from tests.factories.geography import BoundaryFactory, ProvinceFactory, RegencyFactory, square

pytestmark = pytest.mark.django_db


def feature(code, geometry=None):
    return {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": geometry or square(118.0, -2.0),
    }


@pytest.fixture
def write(tmp_path):
    def write(*features, **more):
        path = tmp_path / "shapes.geojson"
        collection = {"type": "FeatureCollection", "features": list(features), **more}
        path.write_text(json.dumps(collection), encoding="utf-8")
        return path

    return write


def test_every_region_is_shipped_with_a_schematic_shape():
    load_regions(settings.DATA_DIR / "regions.csv")

    report = load_schematic(settings.DATA_DIR / "boundaries")

    assert (report.created, report.errors) == (552, [])
    assert not Region.objects.filter(boundaries=None).exists()
    thousand_islands = Boundary.objects.get(region__code="31.01")
    assert thousand_islands.geometry["type"] == "Point"


def test_a_folder_without_the_schematic_shapes_is_reported(tmp_path):
    report = load_schematic(tmp_path)

    assert [error.split(".")[0] for error in report.errors] == [
        str(tmp_path / "provinces"),
        str(tmp_path / "regencies"),
    ]


def test_loading_twice_changes_nothing(write):
    ProvinceFactory(code="35")
    path = write(feature("35"))
    load_boundaries(path)
    before, entries = Boundary.objects.get().changed_at, Entry.objects.count()

    report = load_boundaries(path)

    assert (report.created, report.changed, report.same) == (0, 0, 1)
    assert Boundary.objects.get().changed_at == before
    assert Entry.objects.count() == entries


def test_a_changed_shape_changes_only_that_shape(write):
    ProvinceFactory(code="35")
    ProvinceFactory(code="36")
    load_boundaries(write(feature("35"), feature("36")))

    report = load_boundaries(write(feature("35", square(112.0, -8.0)), feature("36")))

    assert (report.created, report.changed, report.same) == (0, 1, 1)
    assert Boundary.objects.get(region__code="35").geometry == square(112.0, -8.0)


def test_reset_removes_official_shapes_only():
    province, regency = ProvinceFactory(), RegencyFactory()
    BoundaryFactory(region=province)
    BoundaryFactory(region=province, kind=BoundaryKind.OFFICIAL)
    BoundaryFactory(region=regency, kind=BoundaryKind.OFFICIAL)

    assert reset_boundaries(level="regency") == 1
    assert reset_boundaries() == 1
    assert reset_boundaries() == 0
    assert [row.kind for row in Boundary.objects.all()] == [BoundaryKind.SCHEMATIC]


def test_codes_are_taken_without_their_dot_and_from_the_id(write):
    RegencyFactory(code="35.78")
    ProvinceFactory(code="36")
    province = feature(None) | {"id": 36}

    report = load_boundaries(write(feature("3578"), province))

    assert report.created == 2


def open_ring(west, south):
    shape = square(west, south)
    shape["coordinates"][0].pop()
    return shape


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (feature("99"), "99"),
        (feature({"a": 1}), "35.78"),
        (feature("35") | {"type": "Thing"}, "Feature"),
        (
            feature("35", {"type": "LineString", "coordinates": [[118, -2], [119, -2]]}),
            "LineString",
        ),
        (feature("35", {"type": "Polygon", "coordinates": []}), ""),
        (feature("35", {"type": "Polygon", "coordinates": [[[118, -2]] * 3]}), ""),
        (feature("35", open_ring(118.0, -2.0)), ""),
        (feature("35", square(-2.0, 118.0)), "WGS 84"),
        (feature("35", {"type": "Point", "coordinates": [True, False]}), ""),
        (feature("35", {"type": "Point", "coordinates": ["118", "-2"]}), ""),
        (feature("35", {"type": "Point", "coordinates": [float("nan"), -2]}), "nan"),
        (feature("35", {"type": "Point", "coordinates": 118}), ""),
        (feature("35") | {"geometry": None}, "Polygon"),
        ("35", "Feature"),
    ],
)
def test_a_bad_feature_is_named_and_nothing_is_changed(write, bad, words):
    ProvinceFactory(code="35")
    ProvinceFactory(code="36")

    with pytest.raises(BoundaryFault) as caught:
        load_boundaries(write(feature("36"), bad))

    [fault] = caught.value.faults
    assert "shapes.geojson" in fault
    assert "2" in fault
    assert words in fault
    assert not Boundary.objects.exists()


def test_a_code_may_stand_once(write):
    ProvinceFactory(code="35")

    with pytest.raises(BoundaryFault, match="35"):
        load_boundaries(write(feature("35"), feature("35")))


def test_features_of_the_other_level_are_refused(write):
    ProvinceFactory(code="35")

    with pytest.raises(BoundaryFault, match="regency"):
        load_boundaries(write(feature("35")), level="regency")


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"type": "Topology"}', "[" * 100_000, "\xff", '{"a": 1e999}'],
)
def test_a_file_that_is_no_feature_collection_is_refused(tmp_path, text):
    path = tmp_path / "shapes.geojson"
    path.write_bytes(text.encode("latin-1"))

    with pytest.raises(BoundaryFault, match="shapes"):
        load_boundaries(path)


def test_a_missing_file_is_said_so(tmp_path):
    with pytest.raises(BoundaryFault, match="nowhere"):
        load_boundaries(tmp_path / "nowhere.geojson")


@pytest.mark.parametrize("features", [[], None, {}, [0] * 1001])
def test_the_number_of_features_is_limited(tmp_path, features):
    path = tmp_path / "shapes.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))

    with pytest.raises(BoundaryFault, match=r"\b1[,.]?000\b"):
        load_boundaries(path)


def test_size_and_points_are_limited(write, monkeypatch):
    ProvinceFactory(code="35")
    monkeypatch.setattr(boundaries, "MAX_POINTS", 4)
    with pytest.raises(BoundaryFault, match="4"):
        load_boundaries(write(feature("35")))

    monkeypatch.setattr(boundaries, "MAX_BYTES", 10)
    with pytest.raises(BoundaryFault, match="mapshaper"):
        load_boundaries(write(feature("35")))


def test_at_most_twenty_faults_are_listed(write):
    with pytest.raises(BoundaryFault) as caught:
        load_boundaries(write(*[feature("99")] * 50))

    assert len(caught.value.faults) == 20


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(-200, 200),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(geometry=JSON, coordinates=JSON, kind=st.sampled_from(["Point", "Polygon", "MultiPolygon"]))
def test_any_geometry_is_taken_or_refused_in_words(geometry, coordinates, kind):
    for given_geometry in (geometry, {"type": kind, "coordinates": coordinates}):
        reader = boundaries._Reader("shapes.geojson", None)
        with suppress(ValueError):
            taken = reader._geometry(deepcopy(given_geometry))
            assert taken["type"] == given_geometry["type"]
