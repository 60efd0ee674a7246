import json

import pytest
from django.core.management import CommandError, call_command

from simpul.geography.models import Boundary, BoundaryKind
from tests.factories.geography import BoundaryFactory, ProvinceFactory, square

pytestmark = pytest.mark.django_db


@pytest.fixture
def shapes(tmp_path):
    path = tmp_path / "shapes.geojson"
    feature = {"type": "Feature", "properties": {"code": "35"}, "geometry": square(112.0, -8.0)}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    return path


def test_official_shapes_are_loaded_counted_and_reset(shapes, capsys):
    BoundaryFactory(region=ProvinceFactory(code="35"))

    call_command("boundaries", "load", shapes, "--level", "province", "--source", "BIG, 2024")
    call_command("boundaries", "status", "--json")
    status = json.loads(capsys.readouterr().out.split("\n", 1)[1])
    call_command("boundaries", "reset")

    assert status[0] == {
        "level": "province",
        "regions": 1,
        "schematic": 1,
        "official": 1,
        "sources": ["BIG, 2024"],
    }
    assert [row.kind for row in Boundary.objects.all()] == [BoundaryKind.SCHEMATIC]


def test_status_for_people_names_each_level(capsys):
    call_command("boundaries", "status")

    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["province", "regency"]


def test_a_wrong_file_ends_with_its_faults(shapes):
    with pytest.raises(CommandError, match="35"):
        call_command("boundaries", "load", shapes)

    assert not Boundary.objects.exists()
