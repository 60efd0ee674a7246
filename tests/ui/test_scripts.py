"""What scripts add: suggestions, choices that narrow, and nothing that is needed."""

import json

import pytest

from simpul.ui import hooks

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
SUGGESTED = [
    {"text": "posyandu digital", "url": "", "note": ""},
    {"text": "Posyandu Remaja", "url": "/id/angka/", "note": "Pemkab Bone"},
]


@pytest.fixture
def searching(monkeypatch):
    """A place to search; the browser is told what it suggests."""
    monkeypatch.setattr(hooks.SEARCH, "url_name", "ui:gallery")
    monkeypatch.setattr(hooks.SEARCH, "suggest_url_name", "ui:figures")


def typed(browser_page, text):
    page = browser_page("/id/galeri/")
    answer = json.dumps({"suggestions": SUGGESTED})
    page.route(
        "**/angka/?q=*", lambda route: route.fulfill(body=answer, content_type="application/json")
    )
    page.fill("#sample-q", "")
    page.type("#sample-q", text)
    page.wait_for_selector("[role=option]")
    return page


@pytest.mark.usefixtures("searching")
def test_suggestions_are_a_list_to_walk_with_the_arrows(browser_page):
    page = typed(browser_page, "posy")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")

    box = page.locator("#sample-q")
    assert box.get_attribute("aria-expanded") == "true"
    assert box.get_attribute("aria-activedescendant") == "sample-q-suggestions-1"
    assert page.locator("[aria-selected=true]").inner_text() == "Posyandu Remaja Pemkab Bone"


@pytest.mark.usefixtures("searching")
def test_a_suggestion_with_an_address_opens_it(browser_page):
    page = typed(browser_page, "posy")
    page.unroute("**/angka/?q=*")

    page.click("text=Posyandu Remaja")

    page.wait_for_url("**/id/angka/")


@pytest.mark.usefixtures("searching")
def test_escape_closes_and_keeps_the_words(browser_page):
    page = typed(browser_page, "posy")

    page.keyboard.press("Escape")

    assert page.locator("[role=option]").first.is_hidden()
    assert page.input_value("#sample-q") == "posy"


def test_typing_narrows_a_long_facet(browser_page):
    page = browser_page("/id/galeri/")

    page.fill("#find-sample-regency", "wajo")

    shown = page.locator("#facet .facet[data-facet] li:visible").all_inner_texts()
    assert ["Wajo" in row for row in shown] == [True]
