"""What a person sees and changes about themselves."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from simpul.accounts import hooks, services
from simpul.accounts.models import Purpose
from simpul.core.hooks import Panel, Panels
from simpul.core.models import OutboxMessage
from tests.accounts.test_doors import sign_in, words
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.core import MandateFactory

pytestmark = pytest.mark.django_db

NIP = "198702122010011004"


@pytest.fixture
def person(client):
    made = UserFactory(email="siti@contoh.go.id", name="Siti Aminah", enters=True)
    sign_in(client, made.email)
    return made


def test_the_overview_shows_the_account_and_what_other_rooms_add(client, person, monkeypatch):
    panels = Panels()
    panels.add(lambda request, who: Panel("work", "Tempat kerja", f"<p>{who.name}</p>"))
    monkeypatch.setattr(hooks, "ACCOUNT_PANELS", panels)

    page = words(client.get("/id/akun/"))

    assert "siti@contoh.go.id" in page
    assert "Tempat kerja" in page


def test_a_changed_language_is_that_of_the_next_page(client, person):
    said = {"name": "Siti", "nip": "19870212 201001 1 004", "language": "en",
            "zone": "Asia/Jayapura", "digest": "weekly"}  # fmt: skip

    response = client.post(reverse("accounts:profile"), said)

    assert response.url == "/en/account/"
    person.refresh_from_db()
    assert (person.nip, person.zone, person.digest) == (NIP, "Asia/Jayapura", "weekly")


@pytest.mark.parametrize(
    ("nip", "said"), [("123", "18 angka"), (NIP, "sudah dipakai akun lain"), ("1" * 19, "18")]
)
def test_a_nip_that_cannot_be_is_refused_with_its_reason(client, person, nip, said):
    UserFactory(nip=NIP)
    fields = {"name": "Siti", "nip": nip, "language": "id", "zone": person.zone, "digest": "daily"}

    page = words(client.post(reverse("accounts:profile"), fields))

    assert said in page
    assert f'value="{nip}"' in page


def test_times_are_told_in_the_zone_of_the_reader(client, person):
    assert " WIB" in words(client.get(reverse("usersessions_list")))

    services.change_person(person, by=person, zone="Asia/Jayapura")

    assert " WIT" in words(client.get(reverse("usersessions_list")))
    assert timezone.get_current_timezone_name() == "Asia/Jakarta"


def test_consent_is_given_and_withdrawn_on_one_page(client, person):
    path = reverse("accounts:personal")

    client.post(path, {"named": "on"})
    assert [each.purpose for each in person.consents.all()] == [Purpose.NAMED]
    client.post(path, {})

    assert person.consents.get().withdrawn_at


def test_a_new_wording_of_the_notice_is_asked_for_until_agreed_to(client, person, settings):
    services.agree(person, Purpose.PRIVACY)
    assert "naskah baru" not in words(client.get("/id/akun/"))

    settings.PRIVACY_NOTICE_VERSION = "2027-01"
    assert "naskah baru" in words(client.get("/id/akun/"))
    client.post(reverse("accounts:personal"), {"privacy": "1"})

    assert "naskah baru" not in words(client.get("/id/akun/"))
    assert [each.version for each in person.consents.filter(withdrawn_at=None)] == ["2027-01"]


def test_the_copy_is_a_file_machines_can_read(client, person):
    response = client.get(reverse("accounts:copy"))

    assert response.headers["Content-Disposition"] == 'attachment; filename="simpul-data.json"'
    rooms = {part["room"] for part in json.loads(response.content)["rooms"]}
    assert {"core", "accounts"} <= rooms


def test_closing_says_what_ends_and_asks_to_be_meant(client, person):
    MandateFactory(person=person)
    path = reverse("accounts:close")

    assert "Mandat yang Anda pegang: 1" in words(client.get(path))
    page = words(client.post(path, {"name": "take"}))
    assert "Centang kotak ini" in page
    person.refresh_from_db()
    assert person.is_active

    assert client.post(path, {"name": "take", "sure": "on"}).url == reverse("accounts:closed")
    assert client.get("/id/akun/").status_code == 302


def test_looking_at_an_invitation_changes_nothing_and_the_button_lets_in(client):
    services.invite("kader@contoh.go.id", name="Kader", by=None, next_url="/id/privasi/")
    path = OutboxMessage.objects.get().link.split("8000", 1)[1]
    said = {"name": "Kader Posyandu", "language": "en", "password": PASSWORD, "privacy": "on"}

    assert "kader@contoh.go.id" in words(client.get(path))
    assert "Tanpa persetujuan" in words(client.post(path, {**said, "privacy": ""}))
    assert "terlalu pendek" in words(client.post(path, {**said, "password": "pendek"}))
    assert client.post(path, said).url == "/en/privacy/"

    assert client.get("/en/account/").status_code == 200
    assert client.get(path).status_code == 410


def test_the_privacy_notice_is_a_page_for_everybody(client):
    response = client.get("/id/privasi/")

    assert "30 hari" in words(response)
    assert not response.cookies
