"""From an empty account to an institution with people: the first admin, the hub, a spreadsheet."""

import pytest
from django.core.cache import cache

from simpul.accounts.models import User
from simpul.hubs.models import Level, MilestoneKind
from simpul.hubs.policies import COORDINATOR
from simpul.organisations.models import Kind, Membership
from simpul.organisations.models import Level as BodyLevel
from simpul.organisations.policies import ADMIN, administers
from tests.browser import axe_violations, overflows
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.core import MandateFactory
from tests.factories.geography import ProvinceFactory, RegencyFactory
from tests.factories.hubs import HubFactory, MilestoneFactory
from tests.factories.organisations import (
    OfficeFactory,
    OrganisationFactory,
    OrganisationNameFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHEET = (
    "Surel;Nama;NIP;Jabatan;Unit;Bahasa\nkader@contoh.go.id;Kader Posyandu;;Kader;;\nsalah;X;;;;\n"
)


@pytest.fixture
def body():
    cache.clear()
    OfficeFactory(key=ADMIN, label_id="Admin instansi", granted_by=[ADMIN, COORDINATOR])
    OfficeFactory(key=COORDINATOR, label_id="Koordinator hub")
    province = ProvinceFactory()
    hub = HubFactory(level=Level.PROVINCE, region=province, areas=[province])
    MilestoneFactory(hub=hub, kind=MilestoneKind.LAUNCHED)
    coordinator = UserFactory(email="koordinator@contoh.go.id", enters=True)
    MandateFactory(person=coordinator, office=COORDINATOR, scope=hub)
    body = OrganisationFactory(
        name="Pemerintah Kabupaten Uji", short_name="Pemkab Uji", slug="pemkab-uji",
        kind=Kind.REGENCY, level=BodyLevel.REGENCY, region=RegencyFactory(parent=province),
    )  # fmt: skip
    OrganisationNameFactory(organisation=body)
    return body


def sign_in(page, email):
    page.goto("/id/akun/masuk/")
    page.get_by_label("Alamat surel atau NIP").fill(email)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


def is_well(page):
    assert axe_violations(page) == []
    assert not overflows(page)


def ask_to_administer(page, letter):
    page.goto("/id/meja/bergabung/")
    page.get_by_label("Nama instansi atau unit").fill("kabupaten uji")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name="Saya bekerja di sini").click()
    page.get_by_label("Apa jabatan Anda?").fill("Kepala Bagian Organisasi")
    page.get_by_label("Saya ditugasi menjadi admin instansi ini").check()
    page.get_by_role("button", name="Kirim permintaan").click()
    asked_for = page.get_by_label("Surat berkop yang menyebut nama Anda")
    asked_for.wait_for()
    is_well(page)
    asked_for.set_input_files(letter)
    page.get_by_label("Saya ditugasi menjadi admin instansi ini").check()
    page.get_by_role("button", name="Kirim permintaan").click()
    page.get_by_text("menunggu konfirmasi").wait_for()


def check_the_letter(page):
    page.goto("/id/meja/")
    page.get_by_role("link", name="Rina").first.click()
    page.get_by_label("Nomor surat").fill("061/45/ORG")
    is_well(page)
    for part, value in (("Hari", "2"), ("Bulan", "2"), ("Tahun", "2026")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("Siapa yang menandatangani?").fill("Sekretaris Daerah")
    page.get_by_role("button", name="Konfirmasi").click()


def bring_people(page, sheet):
    page.goto("/id/meja/instansi/pemkab-uji/orang/")
    page.get_by_role("link", name="Dari lembar kerja").click()
    page.get_by_label("Berkas lembar kerja").set_input_files(sheet)
    page.get_by_role("button", name="Tampilkan yang akan terjadi").click()
    page.get_by_text("bukan alamat surel").wait_for()
    is_well(page)
    page.get_by_role("button", name="Kerjakan untuk 1 orang").click()
    page.get_by_text("1 akun dibuat").wait_for()


def test_a_first_admin_is_checked_by_the_hub_and_brings_people(body, browser_page, tmp_path):
    rina = UserFactory(email="rina@contoh.go.id", name="Rina", enters=True)
    letter, sheet = tmp_path / "surat.pdf", tmp_path / "orang.csv"
    letter.write_bytes(b"%PDF-1.7 surat tugas")
    sheet.write_text(SHEET)

    page = browser_page("/id/", width=390)
    sign_in(page, rina.email)
    ask_to_administer(page, letter)
    hub = browser_page("/id/", width=390)
    sign_in(hub, "koordinator@contoh.go.id")
    check_the_letter(hub)

    assert administers(rina, body)
    bring_people(page, sheet)
    member = Membership.objects.get(person=User.objects.get(email="kader@contoh.go.id"))
    assert (member.organisation, member.state) == (body, "confirmed")
