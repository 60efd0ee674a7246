import io
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from xlsxwriter import Workbook

from simpul.core import sheets

HEADINGS = [("name", "Nama"), ("nip", "NIP"), ("email", "Surel", "e-mail")]


def workbook(*rows):
    file = io.BytesIO()
    with Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def cells(content):
    return [row.cells for row in sheets.read(content, headings=HEADINGS)]


SITI = {"name": "Siti", "nip": "198501012010012001", "email": "siti@contoh.go.id"}


@pytest.mark.parametrize(
    "content",
    [
        b"Nama,NIP,Surel\nSiti,198501012010012001,siti@contoh.go.id\n",
        "\ufeffnama;nip;E-mail\r\nSiti;198501012010012001;siti@contoh.go.id\r\n\r\n".encode(),
        b"Nama\tNIP\tSurel\nSiti\t198501012010012001\t siti@contoh.go.id ",
        workbook(["Nama", "NIP", "Surel"], list(SITI.values())),
        workbook(["Daftar pegawai"], [], ["NAMA", "N I P", "Surel"], list(SITI.values())),
    ],
)
def test_a_sheet_reads_alike_however_an_office_program_saved_it(content):
    assert cells(content) == [SITI]


def test_rows_keep_their_number_in_the_file():
    content = b"Nama,NIP\nSiti,1\n\n,\nBudi,2\n"

    rows = sheets.read(content, headings=HEADINGS)

    assert [(row.number, row.cells["name"]) for row in rows] == [(2, "Siti"), (5, "Budi")]


def test_a_long_number_kept_as_a_number_is_told():
    rows = sheets.read(
        workbook(["Nama", "NIP"], ["Siti", 198501012010012001], ["Budi", 7]), headings=HEADINGS
    )

    assert [row.lost for row in rows] == [{"nip"}, frozenset()]
    assert rows[1].cells["nip"] == "7"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"Nama,NIP\n",
        b"a,b\n1,2\n",
        b"PK\x03\x04 not a workbook",
        b"Nama\0,NIP\nSiti,1\n",
        b"x" * (sheets.SHEET_BYTES + 1),
    ],
)
def test_what_is_no_sheet_of_these_columns_is_refused_in_words(content):
    with pytest.raises(ValidationError):
        sheets.read(content, headings=HEADINGS)


def test_a_sheet_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "UNPACKED_BYTES", 100)

    with pytest.raises(ValidationError):
        sheets.read(workbook(["Nama", "NIP"], ["Siti", "1"]), headings=HEADINGS)


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(sheets, "SHEET_ROWS", 2)

    with pytest.raises(ValidationError):
        sheets.read(b"Nama,NIP\na,1\nb,2\nc,3\n", headings=HEADINGS)


def refusal(content):
    with pytest.raises(ValidationError) as refused:
        sheets.read(content, headings=HEADINGS)
    return refused.value.message


def test_one_cell_far_out_does_not_lay_out_all_before_it():
    """The reader would ask for hundreds of GB at once, which ends the whole process."""
    file = io.BytesIO()
    with Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nama", "NIP"])
        sheet.write_row(1, 0, ["Siti", "1"])
        sheet.write_string(1_048_575, 16_383, "x")

    assert refusal(file.getvalue()) == sheets.TOO_BIG_INSIDE


def test_one_long_text_in_many_cells_is_not_copied_into_each():
    rows = [["x" * 30_000] * 40] * 1000

    assert refusal(workbook(["Nama", "NIP"], *rows)) == sheets.TOO_BIG_INSIDE


def changed(content, old, new):
    """The same workbook with some words of its parts changed."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as package, ZipFile(file, "w") as copy:
        for name in package.namelist():
            copy.writestr(name, package.read(name).replace(old, new, 1))
    return file.getvalue()


def test_cells_that_name_no_place_are_counted_too():
    wide = b"<row>" + b"<c><v>1</v></c>" * 3000 + b"</row>"
    far = b'<row r="4000"><c><v>1</v></c></row>'
    plain = workbook(["Nama", "NIP"], ["Siti", "1"])

    assert refusal(changed(plain, b"</sheetData>", wide + far + b"</sheetData>")) == (
        sheets.TOO_BIG_INSIDE
    )


def test_entities_are_never_opened():
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet'
    plain = workbook(["Nama", "NIP"], ["Siti", "1"])

    assert refusal(changed(plain, b"<worksheet", declared)) == sheets.UNREADABLE


def test_a_field_no_reader_takes_is_refused_in_words():
    assert refusal(b'Nama,NIP\n"' + b"x" * 200_000 + b'",1\n') == sheets.UNREADABLE


MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def open_workbook(rows):
    """A workbook of the open kind with these rows of XML."""
    file = io.BytesIO()
    head = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        '<office:spreadsheet><table:table table:name="Satu">'
    )
    tail = "</table:table></office:spreadsheet></office:body></office:document-content>"
    with ZipFile(file, "w") as package:
        package.writestr("mimetype", sheets.OPEN_KIND)
        package.writestr("META-INF/manifest.xml", MANIFEST)
        package.writestr("content.xml", head + rows + tail)
    return file.getvalue()


def open_cell(text, repeated=1):
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


LIMITS = {"unpacked": 1_000_000, "cells": 10_000}


def test_a_workbook_of_the_open_kind_is_read_with_its_endless_empty_rows():
    empty = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    row = f"<table:table-row>{open_cell('Nama')}{open_cell('NIP')}</table:table-row>"

    book = sheets.workbook(open_workbook(row + empty), **LIMITS)

    assert book.get_sheet_by_index(0).to_python() == [["Nama", "NIP"]]


@pytest.mark.parametrize(
    "row",
    [
        f"<table:table-row>{open_cell('a', repeated=200_000)}</table:table-row>",
        f'<table:table-row table:number-rows-repeated="20000">{open_cell("a")}</table:table-row>',
        f"<table:table-row>{open_cell('a' * 900, repeated=5000)}</table:table-row>",
    ],
)
def test_repeated_cells_of_the_open_kind_count_as_often_as_they_repeat(row):
    with pytest.raises(ValidationError):
        sheets.workbook(open_workbook(row), **LIMITS)
