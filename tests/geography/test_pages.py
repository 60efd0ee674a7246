"""The pages in a real browser, with the shipped regions and shapes."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from simpul.geography import services
from tests.browser import axe_violations, first_visit_bytes, overflows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def shipped():
    services.load_regions(settings.DATA_DIR / "regions.csv")
    services.load_schematic(settings.DATA_DIR / "boundaries")


def address(route, *arguments, language="id"):
    with override(language):
        return reverse(route, args=arguments)


PAGES = [
    ("geography:regions",),
    ("geography:region", "35"),
    ("geography:region", "31.01"),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page[-1])
def test_axe_finds_nothing(browser_page, page):
    for language, scheme, width in (("id", "light", 1280), ("en", "dark", 320)):
        opened = browser_page(address(*page, language=language), scheme=scheme, width=width)

        assert axe_violations(opened) == []
        assert not overflows(opened)


def test_axe_finds_nothing_when_nothing_is_found(browser_page):
    opened = browser_page(f"{address('geography:regions')}?q=atlantis")

    assert axe_violations(opened) == []


def test_a_region_of_the_map_opens_by_keyboard(browser_page):
    opened = browser_page(address("geography:region", "34"))

    opened.get_by_role("link", name="Bantul").first.focus()
    opened.keyboard.press("Enter")

    assert opened.locator("h1").inner_text() == "Kabupaten Bantul"


def test_a_first_visit_stays_light(client, built_styles):
    for page in PAGES:
        response = client.get(address(*page), secure=True)

        assert first_visit_bytes(response.content) < 100_000
