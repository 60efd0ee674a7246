"""Dumps hold what readers see, whole or not at all, and nothing of anybody."""

import csv
import gzip
import hashlib
import io
import json
from datetime import timedelta

import duckdb
import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from simpul.core import clock
from simpul.exchange.models import Dump
from simpul.exchange.queries.dumps import DATASETS
from simpul.exchange.services import dumping
from simpul.innovations.models import Claim
from tests.innovations.catalogue_world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


def content(dump, name):
    with default_storage.open(f"{dump.folder}/{name}") as file:
        return file.read()


def lines(dump, key):
    return [
        json.loads(line) for line in gzip.decompress(content(dump, f"{key}.jsonl.gz")).splitlines()
    ]


def told(dump, key):
    return next(each for each in dump.manifest["datasets"] if each["key"] == key)


def test_every_form_holds_every_public_record(tmp_path):
    world = World(7)
    dump = dumping.make_dump()
    wanted = [record.public_id for record in world.records]
    table = gzip.decompress(content(dump, "innovations.csv.gz")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    (tmp_path / "x.parquet").write_bytes(content(dump, "innovations.parquet"))
    stored = duckdb.sql(f"SELECT id, goals, sources[1].licence FROM '{tmp_path}/x.parquet'")

    assert [row["id"] for row in lines(dump, "innovations")] == wanted
    assert [row["id"] for row in rows] == wanted
    assert [row[0] for row in stored.fetchall()] == wanted
    assert rows[1]["goals"] == "3; 6"
    assert json.loads(rows[1]["sources"])[0]["key"] == "kipp"
    assert {row["licence"] for row in rows} == {"bebas"}


def test_the_manifest_says_what_is_there():
    World(3)
    dump = dumping.make_dump()
    manifest = json.loads(content(dump, "manifest.json"))

    assert manifest == dump.manifest
    assert [each["key"] for each in manifest["datasets"]] == list(DATASETS)
    for each in manifest["datasets"]:
        rows = lines(dump, each["key"])
        assert (len(rows), {tuple(row) for row in rows}) == (
            each["rows"],
            {tuple(column["name"] for column in each["schema"])} if rows else set(),
        )
        for file in each["files"]:
            body = content(dump, file["name"])
            assert (len(body), hashlib.sha256(body).hexdigest()) == (file["bytes"], file["sha256"])


def test_the_same_rows_have_the_same_sums():
    World(5)
    one = dumping.make_dump()
    with clock.frozen(clock.now() + timedelta(days=1)):
        other = dumping.make_dump()

    def sums(dump):
        return [file["sha256"] for each in dump.manifest["datasets"] for file in each["files"]]

    assert one.name != other.name
    assert sums(one) == sums(other)


def test_cells_that_could_run_are_shown_instead():
    record = World(1).records[0]
    type(record).objects.filter(pk=record.pk).update(title="=1+1")
    table = gzip.decompress(content(dumping.make_dump(), "innovations.csv.gz")).decode("utf-8-sig")

    assert next(csv.DictReader(io.StringIO(table)))["title"] == "'=1+1"


def test_what_is_private_is_in_no_file():
    world = World(2)
    Claim.objects.create(
        innovation=world.records[0],
        authority=world.authorities[0],
        record_key="0",
        field="contact",
        value={"name": "Kenari Rahasia", "phone": "0812"},
        evidence_url="https://kenari.example",
        recorded_at=clock.now(),
    )
    dump = dumping.make_dump()

    for file in (file for each in dump.manifest["datasets"] for file in each["files"]):
        body = content(dump, file["name"])
        text = gzip.decompress(body) if file["packed"] else body
        assert b"Rahasia" not in text
        assert b"kenari" not in text


def test_a_dump_that_breaks_off_is_never_seen(monkeypatch):
    World(2)
    whole = dumping.make_dump()
    monkeypatch.setattr(dumping, "_columnar", lambda *rest: 1 / 0)
    with clock.frozen(clock.now() + timedelta(hours=1)), pytest.raises(ZeroDivisionError):
        dumping.make_dump()

    assert list(Dump.objects.all()) == [whole]
    assert len(default_storage.listdir("dumps")[0]) == 2
    dumping.prune()
    assert default_storage.listdir("dumps")[0] == [whole.name]


def test_older_dumps_go_and_those_without_files_are_not_listed(settings):
    settings.DUMPS_KEPT = 2
    World(1)
    made = []
    for day in range(3):
        with clock.frozen(clock.now() + timedelta(days=day)):
            made.append(dumping.make_dump())

    assert list(Dump.objects.all()) == [made[2], made[1]]
    dumping._remove(made[2].name)
    assert dumping.prune() == [made[2].name]
    assert list(Dump.objects.all()) == [made[1]]


def test_the_night_has_one_dump(settings):
    World(1)
    night = timezone.make_aware(clock.now().replace(tzinfo=None, hour=settings.DUMP_HOUR, minute=5))
    with clock.frozen(night - timedelta(hours=30)):
        assert dumping.dump_nightly()
    with clock.frozen(night - timedelta(hours=10)):
        assert dumping.dump_nightly() is None
    with clock.frozen(night):
        assert dumping.dump_nightly()
    with clock.frozen(night + timedelta(minutes=30)):
        assert dumping.dump_nightly() is None


def test_rows_are_read_in_as_many_questions_as_chunks(django_assert_max_num_queries):
    World(40)
    with django_assert_max_num_queries(14):
        assert len(list(DATASETS["innovations"].rows())) == 40


def test_the_command_says_what_it_made(capsys):
    World(1)
    call_command("dump", "--json")
    manifest = json.loads(capsys.readouterr().out)

    assert manifest["name"] == Dump.objects.get().name
    call_command("dump")
    assert "rows in" in capsys.readouterr().out


def test_files_are_found_under_their_own_and_under_lasting_addresses(client):
    World(2)
    dump = dumping.make_dump()
    latest = client.get("/dumps/latest/innovations.jsonl.gz")
    answer = client.get(latest["Location"])
    file = told(dump, "innovations")["files"][0]

    assert hashlib.sha256(b"".join(answer.streaming_content)).hexdigest() == file["sha256"]
    assert "Content-Encoding" not in answer
    assert "immutable" in answer["Cache-Control"]
    again = client.get(latest["Location"], headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    manifest = client.get("/dumps/latest/manifest.json", follow=True)
    assert json.loads(b"".join(manifest.streaming_content)) == dump.manifest
    assert client.get(f"/dumps/{dump.name}/secrets.txt").status_code == 404
    assert client.get("/dumps/20200101T000000Z/innovations.csv.gz").status_code == 404


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_tells_of_the_newest_and_of_the_terms(client, language):
    World(2)
    empty = client.get("/dumps/", follow=True)
    assert empty.status_code == 200
    dump = dumping.make_dump()
    path = {"id": "/id/data-terbuka/", "en": "/en/open-data/"}[language]
    text = client.get(path).content.decode()

    assert f"/dumps/{dump.name}/innovations.parquet" in text
    assert told(dump, "innovations")[f"title_{language}"] in text
    assert "/oai" in text


@pytest.mark.parametrize(
    ("asked", "status", "first", "end"),
    [
        ("bytes=0-9", 206, 0, 10),
        ("bytes=10-", 206, 10, None),
        ("bytes=-7", 206, -7, None),
        ("bytes=5-999999999", 206, 5, None),
        ("bytes=999999999-", 416, 0, 0),
        ("bytes=-0", 416, 0, 0),
        ("bytes=9-3", 200, 0, None),
        ("bytes=0-1,4-5", 200, 0, None),
        ("lines=0-1", 200, 0, None),
        (f"bytes={'9' * 5000}-", 200, 0, None),
    ],
)
def test_a_cut_download_goes_on_where_it_stopped(client, asked, status, first, end):
    World(3)
    dump = dumping.make_dump()
    whole = content(dump, "innovations.jsonl.gz")
    address = f"/dumps/{dump.name}/innovations.jsonl.gz"

    answer = client.get(address, headers={"Range": asked})
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content

    assert (answer.status_code, body) == (status, whole[first:end])
    assert answer["Accept-Ranges"] == "bytes"
    if status == 206:
        start = whole.index(body)
        assert answer["Content-Range"] == f"bytes {start}-{start + len(body) - 1}/{len(whole)}"
        assert answer["Content-Length"] == str(len(body))
        older = client.get(address, headers={"Range": asked, "If-Range": '"other"'})
        assert b"".join(older.streaming_content) == whole
    if status == 416:
        assert answer["Content-Range"] == f"bytes */{len(whole)}"
