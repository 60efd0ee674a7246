"""Thirty things that go wrong with what a source sends: each is named, none is silent.

Each case is a file as an institution might send it by mistake, read through a whole run.
"""

import io

import pytest
from django.utils import translation

from simpul.core import files
from simpul.innovations.models import Innovation
from simpul.sources.models import Outcome, WorkItem
from simpul.sources.services import running
from simpul.sources.workflow import RunState
from tests.factories.geography import CityFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.runs import SourceFactory
from tests.factories.vocabularies import GoalFactory

HEAD = "Nomor Inovasi;Judul Inovasi;Nama Instansi;Tahun;SDG;Ringkasan"
GOOD = "A-1;Klinik Terapung;Pemerintah Kota Satu;2021;3;Dokter datang dengan kapal."


def row(number="A-2", **cells):
    told = {
        "title": "Samsat Desa",
        "owner": "Pemerintah Kota Satu",
        "year": "2020",
        "sdg": "16",
        "summary": "Pajak dibayar di desa.",
        **cells,
    }
    return ";".join([number, *told.values()])


def table(*rows, head=HEAD):
    return "\r\n".join([head, GOOD, *rows, ""]).encode()


# What is sent; and what must be named: a reason to stop, or a record and a field.
STOPS = {
    "nothing at all": b" \n",
    "only a heading": f"{HEAD}\r\n".encode(),
    "a web page": b"<!DOCTYPE html><html><title>502 Bad Gateway</title></html>",
    "a page that asks to sign in": b"\xef\xbb\xbf  <html><head><title>Masuk</title></head></html>",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "a workbook that broke off": b"PK\x03\x04" + b"\x00" * 200,
    "an archive that is none": b"PK\x03\x04rusak",
    "random bytes": bytes((number * 37 + 11) % 256 for number in range(4000)),
    "headings of another file": b"Suhu;Hujan;Angin\r\n27;300;4\r\n28;310;5\r\n",
    "JSON that broke off": b'[{"judul": "Klinik", "instansi": "Kota Satu"}, {"judul": ',
}
ROWS = {
    "no title": (table(row(title="")), "A-2", "title"),
    "a title of blanks": (table(row(title="   ")), "A-2", "title"),
    "a title without end": (table(row(title="x" * 400)), "A-2", "title"),
    "an institution nobody knows": (table(row(owner="Dinas Antah Berantah")), "A-2", "owner"),
    "a year in words": (table(row(year="dua ribu dua puluh")), "A-2", "year"),
    "a year before the state": (table(row(year="1066")), "A-2", "year"),
    "a year to come": (table(row(year="2099")), "A-2", "year"),
    "a year with a letter": (table(row(year="2O21")), "A-2", "year"),
    "a goal that does not exist": (table(row(sdg="18")), "A-2", "goals"),
    "a goal in free words": (table(row(sdg="kebahagiaan semesta")), "A-2", "goals"),
    "the same number, other words": (
        table(row("A-1", title="Lain sekali")), "A-1", "",
    ),
    "a number that stands three times": (
        table(row("A-9"), row("A-9", title="Dua"), row("A-9", title="Tiga")), "A-9", "",
    ),
    "a cell of ten megabytes": (
        table(row(summary="x" * 10_000_000)), "A-2", "Ringkasan",
    ),
    "a summary without end": (table(row(summary="kata " * 6_000)), "A-2", "summary"),
    "a row with too many cells": (table(row() + ";lebih;lagi"), "A-2", ""),
    "letters that were lost": (table(row(title="Caf\ufffd Desa")), "A-2", "Judul Inovasi"),
    "a year as a formula's error": (table(row(year="#REF!")), "A-2", "year"),
    "an institution as a formula's error": (table(row(owner="#N/A")), "A-2", "Nama Instansi"),
    "a title as a formula's error": (table(row(title="#VALUE!")), "A-2", "Judul Inovasi"),
    "an institution without end": (table(row(owner="Dinas " * 300)), "A-2", "owner"),
}  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def run_of():
    city = CityFactory(code="35.78", name="Kota Satu")
    OrganisationFactory(code="PEMDA-1", name="Pemerintah Kota Satu", region=city)
    for number in (3, 16):
        GoalFactory(number=number)
    source = SourceFactory(adapter="table")

    def deliver(content):
        kept = files.keep("data.csv", io.BytesIO(content), kind="application/octet-stream")
        return running.work(running.start(source, file=kept, queue=False).pk)

    with translation.override("en"):
        yield deliver


@pytest.mark.parametrize("name", STOPS)
def test_a_delivery_that_is_none_stops_with_a_reason_and_a_remedy(run_of, name):
    run = run_of(STOPS[name])

    assert run.state == RunState.STOPPED
    words = running.reason(run)
    assert words.say
    assert words.fix
    assert "%(" not in f"{words.say}{words.fix}"
    assert Innovation.objects.count() == 0


# Ten megabytes are read for twelve seconds, so that fault is tried with the long checks.
SLOW = {"a cell of ten megabytes": pytest.mark.slow}


@pytest.mark.parametrize("name", [pytest.param(name, marks=SLOW.get(name, ())) for name in ROWS])
def test_a_fault_of_a_row_is_named_by_record_field_and_remedy(run_of, name):
    content, key, field = ROWS[name]

    run = run_of(content)

    assert run.state in {RunState.READY, RunState.STOPPED}
    told = [
        problem
        for outcome in Outcome.objects.filter(run=run, key=key)
        for problem in outcome.problems
    ]
    assert told, list(Outcome.objects.values_list("key", "verdict", "problems"))
    fitting = [one for one in told if not field or one["field"] == field]
    assert fitting, told
    assert all(one["say"] and one["fix"] for one in fitting)
    # What was not understood is a question to somebody, never a guess.
    unclear = [one for one in told if one["kind"] == "unresolved"]
    assert WorkItem.objects.count() == len({(one["field"], one["given"]) for one in unclear})
    # The good neighbour is not kept out.
    others = Outcome.objects.filter(run=run, key="A-1").exclude(verdict="error")
    assert others.exists() or key == "A-1"


def test_they_are_thirty():
    assert len(STOPS) + len(ROWS) == 30
