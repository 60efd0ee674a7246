"""Somebody looks for what others have done, in a real browser."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import axe_violations, first_visit_bytes, overflows
from tests.innovations.catalogue_world import indexed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def world(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.SEMANTIC = False
    return indexed(30)


def count(page):
    return int(page.locator("#jml").inner_text().split()[0])


@pytest.mark.parametrize(("javascript", "width"), [(True, 1280), (False, 320)])
def test_search_filter_take_away_sort_turn_the_page_and_download(browser_page, javascript, width):
    page = browser_page("/id/inovasi/", javascript=javascript, width=width)
    assert count(page) == 30

    page.locator("input#q").fill("akta")
    page.get_by_role("button", name="Cari", exact=True).first.click()
    assert count(page) == 10
    expect(page.locator(".records mark").first).to_have_text("akta")

    page.get_by_role("checkbox", name="Provinsi Jawa Timur").check()
    page.get_by_role("button", name="Terapkan saringan").click()
    assert count(page) == 5
    assert "province=35" in page.url
    assert "q=akta" in page.url

    page.locator(".chip", has_text="Jawa Timur").click()
    assert count(page) == 10
    assert "province" not in page.url

    page.get_by_label("Urutkan").select_option("title")
    page.get_by_label("Baris").select_option("10")
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.locator(".record__title")).to_have_count(10)
    titles = page.locator(".record__title").all_inner_texts()
    assert titles == sorted(titles)

    page.goto("/id/inovasi/?size=10&sort=title")
    page.get_by_role("link", name="Berikutnya").click()
    assert page.locator(".pager [aria-current]").inner_text().split()[-1] == "2"
    assert "sort=title" in page.url

    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 31
    assert not overflows(page)


def test_suggestions_are_taken_with_the_keyboard(browser_page):
    page = browser_page("/en/innovations/")
    box = page.locator("input#q")
    box.press_sequentially("kes")
    page.locator("[role=option]", has_text="Health").wait_for()
    while "Health" not in (page.locator("[aria-selected=true]").all_inner_texts() or [""])[0]:
        box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/innovations/?sector=kesehatan")

    assert page.locator(".chip").inner_text().startswith("Health")


STATES = {
    "the whole list": "",
    "a search with chips": "?q=akta+kelahiran&province=35&year=2015",
    "nothing found": "?q=stunting&province=35&year=2001",
    "a bad address": "?province=jawa&page=0&colour=red",
    "a misspelt word": "?q=kelahirann",
    "by distance": "?province=35&sort=distance",
}


LATER = pytest.mark.slow


@pytest.mark.parametrize(
    ("place", "scheme"),
    [
        ("/id/inovasi/", "light"),
        pytest.param("/id/inovasi/", "dark", marks=LATER),
        pytest.param("/en/innovations/", "light", marks=LATER),
        pytest.param("/en/innovations/", "dark", marks=LATER),
    ],
)
def test_everybody_can_use_it(browser_page, place, scheme):
    for state, address in STATES.items():
        page = browser_page(place + address, scheme=scheme)
        assert axe_violations(page) == [], state


def test_nothing_stands_beside_the_page(browser_page):
    for state, address in STATES.items():
        for width in (320, 768):
            page = browser_page("/id/inovasi/" + address, width=width)
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            assert not overflows(page), (state, width)


def test_a_first_visit_is_light(client, built_styles, settings):
    settings.SECURE_SSL_REDIRECT = False
    html = client.get("/id/inovasi/?size=20").content

    assert first_visit_bytes(html) < 100_000
