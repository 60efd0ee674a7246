"""Signing up, in and out as a browser meets it."""

import time
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.urls import reverse

from simpul.accounts.models import Purpose, User
from simpul.accounts.views import block_of
from simpul.core.models import Entry, OutboxMessage
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

NIP = "198702122010011004"
SIGN_IN, SIGN_UP = "/id/akun/masuk/", "/id/akun/daftar/"


def sign_in(client, login, password=PASSWORD, **also):
    return client.post(SIGN_IN, {"login": login, "password": password, **also})


def sign_up(client, path=SIGN_UP, **also):
    said = {
        "name": "Siti", "email": "siti@contoh.go.id", "password1": PASSWORD, "language": "id",
        "privacy": "on", "website": "",
    }  # fmt: skip
    return client.post(path, {**said, **also})


def words(response):
    return response.content.decode()


# --- Signing up --------------------------------------------------------------------------------


def test_a_sign_up_counts_once_its_address_is_confirmed_by_the_button(client):
    response = sign_up(client)
    assert response.url == reverse("account_email_verification_sent")
    message = OutboxMessage.objects.get()
    link = urlsplit(message.link).path
    assert (message.address, message.language) == ("siti@contoh.go.id", "id")

    # A mail scanner follows the link, perhaps before the reader does.
    assert client.get(link).status_code == 200
    assert not EmailAddress.objects.get().verified

    assert client.post(link).url == "/id/akun/"
    assert EmailAddress.objects.get().verified
    person = User.objects.get()
    assert (person.name, [consent.purpose for consent in person.consents.all()]) == (
        "Siti", [Purpose.PRIVACY],
    )  # fmt: skip
    assert Entry.objects.filter(verb="sign_up").exists()


def test_another_browser_confirms_but_is_not_signed_in(client, django_user_model):
    sign_up(client)
    other = type(client)()

    response = other.post(urlsplit(OutboxMessage.objects.get().link).path)

    assert response.url == SIGN_IN
    assert EmailAddress.objects.get().verified


def test_nobody_learns_whose_address_has_an_account(client):
    UserFactory(email="siti@contoh.go.id", language="en", enters=True)

    known, fresh = sign_up(client), sign_up(type(client)(), email="budi@contoh.go.id")

    assert known.url == fresh.url
    told = OutboxMessage.objects.get(address="siti@contoh.go.id")
    assert (told.language, told.subject) == ("en", "You have an account already")
    assert told.link.endswith("/en/account/password/forgotten/")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"privacy": ""}, "Tanpa persetujuan Anda"),
        ({"password1": "pendek"}, "terlalu pendek"),
        ({"password1": "12345678901"}, "terdiri dari angka"),
        ({"email": "bukan alamat"}, "alamat email yang valid"),
        ({"name": ""}, "tidak boleh kosong"),
    ],
)
def test_what_is_wrong_is_said_in_indonesian(client, fields, said):
    response = sign_up(client, **fields)

    assert response.status_code == 200
    assert said.lower() in words(response).split("<main")[1].lower()
    assert "<title>Galat:" in words(response)
    assert not User.objects.exists()


def test_machines_fill_the_trap_and_get_nothing(client):
    assert sign_up(client, website="http://spam.example").url == reverse(
        "account_email_verification_sent"
    )
    assert not User.objects.exists()


def test_an_installation_may_open_accounts_by_invitation_only(client, settings):
    settings.SIGN_UP_OPEN = False

    assert "lewat undangan" in words(client.get(SIGN_UP))
    sign_up(client)
    assert not User.objects.exists()


# --- Signing in --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "login", ["siti@contoh.go.id", "SITI@contoh.go.id", NIP, "19870212 201001 1 004"]
)
def test_people_sign_in_by_address_or_nip(client, login):
    UserFactory(email="siti@contoh.go.id", nip=NIP, enters=True)

    assert sign_in(client, login).url == "/id/meja/"


def test_a_wrong_nip_is_told_like_a_wrong_password(client):
    UserFactory(email="siti@contoh.go.id", nip=NIP, enters=True)

    pages = [
        sign_in(client, login, password)
        for login, password in ((NIP, "salah sandi"), ("1" * 18, PASSWORD), ("x@y.id", PASSWORD))
    ]

    assert ["Alamat, NIP, atau kata sandi keliru" in words(page) for page in pages] == [True] * 3
    assert "siti@contoh.go.id" not in words(pages[0])


def test_guessing_is_stopped_even_for_who_guesses_right_in_the_end(client):
    UserFactory(email="siti@contoh.go.id", enters=True)
    for _attempt in range(5):
        sign_in(client, "siti@contoh.go.id", "salah")

    response = sign_in(client, "siti@contoh.go.id")

    assert response.status_code == 200
    assert "Tunggu lima menit" in words(response)


def test_who_knocks_too_often_is_told_so_in_words(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client, "siti@contoh.go.id")

    response = sign_in(client, "siti@contoh.go.id")

    assert response.status_code == 429
    assert "Terlalu banyak percobaan" in words(response)


def test_the_first_operator_confirms_the_address_like_everybody(client):
    call_command(
        "createsuperuser", email="Operator@contoh.go.id", name="Operator", interactive=False
    )
    person = User.objects.get(email="operator@contoh.go.id")
    assert (person.is_superuser, person.name) == (True, "Operator")
    person.set_password(PASSWORD)
    person.save()

    assert sign_in(client, person.email).url == reverse("account_email_verification_sent")
    assert client.post(urlsplit(OutboxMessage.objects.get().link).path).url == "/id/meja/"


def test_the_language_a_person_chose_is_that_of_what_follows(client):
    UserFactory(email="siti@contoh.go.id", language="en", enters=True)
    assert sign_in(client, "siti@contoh.go.id").url == "/en/desk/"

    client.logout()
    assert sign_in(client, "siti@contoh.go.id", next="/id/privasi/").url == "/en/privacy/"


def test_nobody_is_led_to_a_foreign_site(client):
    UserFactory(email="siti@contoh.go.id", enters=True)

    assert sign_in(client, "siti@contoh.go.id", next="https://evil.example/").url == "/id/meja/"


def test_an_account_that_was_closed_lets_nobody_in(client):
    person = UserFactory(email="siti@contoh.go.id", enters=True)
    person.is_active = False
    person.save()

    assert sign_in(client, "siti@contoh.go.id").url == reverse("account_inactive")


def test_signing_in_happens_on_the_central_domain_only(client, settings):
    settings.OTHER_HOSTS = ["jipp.contoh.go.id"]
    settings.ALLOWED_HOSTS = [settings.CENTRAL_HOST, *settings.OTHER_HOSTS]

    for path in (f"{SIGN_IN}?next=/id/", "/id/akun/", "/oidc/x/"):
        response = client.get(path, headers={"host": "jipp.contoh.go.id"})
        assert response.url == f"{settings.SITE_URL}{path}"
    assert client.get(SIGN_IN, headers={"host": settings.CENTRAL_HOST}).status_code == 200


def test_a_new_password_comes_by_mail_and_tells_nobody_who_has_an_account(client):
    person = UserFactory(email="siti@contoh.go.id", enters=True)
    path = reverse("account_reset_password")

    assert (
        client.post(path, {"email": "nobody@contoh.go.id"}).url
        == client.post(path, {"email": person.email}).url
    )
    message = OutboxMessage.objects.get()
    form = client.get(urlsplit(message.link).path).url
    client.post(form, {"password1": "jarum-emas-tujuh", "password2": "jarum-emas-tujuh"})

    person.refresh_from_db()
    assert person.check_password("jarum-emas-tujuh")
    assert OutboxMessage.objects.latest("pk").subject == "Kata sandi Anda diganti"


# --- Second proof and step-up ------------------------------------------------------------------


def with_app(person):
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return lambda: format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_the_secret_of_an_app_is_not_readable_in_the_database(client):
    person = UserFactory(enters=True)
    with_app(person)

    stored = person.authenticator_set.get().data["secret"]
    assert stored.startswith("gAAAA")


def test_a_second_proof_is_asked_for_and_a_wrong_one_refused(client):
    person = UserFactory(email="siti@contoh.go.id", enters=True)
    code = with_app(person)

    assert sign_in(client, "siti@contoh.go.id").url == reverse("mfa_authenticate")
    assert client.get("/id/akun/").status_code == 302
    assert "Kode keliru" in words(client.post(reverse("mfa_authenticate"), {"code": "000000"}))
    assert client.post(reverse("mfa_authenticate"), {"code": code()}).url == "/id/meja/"


def test_what_was_posted_is_done_after_proving_once_more(client):
    person = UserFactory(email="siti@contoh.go.id", enters=True)
    client.force_login(person)
    close = reverse("accounts:close")

    asked = client.post(close, {"name": "keep", "sure": "on"})
    assert urlsplit(asked.url).path == reverse("account_reauthenticate")
    person.refresh_from_db()
    assert person.is_active

    assert client.post(asked.url, {"password": "salah", "next": close}).status_code == 200
    done = client.post(asked.url, {"password": PASSWORD, "next": close})

    assert done.url == reverse("accounts:closed")
    person.refresh_from_db()
    assert not person.is_active


def test_who_has_just_signed_in_needs_not_prove_it_again(client, settings):
    UserFactory(email="siti@contoh.go.id", enters=True)
    sign_in(client, "siti@contoh.go.id")
    assert client.get(reverse("accounts:copy")).status_code == 200

    settings.STEP_UP_SECONDS = settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    assert client.get(reverse("accounts:copy")).status_code == 302


def test_a_new_address_counts_once_confirmed_and_the_old_one_is_told(client):
    person = UserFactory(email="siti@contoh.go.id", enters=True)
    sign_in(client, "siti@contoh.go.id")

    client.post(reverse("account_email"), {"action_add": "1", "email": "baru@contoh.go.id"})
    person.refresh_from_db()
    assert person.email == "siti@contoh.go.id"
    mail = OutboxMessage.objects.get(address="baru@contoh.go.id")
    client.post(urlsplit(mail.link).path)

    person.refresh_from_db()
    assert person.email == "baru@contoh.go.id"
    told = OutboxMessage.objects.filter(address="siti@contoh.go.id")
    assert [message.subject for message in told] == ["Alamat Anda diganti"]


def test_every_way_to_prove_it_is_offered(client):
    person = UserFactory(enters=True)
    with_app(person)
    client.force_login(person)

    page = words(client.get(reverse("account_reauthenticate")))

    assert "Dengan kode" in page
    assert "Dengan kata sandi" not in page


def test_signing_out_everywhere_else_ends_the_other_sessions(client):
    UserFactory(email="siti@contoh.go.id", enters=True)
    other = type(client)()
    for browser in (client, other):
        sign_in(browser, "siti@contoh.go.id")
    assert other.get("/id/akun/").status_code == 200

    client.post(reverse("usersessions_list"))

    assert client.get("/id/akun/").status_code == 200
    assert other.get("/id/akun/").status_code == 302


# --- Other organisations -----------------------------------------------------------------------


def test_the_sign_in_of_another_organisation_stands_at_the_door_by_setting(client, settings):
    assert "INApas" not in words(client.get(SIGN_IN))
    app = {
        "provider_id": "inapas", "name": "INApas", "client_id": "x", "secret": "y",
        "settings": {"server_url": "https://id.example"},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}

    page = words(client.get(SIGN_IN))

    assert "Masuk dengan INApas" in page
    assert "/oidc/inapas/" in page


# --- Mail --------------------------------------------------------------------------------------


def test_no_subject_names_anybody_and_every_mail_leads_to_the_central_domain(client):
    UserFactory(email="siti@contoh.go.id", name="Siti Aminah", enters=True)
    client.post(reverse("account_reset_password"), {"email": "siti@contoh.go.id"})
    sign_up(type(client)())

    for message in OutboxMessage.objects.all():
        assert "Siti" not in message.subject
        assert "siti@" not in message.subject
        assert message.link.startswith(settings.SITE_URL)


def test_pages_of_an_account_are_nobody_elses(client):
    client.force_login(UserFactory())

    for name in ("accounts:me", "accounts:profile", "accounts:personal"):
        response = client.get(reverse(name))
        assert "no-store" in response.headers["Cache-Control"]
        assert [*get_messages(response.wsgi_request)] == []


@pytest.mark.parametrize(
    ("address", "block"),
    [
        ("10.2.3.4", "10.2.3.0/24"),
        ("::ffff:10.2.3.4", "10.2.3.0/24"),
        ("2400:cb00::1:2:3:4", "2400:cb00::/64"),
        ("2400:cb00:0:1::9", "2400:cb00:0:1::/64"),
    ],
)
def test_a_limit_counts_the_block_an_address_is_of(rf, address, block):
    request = rf.get("/", REMOTE_ADDR=address)

    assert block_of(request) == block
