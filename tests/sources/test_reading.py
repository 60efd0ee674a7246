"""Files as institutions send them: encodings, headings, sections, totals, sheets."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from simpul.sources.queries import columns
from simpul.sources.queries.reading import (
    SECTION,
    Unfit,
    Way,
    encoding_of,
    fingerprint,
    look,
    records,
)
from tests.core.test_sheets import open_cell, open_workbook

SAMPLES = Path(__file__).parent / "samples"
knows = columns.knows("table")


def seen(content, **way):
    return look(content, Way(**way), knows=knows)


def read(content, **way):
    return list(records(content, Way(**way), knows=knows))


def sample(name):
    return (SAMPLES / name).read_bytes()


def workbook(*sheets):
    file = io.BytesIO()
    with Workbook(file) as book:
        dated = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for down, row in enumerate(rows):
                for across, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(down, across, cell, dated)
                    elif cell != "":
                        sheet.write(down, across, cell)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "encoding", "count"),
    [
        ("inovasi_daerah_windows1252.csv", "cp1252", 22),
        ("inovasi_provinsi_utf8_bom.csv", "utf-8-sig", 30),
        ("iga_unicode_text_utf16.txt", "utf-16", 25),
        ("uji_rumus_berbahaya.csv", "utf-8", 4),
    ],
)
def test_the_encoding_is_found_out_and_said(name, encoding, count):
    found = seen(sample(name))

    assert (found.encoding.name, len(read(sample(name)))) == (encoding, count)
    assert str(found.encoding.why)


def test_curly_quotes_of_windows_and_a_total_at_the_end():
    rows = read(sample("inovasi_daerah_windows1252.csv"))

    assert "“Serbu Gass”" in rows[7].values["JUDUL INOVASI"].replace("GasS", "Gass")
    assert rows[-1].values["NO"] == "22"


def test_a_heading_of_two_rows_sections_subtotals_and_a_footnote():
    found = seen(sample("rekap_kipp_header_gabung.xlsx"))
    rows = read(sample("rekap_kipp_header_gabung.xlsx"))

    assert found.above == (
        "REKAPITULASI INOVASI PELAYANAN PUBLIK",
        "YANG MENERIMA PENGHARGAAN KIPP TAHUN 2019 S.D. 2022",
    )
    assert (found.way.header, found.way.header_rows) == (4, 2)
    assert found.columns[2:5] == (
        "INSTANSI / PEMDA / KL",
        "INSTANSI / UNIT",
        "PENGHARGAAN (v) / 2019",
    )
    assert [sheet.is_read for sheet in found.sheets] == [True, False, False]
    assert len(rows) == 45
    assert rows[-1].values[SECTION] == "PROVINSI MALUKU"
    assert rows[0].at.endswith("row 7")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_same_table_is_read_however_it_was_saved(encoding, mark):
    rows = [["Judul", "Instansi", "Tahun"], ["Sip-Peka", "Pemkab Bone", "2022"]]
    text = "\r\n".join(mark.join(row) for row in rows)

    assert read(text.encode(encoding))[0].values == dict(zip(*rows, strict=True))


@given(st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), min_size=1))
def test_windows_text_comes_back_as_it_was(words):
    content = f"judul;instansi\n“{words.replace(chr(34), '')}”;x\n".encode("cp1252")

    assert encoding_of(content).name in {"cp1252", "utf-8"}
    assert len(read(content)) == 1


def test_dates_of_a_spreadsheet_and_what_cannot_be_seen():
    content = workbook(
        (
            "Data",
            [
                ["Nama Inovasi", "Instansi", "Waktu"],
                ["  Ojek\u00a0ASI\u200b ", "-", date(2020, 8, 17)],
            ],
        )
    )

    assert read(content)[0].values == {
        "Nama Inovasi": "Ojek ASI",
        "Instansi": "",
        "Waktu": "2020-08-17",
    }


def test_every_sheet_with_the_same_headings_is_read():
    head = ["Judul", "Instansi", "Tahun"]
    content = workbook(
        ("2021", [["Rekap"], [], head, ["A", "Kota Batu", 2021]]),
        ("Catatan", [["tidak ada apa-apa"], ["di sini"]]),
        ("2022", [head, ["B", "Kota Batu", 2022], ["TOTAL", "", ""]]),
    )

    assert [row.values["Judul"] for row in read(content)] == ["A", "B"]
    assert [row.values["Judul"] for row in read(content, sheet="2022")] == ["B"]
    with pytest.raises(Unfit):
        read(content, sheet="2030")


def test_json_and_json_lines_are_laid_flat():
    rows = [{"title": "A", "owner": {"name": "Kota Batu"}, "goals": [3, 4]}]
    flat = {"title": "A", "owner.name": "Kota Batu", "goals": "3; 4"}

    assert [row.values for row in read(json.dumps({"data": rows}).encode())] == [flat]
    lines = b'{"title": "A", "owner": {"name": "Kota Batu"}, "goals": [3, 4]}\n{broken\n'
    found = read(lines)
    assert (found[0].values, found[1].values) == (flat, {})
    assert found[1].broken


@pytest.mark.parametrize("content", [b"", b"  \n", b"<!DOCTYPE html><p>Masuk", b"PK\x03\x04junk"])
def test_what_is_no_file_of_records_says_so(content):
    with pytest.raises(Unfit):
        seen(content)


def test_files_with_the_same_headings_are_known_again():
    assert fingerprint(["Judul Inovasi", "TAHUN"]) == fingerprint(["tahun", "judul  inovasi", "#9"])
    assert fingerprint(["Judul"]) != fingerprint(["Judul", "Tahun"])


def test_a_workbook_of_the_open_kind_is_read_the_same_way():
    cells = [["Rekap"], ["Judul", "Instansi", "Tahun"], ["Ojek ASI", "Kota Batu", "2021"]]
    inside = "".join(
        f"<table:table-row>{''.join(map(open_cell, row))}</table:table-row>" for row in cells
    )

    assert read(open_workbook(inside))[0].values == {
        "Judul": "Ojek ASI",
        "Instansi": "Kota Batu",
        "Tahun": "2021",
    }


NESTED = {
    "list": b"[" * 100_000,
    "map": b'{"a":' * 100_000,
    "first line": b'{"a":' * 100_000 + b"\n{}",
}


@pytest.mark.parametrize("name", NESTED)
def test_json_nested_beyond_measure_is_refused(name):
    with pytest.raises(Unfit):
        read(NESTED[name])


def test_a_line_nested_beyond_measure_is_a_broken_one():
    first, second = read(b'{"judul": "Antar Obat"}\n' + b'{"a":' * 100_000)

    assert (first.values["judul"], bool(second.broken)) == ("Antar Obat", True)


def test_what_is_no_number_is_nothing():
    (record,) = read(b'[{"judul": "Antar Obat", "a": NaN, "b": -Infinity, "c": [1e999, 2]}]')

    assert (record.values["a"], record.values["b"], record.values["c"]) == ("", "", "2")
