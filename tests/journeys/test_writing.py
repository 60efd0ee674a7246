"""Somebody writes down an innovation in a real browser, and nothing they type is ever lost."""

import json
import re
import time
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Error, expect

from simpul.core.files import PIECE_BYTES
from simpul.innovations.models import CoAuthor, DraftRival, Evidence
from tests.browser import axe_violations, is_fault, overflows
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.organisations import MembershipFactory
from tests.innovations.writing_world import answers, world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STEPS = [
    "identity",
    "classification",
    "story",
    "results",
    "resources",
    "replication",
    "residents",
    "evidence",
]
WORDS = json.loads((Path(__file__).parents[1] / "innovations" / "words.json").read_text())


@pytest.fixture
def here():
    found = world()
    CoAuthor.objects.create(
        draft=found.draft,
        email=found.colleague.email,
        person=found.colleague,
        token="t",
        invited_at=found.draft.opened_at,
        accepted_at=found.draft.opened_at,
    )
    return found


@pytest.fixture
def at_desk(browser, site):
    """Open a page as somebody; fails the test when a script throws or the policy is broken."""
    contexts, faults = [], []

    def open_page(path, person, *, width=1280, javascript=True):
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
        )
        contexts.append(context)
        client = Client()
        client.force_login(person)
        key = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": key, "url": site}])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: is_fault(message) and faults.append(message.text))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def step(draft, name):
    return f"/id/meja/draf/{draft.pk}/langkah/{name}/"


def kept(draft, field):
    row = draft.values.filter(field=field).first()
    return row.value if row else None


def state(page):
    return page.locator("form[data-writing]").get_attribute("data-state")


def wait_for_state(page, *states, seconds=15):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if state(page) in states:
            return time.monotonic()
        page.wait_for_timeout(100)
    raise AssertionError(f"{state(page)} after {seconds} s, not {states}")


def test_a_browser_that_dies_loses_five_seconds_at_most(at_desk, here):
    page = at_desk(step(here.draft, "story"), here.author)
    text = "Nelayan menyeberang berjam-jam untuk satu surat. " * 4
    page.locator("#f-problem").press_sequentially(text, delay=60)
    with pytest.raises(Error):
        page.goto("chrome://crash")

    saved = kept(here.draft, "problem") or ""
    assert text.startswith(saved)
    assert len(text) - len(saved) <= 5 / 0.06

    # The rest was still on that device, and comes back there.
    again = page.context.new_page()
    again.goto(step(here.draft, "story"))
    expect(again.locator("#f-problem")).to_have_value(text, timeout=10000)
    assert kept(here.draft, "problem") == text


def test_a_cut_network_says_so_and_saves_afterwards(at_desk, here):
    page = at_desk(step(here.draft, "story"), here.author)
    page.context.set_offline(True)
    begun = time.monotonic()
    page.locator("#f-problem").fill("Ditulis tanpa jaringan")
    assert wait_for_state(page, "unsaved") - begun < 10
    expect(page.locator("[data-save-state]")).to_contain_text("Belum tersimpan sejak")
    assert kept(here.draft, "problem") is None

    # A button pressed meanwhile does not give the text to an error page.
    page.get_by_role("button", name="Simpan dan lanjut").click()
    expect(page.locator("#f-problem")).to_have_value("Ditulis tanpa jaringan")

    page.context.set_offline(False)
    wait_for_state(page, "saved")
    assert kept(here.draft, "problem") == "Ditulis tanpa jaringan"


def test_a_silent_network_is_noticed_too(at_desk, here):
    page = at_desk(step(here.draft, "story"), here.author)
    page.route("**/simpan/", lambda route: None)
    begun = time.monotonic()
    page.locator("#f-problem").fill("Tidak ada jawaban")

    assert wait_for_state(page, "unsaved") - begun < 10


def test_writing_goes_on_after_the_session_ended(at_desk, here):
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(
        user=here.author, email=here.author.email, verified=True, primary=True
    )
    page = at_desk(step(here.draft, "story"), here.author)
    Session.objects.all().delete()
    page.locator("#f-problem").fill("Ditulis setelah sesi berakhir")
    wait_for_state(page, "signed-out")

    with page.expect_popup() as opened:
        page.locator("[data-save-state] a").click()
    tab = opened.value
    tab.locator("input[name=login]").fill(here.author.email)
    tab.locator("input[name=password]").fill(PASSWORD)
    tab.locator("main form button[type=submit]").first.click()
    tab.wait_for_url("**/langkah/story/**")
    page.bring_to_front()

    wait_for_state(page, "saved", seconds=20)
    assert kept(here.draft, "problem") == "Ditulis setelah sesi berakhir"


def test_two_authors_of_one_answer_are_shown_both_texts(at_desk, here):
    first = at_desk(step(here.draft, "story"), here.author)
    second = at_desk(step(here.draft, "story"), here.colleague)
    first.locator("#f-problem").fill("Ongkos menyeberang mahal")
    wait_for_state(first, "saved")

    second.locator("#f-problem").fill("Hari melaut hilang")
    second.locator("[data-conflict] a").wait_for()
    assert kept(here.draft, "problem") == "Ongkos menyeberang mahal"
    assert DraftRival.objects.get().value == "Hari melaut hilang"

    second.locator("[data-conflict] a").click()
    expect(second.locator("h1")).to_contain_text("Dua tulisan")
    assert axe_violations(second) == []
    second.locator("#joined").fill("Ongkos mahal dan hari melaut hilang")
    second.get_by_role("button", name="Pakai tulisan gabungan").click()
    second.wait_for_url("**/langkah/story/**")

    assert kept(here.draft, "problem") == "Ongkos mahal dan hari melaut hilang"
    texts = set(DraftRival.objects.values_list("value", flat=True))
    assert texts == {"Hari melaut hilang", "Ongkos menyeberang mahal"}


def test_without_scripts_everything_typed_is_saved_and_faults_are_told(at_desk, here):
    page = at_desk(step(here.draft, "story"), here.author, javascript=False, width=390)
    long = "kata " * 207
    page.locator("#f-problem").fill(long)
    page.get_by_role("button", name="Simpan dan lanjut").click()

    expect(page).to_have_title(re.compile("^Galat:"))
    expect(page.locator(".notice--danger")).to_contain_text("Kelebihan 7 kata")
    expect(page.locator("#f-problem")).to_have_value(long)
    assert kept(here.draft, "problem") == long
    assert not overflows(page)

    page.goto(step(here.draft, "identity"))
    page.locator("#f-started_on-day").fill("4")
    page.locator("#f-started_on-month").fill("13")
    page.locator("#f-started_on-year").fill("2025")
    page.get_by_role("button", name="Simpan draf").click()
    expect(page.locator("#f-started_on")).to_contain_text("Anda menulis 13")
    assert kept(here.draft, "started_on") == {"day": "4", "month": "13", "year": "2025"}


def test_without_scripts_rows_of_figures_come_and_go(at_desk, here):
    page = at_desk(step(here.draft, "results"), here.author, javascript=False)
    page.locator("#f-outcomes-0-indicator").fill("Nelayan berkartu")
    page.get_by_role("button", name="Tambah hasil").click()
    page.locator("#f-outcomes-1-indicator").fill("Waktu mengurus")
    page.get_by_role("button", name="Hapus hasil 1").click()

    expect(page.locator("#f-outcomes-0-indicator")).to_have_value("Waktu mengurus")
    assert [row["indicator"] for row in kept(here.draft, "outcomes")] == ["Waktu mengurus"]


def test_without_scripts_a_form_sent_after_the_session_comes_back(at_desk, here):
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(
        user=here.author, email=here.author.email, verified=True, primary=True
    )
    page = at_desk(step(here.draft, "story"), here.author, javascript=False)
    page.locator("#f-problem").fill("Ditulis sebelum keluar")
    Session.objects.all().delete()
    page.get_by_role("button", name="Simpan draf").click()
    page.locator("input[name=login]").fill(here.author.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()

    expect(page.locator("#f-problem")).to_have_value("Ditulis sebelum keluar")
    expect(page.locator(".notice--warn").first).to_contain_text("Tulisan Anda kembali")
    page.get_by_role("button", name="Simpan draf").click()
    assert kept(here.draft, "problem") == "Ditulis sebelum keluar"


def test_the_keyboard_is_enough(at_desk, here):
    page = at_desk(step(here.draft, "identity"), here.author)
    page.locator("#f-title").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Sapa Nelayan")
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "next":
            break
    page.keyboard.press("Enter")

    page.wait_for_url("**/langkah/classification/**")
    assert kept(here.draft, "title") == "Sapa Nelayan"


def test_files_go_in_pieces_and_on_where_they_stopped(at_desk, here, tmp_path):
    file = tmp_path / "data.pdf"
    file.write_bytes(b"%PDF-1.7\n" + b"x" * (3 * PIECE_BYTES))
    page = at_desk(step(here.draft, "results"), here.author)
    refused = []

    def once(route):
        if refused:
            return route.continue_()
        refused.append(route.request.url)
        return route.abort()

    page.route(f"**/{PIECE_BYTES}/", once)
    page.locator("#f-outcomes-file").set_input_files(file)
    page.locator("[data-evidence=outcomes] .file a").wait_for(timeout=20000)

    assert refused
    evidence = Evidence.objects.get()
    assert (evidence.field, evidence.is_public) == ("outcomes", False)
    assert evidence.file.size == file.stat().st_size

    (tmp_path / "gambar.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    page.locator("#f-outcomes-file").set_input_files(tmp_path / "gambar.svg")
    page.locator("[data-evidence=outcomes] .file--bad").wait_for()
    assert axe_violations(page) == []


def test_words_are_counted_alike_in_the_browser(at_desk, here):
    page = at_desk(step(here.draft, "story"), here.author)
    counted = page.evaluate(
        """async (texts) => {
            const { countWords } = await import("/static/innovations/writing/words.js");
            return texts.map(countWords);
        }""",
        [row["text"] for row in WORDS],
    )
    assert counted == [row["count"] for row in WORDS]

    page.locator("#f-problem").fill("kata " * 201)
    expect(page.locator("#f-problem-n")).to_have_text("201 dari 200 kata, kelebihan 1")


@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.slow)])
def test_everybody_can_use_every_step(at_desk, here, width):
    page = at_desk(f"/id/meja/draf/{here.draft.pk}/", here.author, width=width)
    assert axe_violations(page) == []
    for name in STEPS:
        for query in ("", "?check=1"):
            page.goto(step(here.draft, name) + query)
            assert axe_violations(page) == [], (name, query)
            assert not overflows(page), (name, query)
    for path in (
        "inovasi/",
        "inovasi/baru/",
        "lembar-wawancara/",
        f"draf/{here.draft.pk}/pratinjau/",
    ):
        page.goto(f"/id/meja/{path}")
        assert axe_violations(page) == [], path
        assert not overflows(page), path


def test_from_a_name_to_a_draft_that_can_be_submitted(at_desk):
    here = world(**answers())
    person = MembershipFactory(organisation=here.body, person=UserFactory()).person
    page = at_desk("/id/meja/inovasi/baru/", person, width=390)
    page.locator("input[name=title]").fill("Sapa Nelayan Pulau")
    page.get_by_role("button", name="Mulai", exact=True).click()
    page.wait_for_url("**/langkah/identity/**")
    expect(page.locator("h1")).to_have_text("Sapa Nelayan Pulau")
    assert not overflows(page)
