"""The page of a hub leads to its catalogue, and the catalogue knows the hub."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse

from simpul.innovations.views import panels
from tests.innovations.catalogue_world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.SEMANTIC = False


def test_a_hub_leads_to_the_records_it_answers_for(client):
    world = World(6)
    hub = world.hubs[0]
    request = RequestFactory().get("/id/")
    request.user = AnonymousUser()

    address = f"{reverse('innovations:catalogue')}?hub={hub.code}"
    assert f'href="{address}"' in panels.of_hub(request, hub).html

    answer = client.get(address, secure=True)
    page = answer.context["page"]
    expected = {record.pk for record in world.records if record.hub_id == hub.pk}
    assert {row.pk for row in page.rows} == expected != set()
    assert hub.name in answer.content.decode()


def test_a_hub_nobody_knows_is_said_and_left_out(client):
    World(2)

    page = client.get(f"{reverse('innovations:catalogue')}?hub=HUB-TIDAK-ADA", secure=True)

    assert page.status_code == 200
    assert "HUB-TIDAK-ADA" in page.content.decode()


def test_what_a_file_cannot_hold_is_said_where_it_is_offered(client, monkeypatch, settings):
    from dataclasses import replace

    from simpul.innovations import hooks
    from simpul.innovations.queries import catalogue

    World(6)
    few = [
        replace(entry, most=3 if entry.key == "xlsx" else 0) for entry in hooks.CATALOGUE_FORMATS
    ]
    monkeypatch.setattr(hooks, "CATALOGUE_FORMATS", few)
    monkeypatch.setattr(catalogue, "DEPTH_LIMIT", 4)

    page = client.get("/en/innovations/", secure=True).content.decode()
    ranked = client.get("/en/innovations/?lat=-7.7&lng=112.7&sort=distance", secure=True)

    assert "XLSX (the first 3 rows)" in page
    assert "CSV</a>" in page
    assert "holds the first 4 rows" in ranked.content.decode()
