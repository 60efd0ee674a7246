"""The instant a figure was read, as machines take it."""

import re

import pytest

pytestmark = pytest.mark.django_db


def test_the_instant_of_a_figure_is_one_a_machine_reads(client):
    page = client.get("/en/figures/innovations_listed/", secure=True).content.decode()

    (instant,) = re.findall(r'<time datetime="([^"]+)"', page)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}", instant)
