"""The objects of the rows about drafts and evidence; ``innovations.py`` builds them."""

from django.core.files.base import ContentFile

from simpul.core import clock, files
from simpul.hubs.models import Hub
from simpul.hubs.policies import VERIFIER
from simpul.innovations.models import (
    CoAuthor,
    Confirmation,
    Draft,
    DraftKind,
    DraftRival,
    DraftState,
    DraftValue,
    Evidence,
    EvidenceKind,
    State,
)
from simpul.organisations.models import Membership
from tests.factories.innovations import InnovationFactory
from tests.factories.organisations import MembershipFactory
from tests.innovations.writing_world import form
from tests.matrix import people


def build_writing():
    form()
    author = people.person("author")
    if not Membership.objects.filter(person=author, organisation=people.owner()).exists():
        MembershipFactory(person=author, organisation=people.owner())
    writing = draft(910001, "tulis00000", author)
    hub = Hub.objects.get(slug="jipp-matriks")
    draft(
        910002,
        "terkirim00",
        author,
        state=DraftState.SUBMITTED,
        hub=hub,
        office=VERIFIER,
        desk=hub,
        link=1,
        submitted_at=clock.now(),
    )
    InnovationFactory(public_id="ditulis000", slug="matriks-ditulis000", owner=people.owner())
    CoAuthor.objects.create(
        pk=910003,
        draft=writing,
        email="tamu@matriks.example",
        token="matriks-undangan",
        invited_by=author,
        invited_at=clock.now(),
    )
    Confirmation.objects.create(
        draft=writing, token="matriks-pembenaran", asked_by=author, asked_at=clock.now()
    )
    spot = {"draft": writing, "field": "problem", "language": "id", "by": author}
    DraftValue.objects.create(**spot, value="satu", at=clock.now())
    DraftRival.objects.create(pk=910004, **spot, value="dua", at=clock.now())
    build_evidence(writing)


def draft(pk, public_id, author, **fields):
    record = InnovationFactory(
        public_id=public_id,
        slug=f"matriks-{public_id}",
        owner=people.owner(),
        author=author,
        state=State.DRAFT,
    )
    now = clock.now()
    return Draft.objects.create(
        pk=pk,
        innovation=record,
        kind=DraftKind.NEW,
        author=author,
        organisation=people.owner(),
        opened_at=now,
        touched_at=now,
        **fields,
    )


def build_evidence(writing):
    file = files.keep("bukti.pdf", ContentFile(b"%PDF-1.4\nbukti", name="bukti.pdf"))
    shown = {
        "file": file,
        "kind": EvidenceKind.DATA,
        "title": "Bukti",
        "added_at": clock.now(),
    }
    Evidence.objects.create(
        pk=910005, innovation=writing.innovation, draft=writing, preview=file, **shown
    )
    verified = InnovationFactory(
        public_id="terbukti00", slug="matriks-terbukti00", state=State.PUBLISHED
    )
    Evidence.objects.create(
        pk=910006, innovation=verified, is_public=True, accepted_at=clock.now(), **shown
    )
