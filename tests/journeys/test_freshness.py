"""A hub asks whether records still run, an owner answers on a phone, and everybody sees it."""

import re

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.test import Client
from playwright.sync_api import expect

from simpul.core import outbox
from simpul.innovations.models import Innovation
from tests.browser import axe_violations, overflows
from tests.innovations.life_world import build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"
    world = build()
    for number, name in enumerate(("Sip-Peka", "Ambulans Perahu", "Layanan Akta Kilat")):
        world.record(f"J-{number}", title=name, year=2020 + number)
    return world


def signed_in(page, person):
    client = Client()
    client.force_login(person)
    cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
    host = re.match(r"https?://([^:/]+)", page.url).group(1)
    page.context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "domain": host, "path": "/"}]
    )


def counts(page):
    rows = page.locator("section[aria-labelledby=life] tbody tr").all_inner_texts()
    return {row.split("\t")[0].strip(): int(row.split("\t")[-1]) for row in rows}


def asked_by(desk):
    """Begin a campaign about everything never confirmed and let its mail go."""
    desk.get_by_role("link", name="Belum pernah dikonfirmasi").click()
    desk.wait_for_url(re.compile("issue=never"))
    expect(desk.locator("tbody tr")).to_have_count(3)
    assert axe_violations(desk) == []
    desk.get_by_role("link", name="Tanyakan semua 3 catatan").click()
    desk.get_by_label("Nama kampanye").fill("Pemutakhiran 2026")
    desk.get_by_role("button", name="Baca surat").click()
    expect(desk.locator(".prewrap")).to_contain_text("Cukup satu kali tekan tombol")
    assert axe_violations(desk) == []
    desk.get_by_role("button", name="Mulai dengan 3 catatan").click()
    outbox.deliver()
    assert mail.outbox == []
    desk.get_by_role("button", name="Lepaskan 1 surel").click()
    outbox.deliver()
    [letter] = mail.outbox
    return letter


def answered_on(phone):
    """Say by one press that the first still runs, and why the next does not."""
    expect(phone.locator("h1")).to_contain_text("Apakah Sip-Peka masih berjalan?")
    assert not overflows(phone)
    phone.get_by_role("button", name="Ya, masih berjalan").click()
    expect(phone.locator("h1")).to_have_text("Terima kasih")
    assert not overflows(phone)
    phone.get_by_role("link", name=re.compile("^Apakah .* masih berjalan")).click()
    phone.get_by_text("Ada yang berubah").click()
    phone.get_by_label("Berhenti").check()
    phone.get_by_role("button", name="Kirim jawaban ini").click()
    expect(phone.locator("main")).to_contain_text("Tulis mengapa tidak berjalan")
    phone.get_by_label("Mengapa?").fill("Diganti layanan provinsi.")
    phone.get_by_role("button", name="Kirim jawaban ini").click()
    expect(phone.locator("h1")).to_have_text("Terima kasih")


def test_from_the_campaign_to_the_answer_to_the_numbers(world, browser_page):
    desk = browser_page("/id/hub/", width=1280)
    signed_in(desk, world.coordinator)
    desk.goto("/id/meja/mutu/")
    assert sum(counts(desk).values()) == counts(desk)["Tidak diketahui"] == 3
    assert axe_violations(desk) == []

    letter = asked_by(desk)
    assert letter.to == [world.admin.email]

    link = re.search(r"Sip-Peka\n\S+?(/id/masih-berjalan/\S+)", letter.body).group(1)
    phone = browser_page(link, width=390, javascript=False)
    answered_on(phone)

    record = Innovation.objects.get(title="Sip-Peka")
    phone.goto(f"/id/inovasi/{record.slug}/")
    expect(phone.locator(".record-state")).to_contain_text("Berjalan, dikonfirmasi")
    desk.goto("/id/meja/mutu/")
    numbers = counts(desk)
    assert sum(numbers.values()) == 3
    assert (numbers["Hidup"], numbers["Berhenti"], numbers["Tidak diketahui"]) == (1, 1, 1)
    desk.goto("/id/meja/kampanye/")
    desk.get_by_role("link", name="Pemutakhiran 2026").click()
    desk.wait_for_url(re.compile(r"kampanye/\d+"))
    expect(desk.locator(".lead")).to_contain_text("2 dari 3 catatan dijawab")
    assert axe_violations(desk) == []
