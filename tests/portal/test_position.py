"""The button that asks the browser where it is: only when pressed, and a way on when refused."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
BUTTON = "[data-near]"


def test_a_press_fills_in_a_position_no_finer_than_a_kilometre(browser_page):
    page = browser_page("/id/dekat-saya/")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": -7.257472, "longitude": 112.752090})

    page.click(BUTTON)

    page.wait_for_url("**lat=-7.26&lng=112.75*")


def test_a_refused_position_leaves_the_page_with_a_way_on(browser_page):
    page = browser_page("/en/near-me/")
    page.context.clear_permissions()
    page.wait_for_selector(BUTTON)

    page.click(BUTTON)

    expect(page.locator("#near-said")).to_contain_text("region")
    assert "lat=" not in page.url


def test_without_scripts_the_button_is_not_there(browser_page):
    page = browser_page("/id/dekat-saya/", javascript=False)

    assert page.locator(BUTTON).is_hidden()
    assert page.locator("select, input[type=search]").count() > 0
