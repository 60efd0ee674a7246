"""Names beside a map: small areas always get one, where there is room, with a line to it."""

from django.template import Context, Template

from simpul.ui import leaders
from simpul.ui.parts import Area

BOX = "0 0 1000 500"
SMALL = Area("DI Yogyakarta", "M398 250l8 0 0 6-8 0z", 5, "", 402, 253)
LARGE = Area("Jawa Tengah", "M300 180l120 0 0 60-120 0z", 12, "", 360, 210)
EAST = Area("Jawa Timur", "M420 180l120 0 0 60-120 0z", 20, "", 480, 210)


def test_an_outline_is_as_wide_and_high_as_it_is_drawn():
    assert leaders.extent(SMALL.path) == (8, 6)
    assert leaders.extent("M0 0l10 0 0 5zM20 20l4 4z") == (24, 24)
    assert leaders.extent("M256 267a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z") == (10, 0)
    assert leaders.extent("") == (0, 0)


def test_a_small_area_gets_its_name_outside_away_from_the_others():
    (label,) = leaders.labels([LARGE, SMALL, EAST], [], BOX, small=True)

    assert label.area is SMALL
    assert label.line[:2] == (402, 253)
    # South is the sea.
    assert label.line[3] > 253
    assert label.y > label.line[1]


def test_a_large_area_is_named_inside_and_only_when_asked():
    assert leaders.labels([LARGE], [], BOX, small=True) == []
    (label,) = leaders.labels([LARGE], ["Jawa Tengah"], BOX, small=True)

    assert (label.x, label.y, label.line) == (360, 210, None)


def test_on_a_map_of_regencies_small_ones_are_named_only_when_asked():
    assert leaders.labels([SMALL], [], BOX, small=False) == []
    assert leaders.labels([SMALL], ["DI Yogyakarta"], BOX, small=False)[0].line


def test_a_label_at_the_edge_stays_on_the_map():
    edge = Area("Tepi", "M2 2l4 0 0 4-4 0z", 1, "", 4, 4)

    (label,) = leaders.labels([edge], [], BOX, small=True)

    assert label.line[2] > 0
    assert 0 < label.y < 500


def test_the_map_writes_line_and_name():
    template = Template(
        "{% load ui %}{% choropleth areas=areas label='Peta' unit='inovasi' view_box=box %}"
    )

    drawn = template.render(Context({"areas": [LARGE, SMALL], "box": BOX}))

    assert drawn.count('<line class="lead"') == 1
    assert "DI Yogyakarta 5</text>" in drawn
