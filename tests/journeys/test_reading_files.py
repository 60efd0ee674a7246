"""A steward sends a spreadsheet, says what its columns mean, and settles words nobody knew."""

import os
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from simpul.core import clock
from simpul.innovations.policies import STEWARD
from simpul.sources.models import Mapping, Run, WorkItem
from tests.browser import axe_violations, overflows
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.core import MandateFactory
from tests.factories.innovations import AuthorityFactory
from tests.factories.organisations import OrganisationFactory, OrganisationNameFactory
from tests.factories.runs import SourceFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAMPLE = Path(__file__).parents[1] / "sources" / "samples" / "rekap_kipp_header_gabung.xlsx"
SHOTS = os.environ.get("SHOTS", "")


@pytest.fixture
def source(db):
    cache.clear()
    authority = AuthorityFactory(name="Kementerian PANRB")
    body = OrganisationFactory(code="KL-KEMENSOS", name="Kementerian Sosial")
    OrganisationNameFactory(organisation=body)
    steward = UserFactory(email="pengelola@contoh.go.id", enters=True)
    MandateFactory(person=steward, office=STEWARD, scope=authority)
    return SourceFactory(key="kipp", name="Rekap KIPP", authority=authority, adapter="kipp")


def looks_well(page, name):
    assert axe_violations(page) == []
    assert not overflows(page)
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def sign_in(page):
    page.goto("/id/akun/masuk/")
    page.get_by_label("Alamat surel atau NIP").fill("pengelola@contoh.go.id")
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_load_state()


@pytest.mark.parametrize("width", [390])
def test_a_spreadsheet_is_read_without_scripts(browser_page, source, width):
    page = browser_page("/id/akun/masuk/", width=width)
    sign_in(page)
    page.goto("/id/meja/sumber/aliran/kipp/berkas/")
    looks_well(page, "file")
    page.get_by_label("Berkas", exact=True).set_input_files(SAMPLE)
    page.get_by_role("button", name="Lihat cara membacanya").click()

    expect(page.get_by_role("heading", name="Cara membaca berkas")).to_be_visible()
    expect(page.get_by_text("4 dan baris berikutnya")).to_be_visible()
    looks_well(page, "reading")
    page.get_by_role("button", name="Sebutkan arti kolom").click()

    expect(page.get_by_label("JUDUL INOVASI", exact=True)).to_have_value("title")
    looks_well(page, "columns")
    page.get_by_role("button", name="Simpan dan lihat pratinjau").click()

    expect(page.get_by_text("Kementerian Sosial").first).to_be_visible()
    looks_well(page, "preview")
    page.get_by_role("button", name="Mulai uji coba semua catatan").click()
    page.wait_for_url("**/meja/sumber/**")
    assert (Mapping.objects.count(), Run.objects.count()) == (1, 1)

    item = WorkItem.objects.create(
        source=source, key="1", field="owner", given="Kemsos", kind="unresolved", count=3,
        say="Tidak ada instansi yang dikenal sebagai “Kemsos”.", opened_at=clock.now(),
    )  # fmt: skip
    page.goto("/id/meja/sumber/tulisan/")
    looks_well(page, "items")
    page.get_by_role("link", name="“Kemsos”").click()
    page.get_by_label("Cari yang lain").fill("sosial")
    page.get_by_role("button", name="Cari", exact=True).last.click()
    page.get_by_label("Kementerian Sosial").check()
    looks_well(page, "item")
    page.get_by_role("button", name="Sejak sekarang artinya ini").click()
    expect(page.get_by_text("Artinya: Kementerian Sosial.")).to_be_visible()
    item.refresh_from_db()
    assert item.settled_with == "KL-KEMENSOS"
