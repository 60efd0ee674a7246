"""Pages of the desk: the way of a letter in the browser, its list and its registers."""

import io

import pytest
import typst
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from simpul.core import clock
from simpul.core.models import Entry
from simpul.documents import services
from simpul.documents.models import Document, Kind, Letterhead, Register, State
from simpul.documents.services.loading import load_kinds
from tests.factories.accounts import UserFactory
from tests.factories.documents import KindFactory, numbered
from tests.factories.organisations import OrganisationFactory, admin_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OrganisationFactory(acronym="ORG")


@pytest.fixture
def admin(office, client):
    person = admin_of(office)
    client.force_login(person)
    return person


def key(office):
    return f"organisations.organisation:{office.slug}"


def rows(prefix, *filled):
    """Rows of a set of forms as a browser sends them."""
    sent = {f"{prefix}-TOTAL_FORMS": len(filled), f"{prefix}-INITIAL_FORMS": 0}
    for place, row in enumerate(filled):
        sent |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return sent


def test_a_letter_goes_from_a_title_to_a_number_in_the_browser(client, admin, office, settings):
    load_kinds(settings.DATA_DIR / "documents")
    partner = OrganisationFactory(name="Pemerintah Kota Mitra")

    begun = client.post(
        reverse("documents:new"),
        {"office": key(office), "kind": "agreement", "title": "Replikasi", "language": "id"},
    )
    letter = Document.objects.get()
    assert begun["Location"] == reverse("documents:edit", args=[letter.pk])
    assert letter.content["articles"][0]["title"] == "Maksud dan tujuan"

    page = client.get(begun["Location"])
    sent = {
        "title": "Replikasi SIMPEL",
        "language": "id",
        "part_opening": "PARA PIHAK sepakat:",
        "part_articles": "# Maksud\nKerja sama.\nBerlaku.",
        "part_plan": "Uji coba | Kesatu | 2027",
        **rows("party", {"organisation": office.name}, {"organisation": partner.name}),
        **rows(
            "signer",
            {"name": "Siti", "office": "Sekda", "party": "1"},
            {"name": "Rudi", "office": "Kabag", "party": "2"},
        ),
    }
    saved = client.post(begun["Location"], sent)
    assert (page.status_code, saved["Location"]) == (200, letter.get_absolute_url())
    letter.refresh_from_db()
    assert letter.content["plan"] == [["Uji coba", "Kesatu", "2027", ""]]
    assert letter.content["articles"] == [{"title": "Maksud", "items": ["Kerja sama.", "Berlaku."]}]

    preview = client.get(reverse("documents:preview", args=[letter.pk]))
    assert (preview["Content-Type"], preview.content[:5]) == ("application/pdf", b"%PDF-")

    client.post(reverse("documents:step", args=[letter.pk, "issue"]))
    letter.refresh_from_db()
    assert (letter.state, letter.pdf is not None) == (State.NUMBERED, True)
    assert letter.number in client.get(letter.get_absolute_url()).content.decode()


def test_nothing_typed_is_lost_when_something_is_wrong(client, admin, office, settings):
    load_kinds(settings.DATA_DIR / "documents")
    letter = services.draft(
        Kind.objects.get(key="agreement"), title="Replikasi", content={}, scope=office, by=admin
    )
    sent = {
        "title": "Judul baru",
        "language": "id",
        "part_articles": "tanpa judul pasal",
        **rows("party", {"organisation": "Instansi Antah Berantah"}),
        **rows("signer", {"office": "Sekda"}),
    }

    page = client.post(reverse("documents:edit", args=[letter.pk]), sent)

    said = page.content.decode()
    assert page.status_code == 200
    assert all(words in said for words in ("Judul baru", "tanpa judul pasal", "Antah Berantah"))
    assert page.context["form"].errors["part_articles"]
    assert page.context["parties"].errors[0]["organisation"]
    letter.refresh_from_db()
    assert letter.title == "Replikasi"


def test_a_scan_is_handed_in_and_the_letter_counts(client, admin, office):
    letter = numbered(scope=office, by=admin)
    address = reverse("documents:hand_in", args=[letter.pk])
    day = letter.dated
    scan = io.BytesIO(typst.compile(b'#set document(title: "x")\n#rect()'))
    scan.name = "pindai.pdf"
    sent = {
        "file": scan,
        "signers": [signer.pk for signer in letter.signers.all()],
        "signed_on_day": day.day,
        "signed_on_month": day.month,
        "signed_on_year": day.year,
    }

    begun = client.get(address).context["form"]
    missed = client.post(address, {**sent})
    scan.seek(0)
    done = client.post(address, {**sent, "compared": "on"})

    assert begun["signed_on"].value() == clock.today()
    assert "compared" in missed.context["form"].errors
    assert done["Location"] == letter.get_absolute_url()
    letter.refresh_from_db()
    assert letter.state == State.IN_FORCE


def test_a_letter_is_extended_and_revoked_with_reasons(client, admin, office):
    letter = services.issue_certificate(
        KindFactory(months=12), title="Sertifikat", content={}, scope=office, by=admin
    )
    extend = reverse("documents:step", args=[letter.pk, "extend"])
    revoke = reverse("documents:step", args=[letter.pk, "revoke"])
    year = letter.valid_to.year + 1

    refused = client.post(revoke, {"note": ""})
    client.post(
        extend,
        {"valid_to_day": "1", "valid_to_month": "2", "valid_to_year": year, "note": "Perlu."},
    )
    client.post(revoke, {"note": "Keliru."})

    letter.refresh_from_db()
    assert refused.context["revoke_form"].errors["note"]
    assert (letter.valid_to.year, letter.state) == (year, State.REVOKED)
    assert Entry.objects.filter(verb="extend").exists()


def test_a_replacement_begins_with_the_words_of_the_old(client, admin, office):
    old = services.issue_certificate(
        KindFactory(), title="Sertifikat", content={"isi": "x"}, scope=office, by=admin
    )

    client.post(reverse("documents:replace", args=[old.pk]))

    new = Document.objects.get(supersedes=old)
    assert (new.title, new.content, new.state) == (old.title, old.content, State.DRAFT)


def test_a_list_is_narrowed_sorted_and_exported(client, admin, office):
    kind = KindFactory()
    for title in ("Beta", "Alfa"):
        services.issue_certificate(kind, title=title, content={}, scope=office, by=admin)
    services.draft(KindFactory(), title="Konsep", content={}, scope=office, by=admin)

    def titles(**chosen):
        page = client.get(reverse("documents:letters"), chosen)
        return [line.document.title for line in page.context["lines"]]

    assert titles(sort="title") == ["Alfa", "Beta", "Konsep"]
    assert titles(kind=kind.key, sort="number") == ["Alfa", "Beta"]
    assert titles(state="draft") == ["Konsep"]
    assert titles(q="002/") == ["Alfa"]
    assert titles(office=key(office), year=Document.objects.first().begun_at.year + 1) == []
    table = client.get(reverse("documents:export", args=["csv"]), {"q": "Beta"})
    lines = b"".join(table.streaming_content).decode().splitlines()
    assert (len(lines), "Beta" in lines[1]) == (2, True)
    sheet = client.get(reverse("documents:export", args=["xlsx"]))
    assert sheet.status_code == 200


def test_a_list_asks_as_often_for_three_as_for_one(client, admin, office):
    kind = KindFactory()

    def cost():
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("documents:letters"))
        return len(asked)

    services.issue_certificate(kind, title="Satu", content={}, scope=office, by=admin)
    cost()
    first = cost()
    for title in ("Dua", "Tiga"):
        services.issue_certificate(kind, title=title, content={}, scope=office, by=admin)

    assert cost() == first


def test_a_register_is_opened_changed_and_closed(client, admin, office):
    sent = {
        "name": "Keluar", "office": "SETDA", "pattern": "{n}/{office}/{year}", "restarts": "on",
        "digits": "4", "first": "12",
    }  # fmt: skip
    client.post(reverse("documents:add_register", args=[key(office)]), sent)
    register = Register.objects.get()
    take = reverse("documents:take", args=[register.pk])
    kind = KindFactory()

    client.post(take, {"kind": kind.pk, "title": "Surat dari luar"})
    wrong = client.post(register.get_absolute_url(), {**sent, "pattern": "tanpa urutan"})
    client.post(register.get_absolute_url(), {**sent, "pattern": "{n}.{office}.{year}"})
    client.post(take, {"kind": kind.pk, "title": "Surat lain"})
    client.post(reverse("documents:close", args=[register.pk]))

    year = register.numbers.first().dated.year
    texts = list(register.numbers.order_by("pk").values_list("text", flat=True))
    assert texts == [f"0012/SETDA/{year}", f"0013.SETDA.{year}"]
    assert wrong.context["form"].errors["pattern"]
    register.refresh_from_db()
    assert not register.is_open
    assert client.get(register.get_absolute_url()).status_code == 200


def test_a_letterhead_is_written(client, admin, office):
    address = reverse("documents:letterhead", args=[key(office)])
    assert client.get(address).status_code == 200

    client.post(address, {"name": "Sekretariat Daerah", "above": "Pemkab", "place": "Kepanjen"})

    assert Letterhead.objects.get().place == "Kepanjen"


def test_a_stranger_finds_nothing(client, office):
    letter = numbered(scope=office)
    register = Register.objects.get()
    client.force_login(UserFactory())

    private = [
        letter.get_absolute_url(),
        register.get_absolute_url(),
        reverse("documents:file", args=[letter.pk, "pdf"]),
        reverse("documents:hand_in", args=[letter.pk]),
        reverse("documents:letterhead", args=[key(office)]),
    ]
    assert [client.get(address).status_code for address in private] == [404] * len(private)


def test_kinds_are_loaded_once_and_what_staff_changed_stays(settings):
    first = load_kinds(settings.DATA_DIR / "documents")
    Kind.objects.filter(key="agreement").update(code="PERJ", changed_here=True)
    again = load_kinds(settings.DATA_DIR / "documents")

    assert (first.errors, again.created, again.changed) == ([], 0, 0)
    assert Kind.objects.get(key="agreement").code == "PERJ"
