"""The button beside a citation copies what stands there, and says that it did."""

import pytest
from playwright.sync_api import expect

from tests.innovations.catalogue_world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
BUTTON = "[data-copy=cite-apa]"


@pytest.fixture
def address(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.SEMANTIC = False
    return f"/en/innovations/{World(2).records[0].slug}/"


def opened(browser_page, address, **options):
    """The page of a record, with the part about citing unfolded."""
    page = browser_page(address, **options)
    closed = page.locator("details:not([open]) > summary:visible")
    while closed.count():
        closed.first.click()
    return page


def test_a_press_copies_the_citation_in_one_line(browser_page, address):
    page = opened(browser_page, address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shown = page.locator("#cite-apa").inner_text()

    page.click(BUTTON)

    expect(page.locator("#cite-said")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == " ".join(shown.split())


def test_without_scripts_the_citation_stands_there_to_be_marked(browser_page, address):
    page = browser_page(address, javascript=False)

    assert page.locator(BUTTON).is_hidden()
    expect(page.locator("#cite-apa")).to_have_count(1)
