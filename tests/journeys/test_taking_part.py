"""A resident follows a record, asks, is answered; a message is hidden, and its author appeals."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from simpul.hubs.policies import COORDINATOR, EDITOR
from simpul.organisations.policies import ADMIN
from tests.browser import axe_violations, overflows
from tests.factories.accounts import UserFactory
from tests.factories.forum import holder, member_of, record

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return record(title="Jaring Smart")


@pytest.fixture
def enter(browser_page):
    """Open a path as somebody who has signed in."""

    def open_as(person, path, **look):
        client = Client()
        client.force_login(person)
        page = browser_page("/healthz", **{"width": 390, **look})
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value}
        page.context.add_cookies([{**cookie, "url": page.url}])
        page.goto(path)
        return page

    return open_as


def is_well(page):
    assert axe_violations(page) == []
    assert not overflows(page)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).first.click()


def follows_and_asks(page):
    follow(page, "Ikuti")
    press(page, "Ikuti")
    page.get_by_text("Kini Anda mengikutinya").wait_for()
    follow(page, "Tanya pemilik")
    press(page, "Kirim pertanyaan")
    page.locator(".field__error").wait_for()
    asks(page, "Berapa biaya setahun?")
    page.get_by_text("Berapa biaya setahun?").wait_for()


def asks(page, words):
    page.get_by_label("Apa yang ingin Anda ketahui?").fill(words)
    press(page, "Kirim pertanyaan")


def answers(page):
    follow(page, "Jawab")
    page.get_by_label("Jawaban Anda").fill("Rp12 juta setahun.")
    press(page, "Kirim jawaban")
    page.get_by_text("Rp12 juta setahun.").wait_for()


def reports(page):
    page.get_by_role("link", name="mendapat jawaban baru").click()
    page.locator("li", has_text="Dasar tidak becus").get_by_role("link", name="Laporkan").click()
    page.get_by_label("Menghina atau mengancam").check()
    press(page, "Kirim laporan")


def hides(page):
    page.locator("tr", has_text="Putuskan laporan").get_by_role("link").click()
    page.get_by_label("Sembunyikan:").check()
    page.get_by_label("Mengapa?").fill("Menghina petugas.")
    press(page, "Putuskan")
    page.get_by_text("Tidak ada laporan").wait_for()


def appeals(page):
    page.get_by_role("link", name="tidak ditampilkan lagi").click()
    page.get_by_label("Mengapa keputusan itu keliru?").fill("Saya hanya mengutip warga lain.")
    press(page, "Kirim keberatan")


def lifts(page):
    page.locator("tr", has_text="Jawab keberatan").get_by_role("link").click()
    page.get_by_label("Batalkan dan tampilkan lagi pesannya").check()
    page.get_by_label("Mengapa?").fill("Memang kutipan.")
    press(page, "Jawab")


@pytest.mark.parametrize(
    ("javascript", "width"),
    [(False, 390), pytest.param(True, 1280, marks=pytest.mark.slow)],
)
def test_a_resident_takes_part_and_the_hub_keeps_order(enter, place, javascript, width):
    look = {"javascript": javascript, "width": width}
    resident, rude = UserFactory(name="Wati"), UserFactory(name="Budi")
    admin, colleague = holder(ADMIN, place.owner), member_of(place.owner)
    editor, coordinator = holder(EDITOR, place.hub), holder(COORDINATOR, place.hub)
    about = f"/id/inovasi/{place.slug}/"

    follows_and_asks(enter(resident, about, **look))
    enter(admin, "/id/meja/", **look).get_by_text("Jawab pertanyaan").wait_for()
    answers(enter(colleague, f"{about}pertanyaan/", **look))
    enter(admin, "/id/meja/", **look).get_by_text("Tidak ada yang menunggu").wait_for()

    asks(enter(rude, f"{about}tanya/", **look), "Dasar tidak becus")
    reports(enter(resident, "/id/meja/kabar/", **look))
    hides(enter(editor, "/id/meja/", **look))
    page = enter(resident, f"{about}pertanyaan/", **look)
    expect(page.get_by_text("Dasar tidak becus")).to_have_count(0)

    appeals(enter(rude, "/id/meja/kabar/", **look))
    lifts(enter(coordinator, "/id/meja/", **look))
    page = enter(resident, f"{about}pertanyaan/", **look)
    page.get_by_text("Dasar tidak becus").wait_for()


@pytest.mark.parametrize(
    ("width", "scheme"),
    [(390, "light"), pytest.param(1280, "dark", marks=pytest.mark.slow)],
)
def test_every_page_of_taking_part_is_accessible(enter, place, width, scheme):
    from simpul.forum.services import moderation
    from tests.factories.forum import ShelfFactory, question

    person, editor = UserFactory(), holder(EDITOR, place.hub)
    coordinator = holder(COORDINATOR, place.hub)
    message, other = question(place, by=person), question(place, by=person)
    report = moderation.report(message, reason="abuse", by=UserFactory())
    decision = moderation.hide(other, reason="Menghina", by=editor)
    shelf = ShelfFactory(person=person, is_shared=True)
    look = {"width": width, "scheme": scheme}
    about = f"/id/inovasi/{place.slug}/"

    page = enter(person, "/id/meja/", **look)
    own = [
        "/id/meja/", "/id/meja/kabar/", "/id/meja/selesai/", "/id/meja/daftar/",
        shelf.get_absolute_url(), shelf.shared_url, f"/id/meja/keputusan/{decision.pk}/",
        f"{about}pertanyaan/", f"{about}tanya/", f"{about}berguna/", f"{about}simpan/",
        f"{about}lapor/", f"/id/pesan/{message.pk}/lapor/", f"/id/ikuti/catatan/{place.slug}/",
        "/id/aduan/", f"/id/pesan/{message.pk}/ubah/",
    ]  # fmt: skip
    for address in own:
        page.goto(address)
        is_well(page)
    page.goto(f"{about}tanya/")
    press(page, "Kirim pertanyaan")
    is_well(page)

    appeal = moderation.appeal(decision, words="Tidak adil", by=person)
    page = enter(coordinator, "/id/meja/", **look)
    for address in (
        "/id/meja/",
        "/id/meja/moderasi/",
        f"/id/meja/moderasi/{report.pk}/",
        f"/id/meja/keberatan/{appeal.pk}/",
        f"{about}pendapat/",
    ):
        page.goto(address)
        is_well(page)
