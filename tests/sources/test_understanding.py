"""What words of sources mean: institutions of their time, goals, what cannot be understood."""

import csv

import pytest
from django.conf import settings

from simpul.innovations.models import Authority
from simpul.sources.models import LearnedName
from simpul.sources.queries.resolving import Book, Found
from simpul.sources.services.adapters import FAULT, NOTED, REFUSED, UNRESOLVED
from tests.sources.reading_world import (
    lists,
    real_lists,
    run,
    said,
    source,
)

__all__ = ["lists", "real_lists"]


FAULTS = [
    ("judul,instansi,tahun\n,Kota Batu,2020", "title", REFUSED),
    ("judul,instansi,tahun\nA,Pekalongan,2020", "owner", UNRESOLVED),
    ("judul,instansi,tahun\nA,Entahlah,2020", "owner", UNRESOLVED),
    ("judul,instansi,tahun\nA,Kota Batu,dua ribu", "year", FAULT),
    ("judul,instansi,tahun\nA,Kota Batu,2019/2020", "year", NOTED),
    ("judul,instansi,sdg\nA,Kota Batu,SDGs 18", "goals", UNRESOLVED),
    ("judul,instansi,urusan\nA,Kota Batu,Sihir", "affair", UNRESOLVED),
    ("judul,instansi,tahapan\nA,Kota Batu,Mengambang", "life_status", UNRESOLVED),
    ("judul,instansi,penghargaan\nA,Kota Batu,Juara", "programme", UNRESOLVED),
    ("judul,instansi,kode wilayah\nA,Kota Batu,99.99", "region", UNRESOLVED),
    ("judul,instansi,waktu penerapan\nA,Kota Batu,31/02/2020", "started_on", FAULT),
    ("judul,instansi,unit\nA,Kota Kediri,Badan Keuangan Kota Kendari", "owner", UNRESOLVED),
    ("judul,instansi,ringkasan\nA,Kota Batu,hubungi a@b.id", "summary", NOTED),
]


@pytest.mark.parametrize(("text", "field", "kind"), FAULTS)
def test_what_cannot_be_used_is_named_with_record_field_and_remedy(lists, text, field, kind):
    ((raw, _mention, wrong),) = run("table", text.encode()).found

    assert [(one.field, one.kind) for one in wrong] == [(field, kind)]
    assert (wrong[0].key, wrong[0].at) == (raw.key, "row 2")
    assert str(wrong[0].say)
    assert str(wrong[0].fix)


def test_an_ambiguous_name_names_all_it_may_mean_and_a_province_tells(lists):
    text = "judul,instansi,provinsi\nA,Pekalongan,\nB,Banjar,Jawa Barat\n"
    first, second = run("table", text.encode()).found

    assert first[2][0].candidates == ("PEMDA-33.26", "PEMDA-33.75")
    assert said(second[1])["owner"] == "PEMDA-32.79"


def test_what_was_settled_is_understood_from_then_on(lists):
    LearnedName.objects.create(
        authority=Authority.objects.get(key="kemenpanrb"),
        field="owner",
        given="Pekalongan",
        key="pekalongan",
        code="PEMDA-33.75",
        at="2026-01-01T00:00Z",
    )
    ((_raw, mention, wrong),) = run("table", b"judul,instansi\nA,PEKALONGAN\n").found

    assert (said(mention)["owner"], wrong) == ("PEMDA-33.75", [])


def test_a_former_ministry_is_the_one_of_that_year(lists):
    book = Book(source("table"))

    def owner(text, year):
        return book.owner(text, year=year).body.code

    assert owner("Kementerian Komunikasi dan Digital", 2019) == "KL-KOMINFO"
    assert owner("Kominfo", 2018) == "KL-KOMINFO"
    assert owner("Departemen Kesehatan RI", 2008) == "KL-KEMENKES"
    assert owner("Kantor Kementerian Agama Kabupaten Kapuas", 2015) == "KL-KEMENAG"
    assert owner("Polrestabes Surabaya", 2020) == "KL-POLRI"


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("SDGs 3", [3]),
        ("Tujuan 3: Kehidupan Sehat dan Sejahtera", [3]),
        ("3;16", [3, 16]),
        ("Goal 11.2, TPB 4", [4, 11]),
        ("Pendidikan Berkualitas", [4]),
        ("Climate Action", [13]),
    ],
)
def test_goals_are_understood_by_number_and_name(lists, text, goals):
    assert Book(source("table")).term("goals", text) == Found(goals)


# What the collection says otherwise than the rules: an ambiguous or damaged name, an office whose
# place only people know, a body of today named for a year in which another stood.
OTHERWISE = {
    "INV-0036", "INV-0154", "INV-0199", "INV-0217", "INV-0256", "INV-0366", "INV-0475",
}  # fmt: skip


def test_the_spellings_of_the_collection_mean_what_it_says(lists):
    """616 mentions: institution, region and year from raw words against what people wrote down."""
    book = Book(source("table"))
    with (settings.DATA_DIR / "innovations.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    wrong = set()
    for row in rows:
        year = book.year(row["year"]).value if row["year"] else None
        owned = book.owner(row["raw_institution"], unit=row["unit"], year=year)
        body = owned.body.code if owned.body else "LAIN-TIDAKDIKETAHUI"
        if (body, str(year or "")) != (row["institution_id"], row["year"]) or owned.unclear:
            wrong.add(row["id"])

    assert wrong == OTHERWISE
    assert len(wrong) / len(rows) < 0.012
