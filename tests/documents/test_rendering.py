"""Files of letters: what they say, and that everybody can read them."""

import io
import re

import docx
import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader

from simpul.core import files
from simpul.core.models import File
from simpul.documents import services
from simpul.documents.forms.parts import opening_content
from simpul.documents.models import Kind
from simpul.documents.queries.composing import compose
from simpul.documents.queries.reading import content_of
from simpul.documents.services import PartyIn, SignerIn
from simpul.documents.services.loading import load_kinds
from simpul.documents.services.rendering import make_files, pdf_of
from tests.factories.documents import numbered
from tests.factories.organisations import OrganisationFactory, admin_of

pytestmark = pytest.mark.django_db

EVERYWHERE = {
    "to": ["Bupati Contoh", "di tempat"],
    "considering": ["bahwa mutu perlu naik;", "bahwa perlu tim;"],
    "bases": ["Undang-Undang Nomor 25 Tahun 2009;"],
    "decisions": ["Membentuk tim.", "Berlaku sejak ditetapkan."],
    "copies": ["Inspektorat"],
    "agenda": ["Pembukaan", "Penetapan <rencana> #1 & $2"],
    "results": ["Disepakati bersama."],
    "points": ["Menerapkan inovasi."],
    "text": 'Isi surat dengan \\tanda_ *khusus* #import "rahasia" dan @kutipan.',
    "background": "Latar belakang.",
    "summary": "Ringkasan.",
    "place": "Ruang rapat",
    "day": "Senin, 30 November 2026",
    "time": "09.00 WIB",
    "nature": "Penting",
    "annex": [["Dewi", "Kabag", "Ketua"]],
    "plan": [["Uji coba", "Kesatu", "2027", "APBD"]],
}


@pytest.fixture
def kinds(settings):
    load_kinds(settings.DATA_DIR / "documents")
    return Kind.objects.order_by("order")


def words_in(letter):
    """Every text of a composed letter that is printed."""
    silent = {"layout", "language", "kind", "head", "check", "is", "date"}
    if letter["layout"] == "letter":
        silent |= {"heading"}
    if letter["layout"] in {"agreement", "commitment", "minutes", "decree", "letter"}:
        silent |= {"title"}
    if not letter["copies"]:
        silent |= {"copies_label"}
    yield letter["head"]["name"].upper()
    yield letter["check"]["words"]
    yield from _texts({key: value for key, value in letter.items() if key not in silent}, silent)


def _texts(value, silent):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in silent:
                yield from _texts(part, silent)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part, silent)


def plain(text):
    return re.sub(r"\s+", "", text).casefold()


def letter_of(kind, language, office, by):
    fields = list(kind.fields.all())
    content = {**opening_content(fields, language)}
    for field in fields:
        if field.key in EVERYWHERE:
            value = EVERYWHERE[field.key]
            width = len(field.columns_in(language))
            content[field.key] = [row[:width] for row in value] if width else value
    parties = [PartyIn(office), PartyIn(name="Mitra Kerja")] if kind.has_parties else []
    signers = [SignerIn(name="Siti Rahmawati", office="Sekda", party=0 if parties else None)]
    if parties:
        signers.append(SignerIn(name="Rudi", office="Kabag", party=1, capacity="Plt."))
    return services.draft(
        kind,
        title="Replikasi SIMPEL",
        content=content,
        scope=office,
        by=by,
        language=language,
        parties=parties,
        signers=signers if kind.needs_signers else [],
    )


@pytest.mark.parametrize(
    ("language", "keys"),
    [
        ("id", ["agreement", "decision", "invitation", "certificate", "minutes", "statement"]),
        ("en", ["agreement", "invitation"]),
        pytest.param("id", [], marks=pytest.mark.slow),
        pytest.param("en", [], marks=pytest.mark.slow),
    ],
)
def test_every_kind_prints_what_its_record_says_and_nothing_is_lost(kinds, language, keys):
    office = OrganisationFactory(acronym="ORG", name="Pemerintah Kabupaten Contoh")
    admin = admin_of(office)

    for kind in kinds.filter(key__in=keys) if keys else kinds:
        letter = services.issue(letter_of(kind, language, office, admin), by=admin)
        pages = PdfReader(io.BytesIO(pdf_of(letter.frozen))).pages
        printed = plain("".join(page.extract_text() for page in pages))
        lost = [text for text in words_in(letter.frozen) if plain(text) not in printed]
        assert (kind.key, lost) == (kind.key, [])
        assert letter.frozen == compose(letter)


def pages_of(letter):
    return PdfReader(io.BytesIO(content_of(letter.pdf))).pages


def test_a_letter_is_tagged_for_those_who_listen(kinds):
    office = OrganisationFactory(acronym="ORG")
    admin = admin_of(office)
    draft = letter_of(kinds.get(key="agreement"), "id", office, admin)
    letter = make_files(services.issue(draft, by=admin).pk)

    with pikepdf.open(io.BytesIO(content_of(letter.pdf))) as pdf:
        root = pdf.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "id"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert letter.title in told["dc:title"]
        tags = list(tags_of(root.StructTreeRoot))
    assert {"H1", "H2", "P", "Table", "TH", "TD", "Figure"} <= set(tags)
    assert tags.count("H1") == 1
    assert tags.count("TH") == 4


def tags_of(node):
    """The kinds of every node of a tag tree, and a fault for a picture nobody can read."""
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            kind = str(child.S).removeprefix("/")
            assert kind != "Figure" or str(child.Alt)
            yield kind
            yield from tags_of(child)


def test_the_word_file_says_the_same(kinds):
    office = OrganisationFactory(acronym="ORG")
    admin = admin_of(office)
    draft = letter_of(kinds.get(key="agreement"), "id", office, admin)
    letter = make_files(services.issue(draft, by=admin).pk)

    file = docx.Document(io.BytesIO(content_of(letter.docx)))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    said = plain("".join([*(paragraph.text for paragraph in file.paragraphs), *cells]))
    texts = set(words_in(letter.frozen)) - {letter.frozen["check"]["words"]}
    assert [
        text for text in texts if plain(text) not in said and plain(text) != plain(office.name)
    ] == []


def test_files_are_made_once():
    letter = numbered()
    before = (letter.pdf_id, letter.sha256)

    again = make_files(letter.pk)

    assert (again.pdf_id, again.sha256) == before
    assert File.objects.count() == 2


def test_an_emblem_is_printed_and_named():
    office = OrganisationFactory(name="Pemerintah Kabupaten Contoh")
    admin = admin_of(office)
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "navy").save(picture, format="PNG")
    picture.seek(0)
    emblem = files.keep("lambang.png", picture, by=admin)
    services.set_letterhead(office, name=office.name, place="Contoh", logo=emblem, by=admin)

    letter = numbered(scope=office, by=admin)

    with pikepdf.open(io.BytesIO(content_of(letter.pdf))) as pdf:
        assert len(list(pdf.pages[0].get_images())) == 1
    assert letter.frozen["dated"].startswith("Contoh, ")


def test_words_of_a_writer_are_never_a_program():
    letter = numbered(title='#read("/etc/passwd") ${7*7} {{ 7*7 }}')

    assert '#READ("/ETC/PASSWD") ${7*7}' in pages_of(letter)[0].extract_text()


def test_a_preview_says_on_its_page_that_it_is_a_draft():
    letter = numbered()

    pdf = pdf_of({**letter.frozen, "mark": "KONSEP"})

    assert "KONSEP" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
