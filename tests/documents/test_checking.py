"""Whoever holds a letter learns what it says, whether it counts, and if a file is it."""

import io
import time
from datetime import timedelta

import pytest
import typst
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from simpul.core import clock
from simpul.documents import services
from simpul.documents.models import Document
from simpul.documents.queries.checking import (
    changed_file,
    differences,
    file_known_as,
    letter_with,
    standing_of,
)
from simpul.documents.queries.reading import content_of, words_of
from simpul.documents.services.rendering import make_files, pdf_of
from tests.factories.documents import DocumentFactory, KindFactory, numbered, scan_of
from tests.factories.organisations import OrganisationFactory, admin_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    office = OrganisationFactory(acronym="ORG")
    issued = services.issue_certificate(
        KindFactory(), title="Replikasi SIMPEL", content={}, scope=office, by=admin_of(office)
    )
    return make_files(issued.pk)


def issuer(letter):
    return letter.issued_by


def compare(client, letter, content, name="surat.pdf"):
    upload = SimpleUploadedFile(name, content, content_type="application/pdf")
    return client.post(reverse("documents:compare", args=[letter.code]), {"file": upload})


def test_a_letter_is_found_however_its_code_is_typed(letter):
    typed = letter.code.lower().replace("-", " ")

    assert letter_with(typed) == letter
    assert letter_with("AAAA-BBBB-CCCC") is None
    assert letter_with(DocumentFactory().code) is None


def test_the_page_shows_the_whole_letter_and_that_it_counts(client, letter):
    page = client.get(letter.check_url)

    said = page.content.decode()
    assert page.status_code == 200
    assert [part in said for part in (letter.number, letter.title, letter.sha256)] == [True] * 3
    assert page.context["standing"].key == "in_force"
    assert "no-store" in page["Cache-Control"]
    assert 'method="post"' not in said


def test_what_was_revoked_says_so_and_why(client, letter):
    services.revoke(letter, by=issuer(letter), note="Diterbitkan keliru.")

    page = client.get(letter.check_url)

    assert page.context["standing"].key == "revoked"
    assert "Diterbitkan keliru." in page.content.decode()


def test_what_is_past_its_last_day_says_so_and_an_extension_is_told(client, letter):
    Document.objects.filter(pk=letter.pk).update(valid_to=clock.today())
    letter.refresh_from_db()
    services.extend(
        letter, clock.today() + timedelta(days=5), by=issuer(letter), note="Belum selesai"
    )
    assert standing_of(letter).key == "in_force"

    with clock.frozen(clock.now() + timedelta(days=7)):
        page = client.get(letter.check_url)

    assert page.context["standing"].key == "expired"
    assert len(page.context["extensions"]) == 1


def test_what_waits_for_signatures_does_not_count_yet(client):
    page = client.get(numbered().check_url)

    assert page.context["standing"].key == "numbered"


def test_our_own_file_is_known(client, letter):
    page = compare(client, letter, content_of(letter.pdf))

    assert page.context["verdict"].key == "issued"


def test_our_own_file_of_a_revoked_letter_is_no_good_news(client, letter):
    services.revoke(letter, by=issuer(letter), note="Keliru.")

    verdict = compare(client, letter, content_of(letter.pdf)).context["verdict"]

    assert (verdict.key, verdict.tone) == ("issued", "wait")


def test_a_changed_pdf_is_shown_with_what_was_changed(client, letter):
    forged = pdf_of({**letter.frozen, "title": "Juara Satu Nasional"})

    page = compare(client, letter, forged)

    verdict = page.context["verdict"]
    assert (verdict.key, verdict.tone) == ("changed", "stop")
    assert [(one.letter, one.file) for one in verdict.differences] == [
        ("Replikasi SIMPEL", "Juara Satu Nasional")
    ]
    assert "Juara Satu Nasional" in page.content.decode()


def test_a_right_code_on_other_content_is_no_letter_of_ours(client, letter):
    source = f'#set document(title: "x")\n{letter.number} {letter.code} Hadiah satu miliar rupiah'
    forged = typst.compile(source.encode())

    verdict = compare(client, letter, forged).context["verdict"]

    assert verdict.key == "changed"
    assert any("miliar" in one.file for one in verdict.differences)


def test_the_same_words_saved_anew_are_not_our_file(letter):
    with clock.frozen(clock.now() + timedelta(days=1)):
        again = pdf_of(letter.frozen)

    assert changed_file(letter, again).key == "same_words"


def test_a_file_of_ours_under_another_code_is_named(client, letter):
    other = numbered()

    verdict = compare(client, other, content_of(letter.pdf)).context["verdict"]

    assert (verdict.key, verdict.other) == ("other", letter)


@pytest.mark.parametrize("content", [b"%PDF-1.7 broken", b"not a pdf at all", b"%PDF-"])
def test_what_cannot_be_read_is_not_our_file(client, letter, content):
    assert compare(client, letter, content).context["verdict"].key == "unknown"


def test_a_copy_with_signatures_is_known_and_a_refused_one_too(client):
    letter = numbered()
    admin = letter.issued_by
    scan = scan_of(letter, by=admin)
    copy = services.upload_signed(letter, scan, by=admin)

    assert file_known_as(letter, scan.sha256).key == "signed"
    copy.refused_at = clock.now()
    copy.save()
    assert file_known_as(letter, scan.sha256).key == "refused"
    assert file_known_as(letter, letter.docx.sha256).key == "word"


def test_a_large_file_is_refused_and_many_are_slowed(client, letter, settings):
    settings.LETTER_CHECK_BYTES = 10
    page = compare(client, letter, b"%PDF-" + b"0" * 20)
    assert "file" in page.context["form"].errors

    settings.LIMITS = {**settings.LIMITS, "letter_file": (1, 3600)}
    compare(client, letter, b"%PDF-")
    assert compare(client, letter, b"%PDF-").status_code == 429


def test_only_what_is_listed_for_everybody_is_handed_out(client, letter):
    address = reverse("documents:public_file", args=[letter.code])
    assert client.get(address).status_code == 404

    Document.objects.filter(pk=letter.pk).update(is_public=True)
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == content_of(letter.pdf)


def test_a_code_is_typed_on_a_page_of_its_own(client, letter):
    found = client.get(reverse("documents:find"), {"code": letter.code})
    missed = client.get(reverse("documents:find"), {"code": "ZZZZ-ZZZZ-ZZZZ"})

    assert found["Location"] == letter.check_url
    assert missed.context["form"].errors["code"]


def test_differences_are_told_in_runs():
    found = differences(["satu", "dua", "tiga", "empat"], ["satu", "dua", "lima", "empat", "enam"])

    assert [(one.after, one.letter, one.file) for one in found] == [
        ("satu dua", "tiga", "lima"),
        ("satu dua tiga empat", "", "enam"),
    ]


def endless_pdf():
    """A few kilobytes that unpack to minutes of work."""
    writer = PdfWriter()
    drawn = DecodedStreamObject()
    drawn.set_data(b"BT /F 12 Tf 1 0 0 1 10 10 Tm (a b) Tj ET\n" * 50_000)
    packed = writer._add_object(drawn.flate_encode())
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    named = DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})
    for _number in range(50):
        page = writer.add_blank_page(100, 100)
        page[NameObject("/Contents")] = packed
        fonts = DictionaryObject({NameObject("/F"): named})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    with io.BytesIO() as whole:
        writer.write(whole)
        return whole.getvalue()


def test_a_small_file_that_holds_endless_work_is_given_up(monkeypatch):
    monkeypatch.setattr("simpul.documents.queries.reading.LONGEST_SECONDS", 3)
    pdf, begun = endless_pdf(), time.monotonic()

    with pytest.raises(ValidationError):
        words_of(pdf)

    assert len(pdf) < 50_000
    assert time.monotonic() - begun < 10


def test_words_that_repeat_without_end_are_compared_in_no_time():
    ours, begun = ["dan", "atau"] * 3000, time.monotonic()

    found = differences(ours, ["atau", "atau", "dan"] * 2000)

    assert found
    assert time.monotonic() - begun < 2
