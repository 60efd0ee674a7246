import pytest

from simpul.core import clock
from simpul.innovations.models import InnovationText
from simpul.innovations.services.drafting import save_value
from simpul.profiles.models import Answer, Form
from simpul.profiles.queries import measuring
from simpul.profiles.services.packing import pack
from tests.profiles.world import ROWS, record, world

pytestmark = pytest.mark.django_db


def form(key):
    return Form.objects.get(key=key)


def test_a_listed_record_goes_out_as_the_kipp_form_wants_it(forms):
    package = pack(record(problem="Jarak jauh.", summary="Kapal layanan."), form("kipp-2023"))

    assert package.values == {
        "judul": "Sapa Nelayan",
        "instansi": "Pemerintah Kabupaten Uji",
        "ringkasan": "Kapal layanan.",
        "latar_belakang": "Jarak jauh.",
    }
    missing = [packed.key for packed in package.missing]
    assert missing[:3] == ["tanggal_mulai", "kelompok", "kategori"]
    assert "pernyataan_replikasi" in missing
    assert "upp" not in missing


def test_stage_affair_and_level_are_said_in_the_words_of_the_form(forms):
    work = world(started_on="2022-03-14", affair="1.02")
    iga = pack(work.record, form("iga-2026"), draft=work.draft).by_key
    opsi = pack(work.record, form("opsi-case"), draft=work.draft).by_key

    assert (iga["tahapan"].value, iga["tahapan"].shown) == ("penerapan", "Penerapan")
    assert (iga["urusan"].shown, iga["waktu_penerapan"].shown) == ("Kesehatan", "14 Maret 2022")
    assert (opsi["status"].value, opsi["sector"].value) == (["implementing"], ["health"])
    assert (opsi["level"].shown, opsi["country"].value) == ("Local government", "ID")
    assert (opsi["year"].value, opsi["tags"].value) == ("2022", ["health"])
    assert opsi["tags"].has(measuring.TOO_FEW)


def test_results_in_figures_become_a_text(forms):
    work = world(impact="Antrean hilang.", outcomes=ROWS)
    packed = pack(work.record, form("kipp-2023"), draft=work.draft).by_key["signifikansi"]

    assert packed.value == (
        "Antrean hilang.\n\nAngka: Nelayan yang memiliki kartu: 18 persen (31 Desember 2021) "
        "menjadi 74,5 persen (31 Desember 2023); cara mengukur: Data dinas"
    )


def test_what_stands_in_indonesian_alone_is_marked_not_filled(forms):
    work = world(lessons="Mulai dari satu pulau.", failures="Kapal rusak.")
    save_value(
        work.draft, "lessons", "Begin with one island.", language="en", base=0, by=work.author
    )
    package = pack(work.record, form("opsi-case"), draft=work.draft)

    lessons, challenges = package.by_key["lessons"], package.by_key["challenges"]
    assert lessons.sides == [("id", "Mulai dari satu pulau."), ("en", "Begin with one island.")]
    assert lessons.troubles == []
    assert (challenges.value, challenges.other) == ("", "Kapal rusak.")
    assert challenges in package.untranslated
    assert "title" in [packed.key for packed in package.untranslated]


def test_a_text_half_translated_says_so(forms):
    work = world(problem="Jauh.", objectives="Dekat.")
    save_value(work.draft, "problem", "It is far.", language="en", base=0, by=work.author)
    overview = pack(work.record, form("opsi-case"), draft=work.draft).by_key["overview"]

    assert overview.value == "Problem: It is far."
    assert overview.has(measuring.UNTRANSLATED)


def test_limits_are_counted_as_the_form_counts(forms):
    work = world(summary=" ".join(["kata"] * 201), novelty=" ".join(["baru"] * 20))
    kipp = pack(work.record, form("kipp-2023"), draft=work.draft)
    save_value(work.draft, "novelty", "x" * 1001, language="en", base=0, by=work.author)
    work.draft.refresh_from_db()
    opsi = pack(work.record, form("opsi-case"), draft=work.draft)
    iga = pack(work.record, form("iga-2026"), draft=work.draft)

    assert [(p.key, p.length) for p in kipp.too_long] == [("ringkasan", 201)]
    assert [(p.key, p.length) for p in opsi.too_long] == [("innovative", 1001)]
    assert iga.by_key["rancang_bangun"].has(measuring.TOO_SHORT)


def test_an_answer_for_the_form_stands_in_the_place_of_the_record(forms):
    work = world()
    field = form("opsi-case").fields.get(key="title")
    Answer.objects.create(
        innovation=work.record, field=field, value="Greeting island fishers", at=clock.now()
    )
    readers = pack(work.record, form("opsi-case"), draft=work.draft)
    authors = pack(work.record, form("opsi-case"), draft=work.draft, own=True)

    assert readers.by_key["title"].value == ""
    assert authors.by_key["title"].value == "Greeting island fishers"
    assert authors.by_key["title"].is_own


def test_a_contact_is_in_no_package_of_the_public_record(forms):
    contact = {"name": "Sari", "email": "sari@contoh.go.id", "phone": "", "public": True}
    work = world(contact=contact)

    assert pack(work.record, form("opsi-case"), draft=work.draft).by_key["own_email"].is_filled
    assert not pack(work.record, form("opsi-case")).by_key["own_email"].is_filled


def test_a_package_takes_the_same_questions_whatever_the_record_says(
    forms, django_assert_max_num_queries
):
    full = record(problem="a", summary="b", impact="c", benefit="d", award=None)
    InnovationText.objects.filter(innovation=full)

    with django_assert_max_num_queries(16):
        pack(full, form("opsi-case"), own=True)
