import csv
import io
import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from simpul.core import exports
from simpul.innovations.hooks import DRAFT_SOURCES
from simpul.innovations.models import Draft
from simpul.innovations.services.draft_sources import begin_from
from simpul.profiles.models import Answer, Form, Intake
from simpul.profiles.queries import tables
from simpul.profiles.services.packing import pack
from simpul.profiles.services.taking import settle
from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.profiles.world import world

pytestmark = pytest.mark.django_db

IGA = """No;Nama Inovasi;Nama Pemda;Tahapan Inovasi;Inisiator;Bentuk Inovasi;Urusan Utama;\
Waktu Penerapan;Rancang Bangun;Skor Kematangan
1;LTSA;Pemerintah Kabupaten Uji;penerapan ;OPD;Pelayanan Publik;Tenaga Kerja;17/08/2020;\
Layanan satu atap.;81,25
2;SBN;Pemkab Lain;Uji Coba;Camat;Pelayanan Publik;Keshatan;2021;Siswa memberantas nyamuk.;
"""


def source(key):
    return next(each for each in DRAFT_SOURCES if each.key == key)


def begin(work, key, content, row=2):
    return begin_from(source(key), content, row, organisation=work.body, by=work.author)


def values(draft):
    return {(row.field, row.language): row.value for row in draft.values.all()}


def test_a_row_of_an_iga_spreadsheet_becomes_a_draft_and_nothing_is_lost(forms):
    work = world()
    draft, told = begin(work, "iga", IGA.encode())

    said = values(draft)
    assert said["title", "id"] == "LTSA"
    assert said["life_status", ""] == "running"
    assert (said["affair", ""], said["started_on", ""]) == ("2.07", "2020-08-17")
    assert said["problem", "id"] == "Layanan satu atap."
    kept = dict(Answer.objects.values_list("field__key", "value"))
    assert kept == {"inisiator": "perangkat daerah", "bentuk": "inovasi pelayanan publik"}
    intake = Intake.objects.get(draft=draft)
    assert intake.notes == [["Skor Kematangan", "81,25"]]
    assert intake.problems == []
    assert "1" in told


def test_words_no_list_knows_become_problems_with_a_remedy(forms):
    work = world()
    OrganisationFactory(name="Pemerintah Kabupaten Lain", short_name="Pemkab Lain")
    draft, _told = begin(work, "iga", IGA.encode(), row=3)

    said = values(draft)
    assert said["started_on", ""] == {"day": "", "month": "", "year": "2021"}
    assert said["life_status", ""] == "trial"
    assert ("affair", "") not in said
    intake = Intake.objects.get(draft=draft)
    by_field = {each["field"]: each for each in intake.problems}
    assert set(by_field) == {"inisiator", "urusan", "waktu_penerapan", "pemda"}
    assert "Kesehatan" in by_field["urusan"]["fix"]
    assert all(
        word in by_field[name]["say"]
        for name, word in (("inisiator", "Camat"), ("urusan", "Keshatan"))
    )
    assert intake.notes == []


def test_an_opsi_case_stands_in_english_beside_the_answers_of_the_form(forms):
    work = world()
    case = {
        "title": "Greeting fishers",
        "lessons": "Begin with one island.",
        "tags": ["mobile", "rural", "gender"],
        "status": ["implementing", "evaluating"],
        "own_email": "sari@contoh.go.id",
        "Nickname": "SNP",
    }
    content = json.dumps({"form": "opsi-case", "values": case}).encode()
    draft, _told = begin(work, "opsi", content)

    said = values(draft)
    assert said["title", "id"] == "Greeting fishers"
    assert said["lessons", "en"] == "Begin with one island."
    assert ("lessons", "id") not in said
    package = pack(draft.innovation, Form.objects.get(key="opsi-case"), draft=draft, own=True)
    came = {key: package.values[key] for key in case if key in package.values}
    assert came == {**{k: v for k, v in case.items() if k != "Nickname"},
                    "tags": ["gender", "mobile", "rural"]}  # fmt: skip
    assert Intake.objects.get(draft=draft).notes == [["Nickname", "SNP"]]


def test_our_own_kipp_workbook_comes_in_as_the_same_form(forms):
    work = world(
        problem="Jauh.", objectives="Dekat.", summary="Kapal.", impact="Cepat.", unit="Puskesmas"
    )
    form = Form.objects.get(key="kipp-2023")
    package = pack(work.record, form, draft=work.draft, own=True)
    file = exports.xlsx_file(tables.header(package), tables.rows(package))

    draft, told = begin(work, "kipp", file.read())

    assert pack(draft.innovation, form, draft=draft, own=True).values == package.values
    assert (told, Answer.objects.count()) == ("", 0)


def test_a_form_filled_by_hand_one_field_below_the_other_is_read(forms):
    work = world()
    cells = [
        ["PROPOSAL", ""],
        ["Judul Inovasi", "Kapal"],
        ["Ringkasan", "Layanan di pulau."],
        ["Latar belakang", "Jauh."],
        ["Kelompok", "Kelompok umum"],
        ["Catatan tim", "Cek"],
    ]
    text = io.StringIO()
    csv.writer(text).writerows(cells)
    draft, _told = begin(work, "kipp", text.getvalue().encode())

    assert values(draft)["problem", "id"] == "Jauh."
    assert Answer.objects.get().value == "umum"
    assert Intake.objects.get(draft=draft).notes == [["Catatan tim", "Cek"]]


@pytest.mark.parametrize(
    ("content", "row"),
    [(b"a,b\n1,2\n", 2), (b"{]", 2), (b'{"x": 1}', 2), (IGA.encode(), 99), (b"\x00\xff", 2)],
)
def test_another_file_begins_no_draft_and_says_why(forms, content, row):
    work = world()

    with pytest.raises(ValidationError) as refused:
        begin(work, "iga", content, row)

    assert refused.value.messages
    assert Draft.objects.count() == 1


def test_what_was_looked_at_stays_readable(forms):
    work = world()
    draft, _told = begin(work, "iga", IGA.encode())
    intake = settle(Intake.objects.get(draft=draft), by=work.author)

    assert intake.settled_at is not None
    assert settle(intake, by=work.author).settled_at == intake.settled_at


def test_only_who_writes_the_draft_says_that_it_was_looked_at(forms):
    work = world()
    draft, _told = begin(work, "iga", IGA.encode())
    intake = Intake.objects.get(draft=draft)

    with pytest.raises(PermissionDenied):
        settle(intake, by=UserFactory())
    intake.refresh_from_db()
    assert intake.settled_at is None
