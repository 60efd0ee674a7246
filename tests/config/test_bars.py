"""What every page says first: that it is a demonstration, that nothing can be changed now."""

import pytest
from django.test import override_settings

from simpul.core import maintenance

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened_after():
    yield
    maintenance.open_again()


def bar(client, language):
    page = client.get(f"/{language}/no-such-page/").content.decode()
    return page.partition('<aside class="sitebar"')[2].partition("</aside>")[0]


def test_a_hub_at_work_says_nothing(client):
    assert bar(client, "id") == bar(client, "en") == ""


@override_settings(DEMO=True)
def test_a_demonstration_says_so_on_every_page_in_both_languages(client):
    assert "Ini situs contoh." in bar(client, "id")
    assert "This is a demonstration." in bar(client, "en")


def test_a_closed_site_says_so_in_the_words_of_its_operator(client, opened_after):
    maintenance.close()
    assert "change nothing for now" in bar(client, "en")

    maintenance.close("Sampai pukul <21.00> WIB.")
    assert "Sampai pukul &lt;21.00&gt; WIB." in bar(client, "id")
