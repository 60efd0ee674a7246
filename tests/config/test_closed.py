"""While the site is closed for writing: pages are served, every write is refused in words."""

import errno
import json

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.db.utils import OperationalError
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from simpul.config import cli, closed
from simpul.config.urls import urlpatterns as whole_site
from simpul.core import files, maintenance
from simpul.core.maintenance import ReadOnly
from simpul.core.models import File, Lease
from simpul.core.relay import Relay
from tests.factories.core import LeaseFactory

pytestmark = pytest.mark.django_db

HTML = {"Accept": "text/html,*/*;q=0.8"}
SCRIPT = {"Accept": "application/json"}


def write(request):
    """A view that writes, however it is asked."""
    LeaseFactory()
    return HttpResponse("written")


def fail(request):
    raise OSError(errno.ENOSPC, "No space left on device")


urlpatterns = [path("write/", write), path("full/", fail), *whole_site]


@pytest.fixture(autouse=True)
def with_a_view_that_writes(settings):
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def switched():
    maintenance.close("Sampai pukul 21.00 WIB.")
    yield
    maintenance.open_again()


def test_open_means_that_nothing_is_refused(client):
    assert maintenance.closing() is None
    assert client.post("/write/").content == b"written"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_every_writing_method_is_refused_while_pages_are_served(client, switched, method):
    refused = getattr(client, method)("/write/", headers=HTML)
    page = client.get("/id/galeri/")

    assert (refused.status_code, refused["Retry-After"]) == (503, "120")
    assert "no-store" in refused["Cache-Control"]
    assert page.status_code == 200


def test_what_was_typed_is_given_back_and_passwords_are_not(client, switched):
    typed = {"title": '<b>"Antrean"</b>', "story": "x" * 200, "password": "rahasia-sekali"}

    page = client.post("/write/?step=2", typed, headers=HTML).content.decode()

    assert "Sampai pukul 21.00 WIB." in page
    assert 'action="/write/?step=2"' in page
    assert 'name="title" value="&lt;b&gt;&quot;Antrean&quot;&lt;/b&gt;"' in page
    assert "x" * 200 in page
    assert "rahasia-sekali" not in page


def test_files_are_said_to_be_lost(client, switched):
    sent = {"letter": SimpleUploadedFile("surat.pdf", b"%PDF-1.7"), "title": "Surat"}

    english = client.post("/write/", sent, headers={**HTML, "Accept-Language": "en"})

    assert "Files are not kept" in english.content.decode()


def test_a_script_is_answered_so_that_it_can_keep_and_repeat(client, switched):
    refused = client.post("/write/", {"title": "a"}, headers=SCRIPT)

    assert refused.status_code == 503
    assert refused.json()["error"] == "read_only"


def test_a_form_from_elsewhere_is_refused_before_anything_is_echoed(switched):
    from django.test import Client

    refused = Client(enforce_csrf_checks=True).post(
        "/write/", {"title": "planted-by-another-site"}, headers=HTML
    )

    assert refused.status_code == 403
    assert "planted-by-another-site" not in refused.content.decode()


def test_a_page_that_writes_while_read_is_refused_too(client, switched):
    assert client.get("/write/", headers=HTML).status_code == 503


@override_settings(READ_ONLY=True)
def test_the_setting_closes_without_a_switch(client):
    assert client.post("/write/").json()["reason"] == "setting"


def test_a_disk_nearly_full_closes(client, settings):
    settings.READ_ONLY_FREE_BYTES = 10**18

    refused = client.post("/write/", {"title": "Antrean"}, headers=HTML)

    assert refused.status_code == 503
    assert "Antrean" in refused.content.decode()


def test_a_disk_that_becomes_full_in_the_middle_is_told(client):
    refused = client.post("/full/", {"title": "Antrean"}, headers=HTML)

    assert refused.status_code == 503
    assert "Antrean" in refused.content.decode()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own limit")
@pytest.mark.django_db(transaction=True)
def test_a_full_database_loses_nothing_and_writes_nothing_half(client):
    kept = LeaseFactory()
    ask = connection.connection.execute
    ask(f"PRAGMA max_page_count = {ask('PRAGMA page_count').fetchone()[0]}")
    try:
        with pytest.raises(OperationalError) as full, transaction.atomic():
            LeaseFactory.create_batch(5000)
    finally:
        ask("PRAGMA max_page_count = 1073741823")

    assert closed.is_full_disk(full.value)
    assert list(Lease.objects.all()) == [kept]
    assert LeaseFactory().pk


def test_a_file_that_finds_no_room_is_not_kept_half(monkeypatch, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    content = b"%PDF-1.7 " + b"x" * 1000
    whole = SimpleUploadedFile("surat.pdf", content)
    default_storage.exists("x")
    kind = type(default_storage._wrapped)

    def no_room(self, name, content):
        (tmp_path / "half").write_bytes(content.read(10))
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(kind, "_save", no_room)
        with pytest.raises(OSError, match="No space left"):
            files.keep("surat.pdf", whole)
    whole.seek(0)
    kept = files.keep("surat.pdf", whole)

    assert [file.pk for file in File.objects.filter(state="ready")] == [kept.pk]
    assert list(files.damaged()) == []


def test_a_job_or_a_command_is_refused_at_its_first_row(switched):
    with pytest.raises(ReadOnly), transaction.atomic():
        LeaseFactory()
    with maintenance.writing_anyway():
        assert LeaseFactory().pk


def test_sessions_and_limits_are_written_still(client, switched):
    from django.core.cache import cache

    client.session["seen"] = 1
    client.session.save()
    cache.set("limit", 1)

    assert all(
        maintenance.guard in other.execute_wrappers
        for other in connections.all(initialized_only=True)
    )


def test_the_relay_goes_on_and_begins_no_new_work(switched):
    from simpul.core import journal

    with maintenance.writing_anyway():
        lease = LeaseFactory()
        journal.record(lease, "make")

    Relay().turn()

    assert journal.head_seq() > 0


def test_what_keeps_rows_rests_while_the_site_is_closed_and_goes_on_after(switched, monkeypatch):
    from simpul.core import journal, relay

    class Follower:
        def __init__(self, name, *, writes_rows):
            self.name, self.writes_rows, self.heads = name, writes_rows, []

        def follow(self, up_to_seq):
            self.heads.append(up_to_seq)

    index, news = Follower("index", writes_rows=False), Follower("news", writes_rows=True)
    monkeypatch.setattr(relay, "FOLLOWERS", [index, news])
    with maintenance.writing_anyway():
        journal.record(LeaseFactory(), "make")
    machine = Relay()
    machine.turn()
    head = journal.head_seq()
    assert (index.heads, news.heads) == ([head], [])

    maintenance.open_again()
    machine.turn()
    assert (index.heads, news.heads) == ([head], [head])


def test_the_command_switches_and_says_how_it_stands(capsys):
    call_command("read_only", "on", note="Sebentar.")
    call_command("read_only", "status")
    call_command("read_only", "off")
    call_command("read_only", "off")

    said = capsys.readouterr().out.splitlines()
    assert said == [
        "read-only: switch",
        "read-only: switch",
        "open for writing",
        "The switch was not on.",
        "open for writing",
    ]


@override_settings(READ_ONLY=True)
def test_opening_is_refused_where_the_setting_says_closed():
    with pytest.raises(CommandError, match="READ_ONLY"):
        call_command("read_only", "off")


def test_a_damaged_switch_is_still_a_switch(switched):
    maintenance._switch().write_text("{")

    assert maintenance.closing() == maintenance.Closing("switch")


def test_the_program_ends_with_a_code_that_says_later(switched, monkeypatch, capsys):
    def refused(words):
        maintenance.refuse_while_closed()

    monkeypatch.setattr(cli, "execute_from_command_line", refused)

    with pytest.raises(SystemExit, match="75"):
        cli.main(["simpul", "load"])
    assert "read-only" in capsys.readouterr().err
    assert json.loads(maintenance._switch().read_text()) == {"note": "Sampai pukul 21.00 WIB."}
