"""Pages of the installation itself, error pages, and what every answer carries."""

import json
import logging

import pytest
from django.test import RequestFactory, override_settings

from simpul.config import views
from simpul.config.logs import JsonFormatter, request_id
from simpul.core import pulse

pytestmark = pytest.mark.django_db


def test_alive_means_this_process_answers(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


def test_ready_when_every_part_is(client):
    pulse.beat()

    response = client.get("/readyz")

    assert response.status_code == 200
    assert {name: part["ok"] for name, part in response.json().items() if name != "ready"} == {
        "database": True,
        "index": True,
        "relay": True,
        "disk": True,
        "writing": True,
    }


def test_a_silent_relay_is_named(client, monkeypatch):
    monkeypatch.setattr(views, "LONGEST_SILENCE", -1)

    response = client.get("/readyz")

    assert (response.status_code, response.json()["relay"]["ok"]) == (503, False)


def test_a_full_disk_is_named(client):
    pulse.beat()

    with override_settings(READY_FREE_BYTES=10**18):
        response = client.get("/readyz")

    assert (response.status_code, response.json()["disk"]["ok"]) == (503, False)


def test_a_check_that_fails_is_an_answer_not_an_error(client, monkeypatch):
    def broken():
        raise OSError("no such database")

    monkeypatch.setattr(views, "_database", broken)

    response = client.get("/readyz")

    assert (response.status_code, response.json()["database"]) == (503, {"ok": False})


@override_settings(SECURE_SSL_REDIRECT=True)
def test_health_is_answered_without_tls(client):
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_missing_page_is_told_in_the_language_of_its_address(client, language):
    response = client.get(f"/{language}/no-such-page/")

    assert response.status_code == 404
    assert f'<html lang="{language}"' in response.content.decode()
    assert response["X-Request-Id"] in response.content.decode()


@pytest.mark.parametrize(
    "view",
    [
        lambda request: views.bad_request(request, ValueError()),
        lambda request: views.permission_denied(request, PermissionError()),
        lambda request: views.csrf_failure(request, "old"),
        lambda request: views.page_not_found(request, LookupError()),
        views.server_error,
    ],
)
def test_error_pages_show_the_name_of_the_request(view):
    request = RequestFactory().get("/id/")
    request.request_id = "0123456789abcdef"

    response = view(request)

    assert response.status_code in {400, 403, 404, 500}
    assert "0123456789abcdef" in response.content.decode()


def test_a_broken_error_page_is_still_an_answer_in_words(monkeypatch):
    def broken(*args, **options):
        raise ValueError("no template")

    monkeypatch.setattr(views, "render", broken)

    response = views.server_error(RequestFactory().get("/id/"))

    assert response.status_code == 500
    assert response["Content-Type"] == "text/plain; charset=utf-8"


def test_every_answer_names_its_request_and_the_powers_it_never_uses(client):
    response = client.get("/healthz", headers={"X-Request-Id": "proxy-1234567890"})
    forged = client.get("/healthz", headers={"X-Request-Id": "a\nb <script>"})

    assert response["X-Request-Id"] == "proxy-1234567890"
    assert len(forged["X-Request-Id"]) == 16
    assert "geolocation=(self), camera=()" in response["Permissions-Policy"]
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_a_log_line_is_one_json_object_with_the_request():
    record = logging.LogRecord("simpul", logging.ERROR, "", 1, "%s\nfailed", ("Ünit",), None)
    token = request_id.set("abc")
    try:
        line = JsonFormatter().format(record)
    finally:
        request_id.reset(token)

    assert "\n" not in line
    told = json.loads(line)
    assert (told["level"], told["says"], told["request"]) == ("error", "Ünit\nfailed", "abc")


@pytest.mark.parametrize(
    "address",
    [
        "/en/innovations/?q=a%00b",
        "/en/replication/find/?need=%00",
        "/en/replication/compare/?i=%00",
        "/en/documents/check/?code=%00",
        "/en/regions/%00/",
        "/en/?%00=1",
    ],
)
def test_an_address_no_database_could_look_for_is_refused_in_its_language(client, address):
    response = client.get(address, secure=True)

    assert response.status_code == 400
    assert "This request could not be understood" in response.text
    assert "Content-Security-Policy" in response.headers


def test_programs_are_told_so_in_their_form(client):
    response = client.get("/api/v1/innovations/%00", secure=True)

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("name", ["SESSION_COOKIE_NAME", "LANGUAGE_COOKIE_NAME"])
def test_a_cookie_no_database_could_look_for_counts_as_none(client, settings, name):
    for address in ("/en/", "/en/desk/"):
        answer = client.get(
            address, secure=True, HTTP_COOKIE=rf'{getattr(settings, name)}="a\000b"'
        )
        assert answer.status_code < 400
