import hashlib
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from PIL import Image

from simpul.core import clock, files
from simpul.core.models import Entry
from simpul.innovations.models import DraftKind, Evidence, EvidenceKind, Innovation, State
from simpul.innovations.services.drafting import open_draft
from simpul.innovations.services.evidence import (
    add_evidence,
    begin_upload,
    finish_upload,
    put_piece,
    remove_evidence,
    restore_evidence,
    show_evidence,
)
from simpul.innovations.services.submission import drop
from tests.factories.accounts import UserFactory
from tests.factories.innovations import InnovationFactory
from tests.factories.organisations import MembershipFactory
from tests.innovations.writing_world import world

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"x" * 1000


@pytest.fixture(autouse=True)
def plain(settings):
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def here():
    return world()


def add(here, content=PDF, name="data.pdf", **more):
    return add_evidence(
        here.draft, name, BytesIO(content), field="outcomes", by=here.author, **more
    )


def photo():
    picture, exif = Image.new("RGB", (3000, 2000), "teal"), Image.Exif()
    exif[0x010E] = "Pulau Barrang Lompo"
    content = BytesIO()
    picture.save(content, "JPEG", exif=exif)
    return content.getvalue()


def test_a_file_comes_in_pieces_and_goes_on_where_it_stopped(here):
    half = len(PDF) // 2
    sent = {"name": "data.pdf", "size": len(PDF), "sha256": hashlib.sha256(PDF).hexdigest()}
    begun = begin_upload(here.draft, by=here.author, **sent)
    put_piece(here.draft, begun.token, 0, PDF[:half], by=here.author)

    again = begin_upload(here.draft, by=here.author, **sent)
    assert (again.pk, again.received) == (begun.pk, half)
    put_piece(here.draft, again.token, half, PDF[half:], by=here.author)
    evidence = finish_upload(here.draft, again.token, field="outcomes", by=here.author)

    assert (evidence.file.sha256, evidence.is_public) == (sent["sha256"], False)
    assert evidence.kind == EvidenceKind.DOCUMENT


def test_nobody_puts_pieces_into_the_file_of_another(here):
    begun = begin_upload(here.draft, name="a.pdf", size=10, sha256="0" * 64, by=here.author)

    with pytest.raises(PermissionDenied):
        put_piece(here.draft, begun.token, 0, b"x", by=UserFactory())


def test_a_photo_loses_its_place_and_gets_a_small_copy(here):
    evidence = add(here, photo(), "foto.jpg")

    with files.open_file(evidence.file) as content:
        assert not Image.open(content).getexif()
    with files.open_file(evidence.preview) as content:
        assert max(Image.open(content).size) == 1200


@pytest.mark.parametrize("content", [b"<svg/>", b"MZ program", b"<html></html>", b""])
def test_other_kinds_are_refused(here, content):
    with pytest.raises(ValidationError):
        add(here, content)

    assert not Evidence.objects.exists()


def test_a_file_above_the_limit_is_refused(here, settings):
    settings.EVIDENCE_MAX_BYTES = 100

    with pytest.raises(ValidationError):
        add(here)


def test_a_file_taken_away_comes_back(here):
    evidence = add(here)
    remove_evidence(evidence, by=here.author)
    assert not Evidence.objects.kept().exists()

    restore_evidence(evidence, by=here.author)
    assert Evidence.objects.kept().get() == evidence


def opened(client, evidence):
    return client.get(reverse("innovations:evidence", args=[evidence.pk]))


def test_a_private_file_is_for_its_authors_and_each_opening_is_remembered(client, here):
    evidence = add(here)
    assert opened(client, evidence).status_code == 404
    client.force_login(UserFactory())
    assert opened(client, evidence).status_code == 404

    client.force_login(here.author)
    answer = opened(client, evidence)

    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert Entry.objects.filter(verb="open_file", object_id=evidence.pk).count() == 1


def test_a_public_file_opens_once_its_record_is_verified(client, here):
    evidence = show_evidence(add(here), to_everybody=True, by=here.author)
    assert opened(client, evidence).status_code == 404

    Evidence.objects.update(accepted_at=clock.now())
    Innovation.objects.filter(pk=here.draft.innovation_id).update(
        state=State.PUBLISHED, published_at=clock.now()
    )
    assert opened(client, evidence).status_code == 200

    Evidence.objects.update(removed_at=clock.now())
    assert opened(client, evidence).status_code == 404


def test_whoever_wrote_an_earlier_draft_does_not_open_what_others_added_later(client, here):
    record = InnovationFactory(owner=here.body, state=State.LISTED)
    before, now = (MembershipFactory(organisation=here.body).person for _ in range(2))
    earlier = open_draft(kind=DraftKind.CLAIM, innovation=record, by=before)
    first = add_evidence(earlier, "lama.pdf", BytesIO(PDF), field="outcomes", by=before)
    drop(earlier, by=before)
    later = open_draft(kind=DraftKind.CLAIM, innovation=record, by=now)
    second = add_evidence(later, "baru.pdf", BytesIO(PDF), field="outcomes", by=now)

    client.force_login(before)
    assert [opened(client, each).status_code for each in (first, second)] == [200, 404]
    client.force_login(now)
    assert [opened(client, each).status_code for each in (first, second)] == [200, 200]
