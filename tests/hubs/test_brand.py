"""The brand of a hub: one number, every colour of its pages."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from simpul.core.models import Entry
from simpul.hubs.services import brand_hub, load_hubs
from simpul.ui.theme import theme
from tests.factories.hubs import HubFactory

pytestmark = pytest.mark.django_db


def test_a_hub_wears_its_hue_and_its_page_says_where_the_colours_are(client):
    hub = HubFactory(code="HUB-73", slug="jipp-sulsel")

    brand_hub(hub, hue=190)

    page = client.get("/id/hub/jipp-sulsel/").content.decode()
    assert "/id/hub/jipp-sulsel/theme.css" in page
    assert client.get("/id/hub/jipp-sulsel/theme.css").content.decode() == theme(190)
    assert Entry.objects.get(verb="brand").object_id == hub.pk


def test_a_hub_without_a_hue_wears_the_colours_of_the_network(client):
    hub = HubFactory(slug="jipp-polos", hue=40)

    call_command("brand_hub", hub.code, "--plain")

    assert "theme.css" not in client.get("/id/hub/jipp-polos/").content.decode()


@pytest.mark.parametrize("hue", [-1, 360])
def test_a_number_that_is_no_hue_is_refused(hue):
    hub = HubFactory(hue=10)

    with pytest.raises(ValidationError, match=str(hue)):
        brand_hub(hub, hue=hue)

    hub.refresh_from_db()
    assert hub.hue == 10


def test_an_unknown_hub_is_named(capsys):
    with pytest.raises(CommandError, match="HUB-0"):
        call_command("brand_hub", "HUB-0", "--hue", "10")


def test_loading_hubs_again_leaves_their_brand(client):
    hub = HubFactory(hue=10)

    load_hubs([])

    hub.refresh_from_db()
    assert hub.hue == 10
