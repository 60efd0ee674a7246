"""Somebody opens an account, protects it and closes it, on a phone, in Indonesian."""

import re
import time
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from playwright.sync_api import expect

from simpul.accounts.models import User
from simpul.core.models import OutboxMessage
from tests.browser import axe_violations, overflows
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESS = "siti.aminah@contoh.go.id"


@pytest.fixture(autouse=True)
def nothing_counted():
    """Limits of one test are not those of the next."""
    cache.clear()


def mailed_path(topic="account"):
    """Where the last mail leads, on whatever host the test runs."""
    return urlsplit(OutboxMessage.objects.filter(topic=topic).latest("pk").link).path


def code(secret, ahead=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def is_well(page):
    assert axe_violations(page) == []
    assert not overflows(page)


def sign_up(page):
    page.get_by_label("Siapa nama Anda?").fill("Siti Aminah")
    page.get_by_label("Apa alamat surel Anda?").fill(ADDRESS)
    page.get_by_label("Buat kata sandi").fill(PASSWORD)
    page.get_by_label("Saya sudah membaca pemberitahuan privasi").check()
    page.get_by_role("button", name="Buat akun").click()
    page.goto(mailed_path())
    page.get_by_role("button", name="Ya, alamat ini milik saya").click()


def sign_in(page, login=ADDRESS):
    page.goto("/id/akun/masuk/")
    page.get_by_label("Alamat surel atau NIP").fill(login)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


def sign_out(page):
    page.goto("/id/akun/")
    page.locator("main").get_by_role("link", name="Keluar", exact=True).click()
    page.get_by_role("button", name="Keluar").click()


@pytest.mark.parametrize(
    ("javascript", "width"),
    [pytest.param(True, 390, marks=pytest.mark.slow), (False, 320)],
)
def test_open_protect_and_close_an_account(browser_page, javascript, width):
    page = browser_page("/id/akun/daftar/", javascript=javascript, width=width)
    sign_up(page)
    page.wait_for_url("**/id/akun/")
    expect(page.locator("h1")).to_have_text("Akun saya")

    page.get_by_role("link", name="Aplikasi, kunci sandi, kode pemulihan").click()
    page.get_by_role("link", name="Pasang aplikasi").click()
    secret = page.locator("#totp-key").inner_text()
    page.get_by_label("Enam angka itu").fill(code(secret))
    page.get_by_role("button", name="Aktifkan aplikasi").click()
    expect(page.locator(".codes li")).to_have_count(10)

    sign_out(page)
    sign_in(page)
    expect(page.locator("h1")).to_have_text("Satu bukti lagi")
    page.get_by_label("Kode", exact=True).fill("000000")
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.locator("main")).to_contain_text("Kode keliru")
    page.get_by_label("Kode", exact=True).fill(code(secret, ahead=1))
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url("**/id/meja/")

    page.goto("/id/akun/")
    page.get_by_role("link", name="Tempat saya masuk").click()
    expect(page.locator("tbody tr")).to_have_count(1)

    page.goto("/id/akun/data-pribadi/")
    page.locator("main").get_by_role("link", name="Tutup akun").click()
    page.get_by_label("Mantan anggota").check()
    page.get_by_label("Saya mengerti").check()
    page.get_by_role("button", name="Tutup akun untuk selamanya").click()
    expect(page.locator("h1")).to_have_text("Akun Anda sudah ditutup")
    sign_in(page)
    expect(page.locator("main")).to_contain_text("keliru")
    person = User.objects.get()
    assert [person.name, person.email, person.is_active, str(person)] == [
        "", None, False, "Mantan anggota",
    ]  # fmt: skip


def test_a_passkey_opens_the_account_without_a_password(browser_page):
    UserFactory(email=ADDRESS, name="Siti Aminah", enters=True)
    page = browser_page("/id/akun/masuk/", width=390)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    sign_in(page)
    page.goto("/id/akun/pengaman/kunci/tambah/")
    page.get_by_role("button", name="Tambahkan perangkat ini").click()
    page.wait_for_url("**/kode/")
    page.goto("/id/akun/pengaman/kunci/")
    expect(page.locator("tbody tr")).to_have_count(1)
    is_well(page)

    sign_out(page)
    page.goto("/id/akun/masuk/")
    page.get_by_role("button", name="Masuk dengan kunci sandi").click()
    page.wait_for_url("**/id/meja/")
    page.goto("/id/akun/")
    expect(page.locator("main")).to_contain_text("Siti Aminah")


DOORS = ["masuk", "daftar", "sandi/lupa", "sandi/lupa/terkirim", "tidak-aktif", "sudah-ditutup"]
ROOMS = ["", "tentang-saya", "data-pribadi", "alamat", "sandi", "pengaman", "sesi", "tutup",
         "pengaman/aplikasi/pasang", "pengaman/kunci", "pengaman/kunci/tambah", "keluar",
         "tempat-lain", "buktikan"]  # fmt: skip


@pytest.mark.parametrize(
    ("width", "scheme"),
    [(390, "light"), pytest.param(1280, "dark", marks=pytest.mark.slow)],
)
def test_every_page_of_an_account_is_accessible(browser_page, width, scheme):
    UserFactory(email=ADDRESS, name="Siti Aminah", enters=True)
    page = browser_page("/id/privasi/", width=width, scheme=scheme)
    is_well(page)
    for door in DOORS:
        page.goto(f"/id/akun/{door}/")
        is_well(page)
    page.goto("/id/akun/daftar/")
    page.locator("main form").first.evaluate("form => { form.noValidate = true }")
    page.get_by_role("button", name="Buat akun").click()
    expect(page).to_have_title(re.compile("Galat:"))
    is_well(page)
    sign_in(page)
    for room in ROOMS:
        page.goto(f"/id/akun/{room}/".replace("//", "/"))
        is_well(page)
