import io

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
