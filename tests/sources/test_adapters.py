"""Every kind of source, on input in the shape its owner sends."""

import json

import pytest
from django.utils import translation

from simpul.sources.services.adapters import NOTED, UNRESOLVED, Raw, adapter, paged
from simpul.sources.services.faults import Unreadable
from tests.sources.reading_world import (
    lists,
    real_lists,
    run,
    said,
    sample,
    source,
)

__all__ = ["lists", "real_lists"]


def test_a_recapitulation_of_kipp_with_years_as_columns(lists):
    found = run("kipp", sample("rekap_kipp_header_gabung.xlsx")).found

    assert len(found) == 45
    assert all(mention and "owner" in said(mention) for _raw, mention, _wrong in found)
    assert said(found[1][1]) | {"title": ""} == {
        "title": "",
        "owner": "KL-KEMENSOS",
        "unit": "Balai Wasana Bahagia Ternate",
        "year": 2020,
        "award": {"programme": "kipp", "level": "kipp_top99", "year": 2020, "wording": "Top 99"},
    }
    # The province that divides the rows tells which Banyuwangi, which Bogor is meant.
    assert said(found[22][1])["owner"] == "PEMDA-35.10"


def test_an_export_of_iga(lists):
    found = run("iga", sample("iga_export_contoh.xlsx")).found

    first = said(found[0][1])
    assert (first["owner"], first["unit"], first["started_on"], first["year"]) == (
        "PEMDA-35.02",
        "Dinas Tenaga Kerja",
        "2020-08-17",
        2020,
    )
    assert (first["life_status"], first["affair"]) == ("running", "2.07")
    assert {said(mention)["life_status"] for _raw, mention, _wrong in found} == {"running", "trial"}
    notes = [problem for _raw, _mention, wrong in found for problem in wrong]
    assert {(note.kind, note.field) for note in notes} == {(NOTED, "started_on")}


def test_the_text_export_of_iga(lists):
    found = run("iga", sample("iga_unicode_text_utf16.txt")).found

    assert [wrong for _raw, _mention, wrong in found] == [[]] * 25
    assert said(found[2][1])["award"] == {
        "programme": "iga",
        "level": "iga_unggulan_pemenang",
        "year": 2020,
        "wording": "Kabupaten terinovatif",
    }


def test_the_name_of_a_person_who_began_it_stays_out(lists):
    head = "Nama Inovasi;Nama Pemda;Inisiator Inovasi;Nama Inisiator;Kontak;Email;Ringkasan"
    row = (
        "Ojek ASI;Kab. Karanganyar;ASN;Siti Aminah;0812 3456 7890;siti@x.go.id;Hubungi 081234567890"
    )
    ((raw, mention, _wrong),) = run("iga", f"{head}\n{row}\n".encode()).found

    kept = json.dumps([raw.values, [list(map(str, one)) for one in mention.statements]])
    assert "siti@" not in kept
    assert "Siti" not in json.dumps(said(mention))
    assert "0812" not in json.dumps(said(mention))
    assert "unit" not in said(mention)


def test_the_directory_of_lan(lists):
    head = (
        "id,nama_inovasi,nama_instansi,unit_instansi,tahun_inisiasi,deskripsi,prasyarat_replikasi,"
        "kontak,sumber,jenis_inovasi,faktor_penghambat"
    )
    row = (
        "188,Larasita,BADAN PERTANAHAN NASIONAL RI,Kantor Pertanahan,2008,Layanan keliling.,"
        "Mobil,Budi 0812,https://inovasi.lan.go.id/188,Proses,Medan berat"
    )
    ((raw, mention, _wrong),) = run("lan", f"{head}\n{row}\n".encode()).found

    assert (raw.key, mention.url) == ("188", "https://inovasi.lan.go.id/188")
    assert "kontak" not in raw.values
    assert said(mention) == {
        "title": "Larasita",
        "owner": "KL-BPN",
        "unit": "Kantor Pertanahan",
        "year": 2008,
        "form": "Proses",
        "summary": "Layanan keliling.",
        "replication": "Mobil",
        "failures": "Medan berat",
        "award": {"programme": "direktori-lan", "level": "terdaftar", "year": 2008},
    }


def test_the_interface_of_innoland_page_by_page(lists):
    record = {
        "judul_inovasi": "Sip-Peka",
        "kld": "Pemkab Bone",
        "urusan": "Pemberdayaan Perempuan dan Perlindungan Anak",
        "deskripsi": "Pencegahan perkawinan anak.",
        "tahun": 2022,
        "inovator": "Nama Orang",
        "agency_id_panrb": 77,
        "sdgs": "SDGs 5",
    }
    base = "https://sumber.example/api"
    pages = {
        base: {"data": [{"id": 1, **record}], "current_page": 1, "last_page": 2},
        f"{base}?page=2": {"data": [{"id": 2, **record}], "current_page": 2, "last_page": 2},
    }
    done = run("innoland", pages)

    assert done.asked == list(pages)
    raw, mention, wrong = done.found[0]
    assert (raw.key, raw.at, wrong) == ("1", "page 1, record 1", [])
    assert "inovator" not in raw.values
    assert said(mention) == {
        "title": "Sip-Peka",
        "owner": "PEMDA-73.08",
        "year": 2022,
        "affair": "2.08",
        "goals": [5],
        "summary": "Pencegahan perkawinan anak.",
        "award": {"programme": "direktori-lan", "level": "terdaftar", "year": 2022},
    }


def test_a_next_page_on_another_machine_is_refused(lists):
    page = {"data": [{"id": 1, "judul_inovasi": "A"}], "next_page_url": "https://jauh.example/2"}

    with pytest.raises(Unreadable):
        run("innoland", {"https://sumber.example/api": page})


def test_a_case_of_opsi_keeps_facts_and_link_not_its_texts(lists):
    case = {
        "id": 9,
        "title": "Recyclables as transportation fare",
        "organisation": "City Government of Surabaya",
        "year": 2019,
        "status": "Implementation",
        "overview": "x" * 100,
        "url": "https://oecd-opsi.org/innovations/suroboyo-bus/",
        "official_name": "Nama Orang",
    }
    ((raw, mention, wrong),) = run("opsi", {"https://sumber.example/api": [case]}).found

    assert wrong == []
    assert "official_name" not in raw.values
    assert mention.url == case["url"]
    assert said(mention) == {
        "title": case["title"],
        "owner": "PEMDA-35.78",
        "year": 2019,
        "life_status": "running",
        "award": {"programme": "opsi", "level": "opsi", "year": 2019},
    }


def test_winners_of_unpsa(lists):
    text = (
        "Year,Initiative,Institution,Award,Category\n"
        "2015,Integrated Service,Regency Government of Banyuwangi,2nd place,Improving delivery\n"
        "2018,TB Toss,Kabupaten Entahberantah,Winner,Health\n"
    )
    first, second = run("unpsa", text.encode()).found

    assert said(first[1]) == {
        "title": "Integrated Service",
        "owner": "PEMDA-35.10",
        "year": 2015,
        "award": {
            "programme": "unpsa",
            "level": "unpsa_pemenang",
            "year": 2015,
            "wording": "2nd place",
        },
    }
    assert [
        statement.language for statement in first[1].statements if statement.field == "title"
    ] == ["en"]
    assert [(wrong.kind, wrong.field, wrong.given) for wrong in second[2]] == [
        (UNRESOLVED, "owner", "Kabupaten Entahberantah")
    ]
    assert "owner" not in said(second[1])


HEADERS = [
    ("raw_title;raw_institution;year;award", "title;owner;year;award"),
    ("Nama terobosan layanan;Pemilik gagasan;Thn;Prestasi yang diraih", "title;owner;year;award"),
    ("A;B;C;D", "title;owner;year;award"),
]


@pytest.mark.parametrize(("head", "fields"), HEADERS)
def test_headings_never_seen_are_guessed_from_their_cells(lists, head, fields):
    rows = [
        "Getar Dilan;Pemda Luwu Utara;2021;KIPP Top 45",
        "Sip-Peka;Pemkab Bone;2022;KIPP Top 99",
        "Ojek ASI;Kab. Karanganyar;2019;Finalis KIPP",
    ]
    content = "\n".join([head, *rows]).encode()
    planned = adapter("table").planned(source("table"), content)

    assert [column.field for column in planned.plan] == fields.split(";")
    assert all(str(column.why) for column in planned.plan)
    found = run("table", content).found
    assert [said(mention)["owner"] for _raw, mention, _wrong in found] == [
        "PEMDA-73.22",
        "PEMDA-73.08",
        "PEMDA-33.13",
    ]
    assert [said(mention)["award"]["level"] for _raw, mention, _wrong in found] == [
        "kipp_top45",
        "kipp_top99",
        "kipp_finalis",
    ]


OAI = """<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">
<responseDate>2026-01-01T00:00:00Z</responseDate>{inside}</OAI-PMH>"""
DC = """<record><header><identifier>oai:x:{key}</identifier></header><metadata>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>
<dc:creator>Nama Orang</dc:creator><dc:publisher>Pemkab Bone</dc:publisher>
<dc:date>2022-05-01</dc:date>
<dc:identifier>https://repo.example/{key}</dc:identifier><dc:description>Isi.</dc:description>
</oai_dc:dc></metadata></record>"""
GONE = '<record><header status="deleted"><identifier>oai:x:2</identifier></header></record>'


def oai(inside):
    return OAI.format(inside=inside).encode()


def test_a_repository_is_harvested_with_deletions_and_further_pages(lists):
    base = "https://sumber.example/api"
    first = f"{base}?verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01"
    second = f"{base}?verb=ListRecords&resumptionToken=t2"
    token = "<resumptionToken>t2</resumptionToken>"
    pages = {
        first: oai(f"<ListRecords>{DC.format(key=1, title='Satu')}{GONE}{token}</ListRecords>"),
        second: oai(f"<ListRecords>{DC.format(key=3, title='Tiga')}</ListRecords>"),
    }
    done = run("oai", pages, since="2026-01-01T10:00:00+00:00")

    assert done.asked == [first, second]
    assert [(raw.key, raw.deleted) for raw, _mention, _wrong in done.found] == [
        ("oai:x:1", False),
        ("oai:x:2", True),
        ("oai:x:3", False),
    ]
    mention = done.found[0][1]
    assert mention.url == "https://repo.example/1"
    assert said(mention) == {
        "title": "Satu",
        "owner": "PEMDA-73.08",
        "year": 2022,
        "summary": "Isi.",
    }
    assert "Nama Orang" not in str(done.found[0][0].values)


@pytest.mark.parametrize(
    "content",
    [
        b"<html></html>",
        b"not xml",
        oai('<error code="badVerb">no</error>'),
        b'<!DOCTYPE a [<!ENTITY x "y">]><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"/>',
    ],
)
def test_an_answer_that_is_no_harvest_stops_with_a_reason(lists, content):
    with pytest.raises(Unreadable):
        run("oai", content)


def test_a_source_that_always_names_one_page_more_stops_and_is_not_taken_for_whole(
    lists, monkeypatch
):
    monkeypatch.setattr(paged, "MOST_PAGES", 2)
    base, address = "https://sumber.example/api", "https://sumber.example/api?verb=ListRecords"
    pages = {
        f"{address}&metadataPrefix=oai_dc": oai(
            f"<ListRecords>{DC.format(key=0, title='A')}"
            "<resumptionToken>t1</resumptionToken></ListRecords>"
        )
    }
    for number in range(1, 4):
        token = f"<resumptionToken>t{number + 1}</resumptionToken>"
        pages[f"{address}&resumptionToken=t{number}"] = oai(
            f"<ListRecords>{DC.format(key=number, title='A')}{token}</ListRecords>"
        )

    with pytest.raises(Unreadable, match="more than 2 pages"), translation.override("en"):
        run("oai", pages)

    pages = {base: {"data": [{"judul": "A"}], "next": f"{base}?page=1"}}
    for number in range(1, 4):
        onward = {"data": [{"judul": "A"}], "next": f"{base}?page={number + 1}"}
        pages[f"{base}?page={number}"] = onward
    with pytest.raises(Unreadable, match="more than 2 pages"), translation.override("en"):
        run("innoland", pages)


def test_a_repository_without_news_says_nothing(lists):
    assert run("oai", oai('<error code="noRecordsMatch"/>')).found == []


def test_another_simpul(lists):
    row = {
        "id": "3F7K2M9QXH",
        "url": "https://lain.example/id/inovasi/sip-peka",
        "title": "Sip-Peka",
        "summary": "Ringkas.",
        "owner": {"code": "PEMDA-73.08", "name": "Pemerintah Kabupaten Bone"},
        "unit": "Bappeda",
        "region": {"code": "73.08", "label": "Kabupaten Bone"},
        "province": {"code": "73", "label": "Sulawesi Selatan"},
        "sector": {"code": "pppa", "label": "Perempuan dan anak"},
        "year": 2022,
        "awards": [{"programme": "KIPP", "year": 2022, "level": None, "wording": "Top 45"}],
    }
    base = "https://sumber.example/api?size=100"
    pages = {
        base: {"innovations": [row], "next": f"{base}&after=x"},
        f"{base}&after=x": {"innovations": [], "next": None},
    }
    done = run("simpul", pages)

    ((raw, mention, wrong),) = done.found
    assert (raw.key, mention.url, wrong) == (row["id"], row["url"], [])
    assert said(mention) == {
        "title": "Sip-Peka",
        "owner": "PEMDA-73.08",
        "unit": "Bappeda",
        "year": 2022,
        "sector": "pppa",
        "summary": "Ringkas.",
        "award": {"programme": "kipp", "level": "kipp_top45", "year": 2022, "wording": "Top 45"},
    }


@pytest.mark.parametrize("odd", [True, 7, 1.5, "x", {"a": 1}, [None, 3, [], "x", {"level": 7}]])
@pytest.mark.parametrize("field", ["awards", "goals"])
def test_a_list_of_another_simpul_that_is_none_costs_only_itself(lists, field, odd):
    base = "https://sumber.example/api?size=100"
    row = {"id": "3F7K2M9QXH", "title": "Sip-Peka", "owner": {"code": "PEMDA-73.08"}, field: odd}

    ((_raw, mention, _wrong),) = run("simpul", {base: {"innovations": [row]}}).found

    assert said(mention)["title"] == "Sip-Peka"


def test_a_record_keeps_its_number_however_the_rows_are_sorted(lists):
    rows = ["Ojek ASI,Kab. Karanganyar,2019", "Sip-Peka,Pemkab Bone,2022"]
    one = run("table", "\n".join(["no,judul,instansi,tahun", *rows]).replace("\n", "\n1,").encode())
    two = run(
        "table", "\n".join(["no,judul,instansi,tahun", *rows[::-1]]).replace("\n", "\n2,").encode()
    )

    assert sorted(raw.key for raw, *_rest in one.found) == sorted(
        raw.key for raw, *_rest in two.found
    )
    assert isinstance(one.found[0][0], Raw)
