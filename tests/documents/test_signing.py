"""Signatures by hand and by providers, and what is refused."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pypdf import PdfReader

from simpul.core import clock, duties, files
from simpul.core.workflow import StepNotOpen
from simpul.documents import services
from simpul.documents.hooks import PROVIDERS
from simpul.documents.models import Layout, Method, Signing, State
from simpul.documents.queries.letters import providers_offered
from simpul.documents.queries.reading import content_of
from simpul.documents.services import PartyIn, SignerIn
from simpul.documents.services.rendering import make_files
from simpul.documents.services.waiting import SIGN
from tests.factories.accounts import UserFactory
from tests.factories.documents import KindFactory, numbered, scan_of, signed_kind
from tests.factories.organisations import OrganisationFactory, admin_of

pytestmark = pytest.mark.django_db


def codes(refused):
    return sorted(refused.value.error_dict)


def test_the_last_signature_lets_a_letter_count():
    letter = numbered(signers=("Siti", "Rudi"))
    admin = letter.issued_by
    siti, rudi = letter.signers.all()

    services.upload_signed(letter, scan_of(letter), by=admin, signers=[siti])
    assert letter.state == State.NUMBERED
    last = scan_of(letter, words=f"{letter.number} ditandatangani")
    services.upload_signed(letter, last, by=admin)

    letter.refresh_from_db()
    assert (letter.state, letter.signed_file) == (State.IN_FORCE, last)
    assert [signer.method for signer in letter.signers.all()] == [Method.WET_INK] * 2
    assert not duties.waiting_for(admin).filter(topic=SIGN).exists()
    assert rudi.document == letter


@pytest.mark.parametrize("wrong", ["unsigned", "other", "picture"])
def test_a_file_that_is_not_the_letter_signed_is_refused(wrong):
    letter = numbered()
    picture = io.BytesIO(b"%PDF-1.7 broken")
    scans = {
        "unsigned": lambda: letter.pdf,
        "other": lambda: scan_of(letter, words="Surat nomor lain"),
        "picture": lambda: files.keep("rusak.pdf", picture),
    }

    with pytest.raises(ValidationError) as refused:
        services.upload_signed(letter, scans[wrong](), by=letter.issued_by)

    assert codes(refused) == ["file"]
    assert letter.signers.get().signed_at is None


def test_a_scan_with_too_few_pages_is_refused():
    letter = numbered(content={}, title="Panjang " * 30, signers=[f"Orang {n}" for n in range(12)])
    assert len(PdfReader(io.BytesIO(content_of(letter.pdf))).pages) > 1

    with pytest.raises(ValidationError) as refused:
        services.upload_signed(letter, scan_of(letter, pages=1), by=letter.issued_by)

    assert codes(refused) == ["file"]


def test_nobody_signs_tomorrow():
    letter = numbered()
    tomorrow = clock.today() + timedelta(days=1)

    with pytest.raises(ValidationError) as refused:
        services.upload_signed(letter, scan_of(letter), by=letter.issued_by, signed_on=tomorrow)

    assert codes(refused) == ["signed_on"]


def test_a_party_hands_in_and_the_office_may_refuse():
    office, partner = OrganisationFactory(acronym="ORG"), OrganisationFactory()
    admin, theirs = admin_of(office), admin_of(partner)
    letter = services.draft(
        KindFactory(layout=Layout.AGREEMENT, signing=Signing.PARTIES),
        title="Kerja sama",
        content={},
        scope=office,
        by=admin,
        parties=[PartyIn(office), PartyIn(partner)],
        signers=[
            SignerIn(name="Siti", office="Sekda", party=0),
            SignerIn(name="Rudi", office="Kabag", party=1),
        ],
    )
    letter = make_files(services.issue(letter, by=admin).pk)
    rudi = letter.signers.get(name="Rudi")
    copy = services.upload_signed(letter, scan_of(letter), by=theirs, signers=[rudi])

    with pytest.raises(PermissionDenied):
        services.refuse_copy(copy, by=theirs, note="Buram.")
    services.refuse_copy(copy, by=admin, note="Halaman dua tidak terbaca.")

    letter.refresh_from_db()
    rudi.refresh_from_db()
    assert (rudi.signed_at, letter.signed_file) == (None, None)
    assert letter.copies.get().refused_note == "Halaman dua tidak terbaca."
    assert duties.waiting_for(theirs).filter(topic=SIGN).exists()


def test_strangers_hand_nothing_in():
    letter = numbered()

    with pytest.raises(PermissionDenied):
        services.upload_signed(letter, scan_of(letter), by=UserFactory())


@pytest.fixture
def waiting(settings):
    settings.DEMO = True
    office, person = OrganisationFactory(acronym="ORG"), UserFactory()
    admin = admin_of(office)
    letter = services.draft(
        signed_kind(),
        title="Pernyataan",
        content={},
        scope=office,
        by=admin,
        signers=[SignerIn(person=person, office="Sekda")],
    )
    return make_files(services.issue(letter, by=admin).pk), person


def test_a_person_signs_in_their_own_name_by_a_provider(waiting):
    letter, person = waiting
    signer = letter.signers.get()

    copy = services.sign(letter, signer, by=person, provider="demo", secret="demo")

    letter.refresh_from_db()
    text = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(content_of(copy.file))).pages
    )
    assert letter.state == State.IN_FORCE
    assert copy.evidence["demo"] is True
    assert "tidak berkekuatan hukum" in " ".join(text.split())
    assert letter.signers.get().method == Method.ELECTRONIC


def test_a_provider_that_refuses_says_why_and_nothing_is_signed(waiting):
    letter, person = waiting

    with pytest.raises(ValidationError):
        services.sign(letter, letter.signers.get(), by=person, provider="demo", secret="salah")

    assert letter.copies.count() == 0


def test_nobody_signs_in_the_name_of_another(waiting):
    letter, _person = waiting

    with pytest.raises(PermissionDenied):
        services.sign(
            letter, letter.signers.get(), by=letter.issued_by, provider="demo", secret="demo"
        )


def test_two_who_sign_at_once_never_lose_a_signature(waiting, monkeypatch):
    letter, person = waiting
    demo, scan = PROVIDERS["demo"], scan_of(letter)

    class Slow:
        """Somebody else is faster while this provider signs."""

        key, label, secret_label, is_demo = "slow", "", "", True

        def sign(self, request):
            type(letter).objects.filter(pk=letter.pk).update(signed_file=scan)
            return demo.sign(request)

    monkeypatch.setitem(PROVIDERS, "slow", Slow())

    with pytest.raises(StepNotOpen):
        services.sign(letter, letter.signers.get(), by=person, provider="slow", secret="demo")

    assert letter.signers.get().signed_at is None


def test_a_demonstration_is_offered_only_where_the_site_is_one(settings):
    settings.DEMO = False
    assert providers_offered() == []
    settings.DEMO = True
    assert [one.key for one in providers_offered()] == ["demo"]
