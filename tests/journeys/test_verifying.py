"""A verifier reads, checks and decides in a real browser with nothing but the keyboard."""

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import expect

from simpul.innovations.models import DraftState
from tests.browser import axe_violations
from tests.factories.verification import VALUES, Scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_STOPS = 150


@pytest.fixture
def scene(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return Scene()


def signed_in(page, site, person):
    client = Client()
    client.force_login(person)
    cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])


def tab_to(page, wanted):
    """Press Tab until what has the focus fits a selector; it must be seen there."""
    for _press in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("words => document.activeElement.matches(words)", wanted):
            here = page.locator(":focus")
            expect(here).to_be_in_viewport()
            return here
    raise AssertionError(f"{MOST_STOPS} stops, and none is {wanted}")


def entered(page, wanted):
    """Press Enter on what a selector names and wait for the page it leads to."""
    tab_to(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def judge_by_keys(page, fields):
    """Say of each answer that it fits, as the arrow keys choose in a group."""
    for _number in range(fields):
        name = tab_to(page, "input[type=radio][name^=verdict-]").get_attribute("name")
        page.keyboard.press("Space")
        chosen = page.locator(f"input[name='{name}']:checked")
        expect(chosen).to_have_value("fits")
        page.keyboard.press("ArrowDown")
        expect(chosen).to_have_value("ask")
        page.keyboard.press("ArrowUp")
        expect(chosen).to_have_value("fits")


def test_the_whole_checklist_is_done_by_keyboard(scene, browser_page, site):
    draft = scene.submitted()
    page = browser_page("/id/")
    signed_in(page, site, scene.verifier)
    page.goto("/id/meja/verifikasi/")
    entered(page, "tbody th a")
    entered(page, "form[action$='/ambil/'] button, form[action*='take-up'] button")
    judge_by_keys(page, len(VALUES) + 1)
    entered(page, "#check button:not([name])")
    assert axe_violations(page) == []
    entered(page, ".actbar a.button:not(.button--danger)")
    expect(page.locator("form .meta")).to_contain_text("Anda memutuskan sebagai")
    tab_to(page, "#note")
    page.keyboard.type("Semua jawaban sesuai bukti.")
    entered(page, "main form button")

    draft.refresh_from_db()
    draft.innovation.refresh_from_db()
    assert (draft.state, draft.innovation.state) == (DraftState.ACCEPTED, "published")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("width", [390, 1280])
def test_every_state_of_a_case_can_be_used_by_everybody(scene, browser_page, site, language, width):
    draft = scene.taken_up()
    page = browser_page("/id/", width=width)
    signed_in(page, site, scene.verifier)
    root = f"/{language}/" + {"id": "meja/verifikasi", "en": "desk/verification"}[language]
    shows = ("changes", "all", "evidence", "talk", "history")
    for address in (root, *(f"{root}/{draft.pk}/?show={show}" for show in shows)):
        page.goto(address)
        assert page.locator("h1").count() == 1, address
        assert axe_violations(page) == [], address

    # An answer that is asked about without a question: the page says so and loses nothing.
    page.goto(f"{root}/{draft.pk}/?show=all")
    page.locator("input[type=radio][value=ask]").first.check()
    page.locator("#check button:not([name])").click()
    expect(page.locator(".notice--danger")).to_be_visible()
    assert axe_violations(page) == []
