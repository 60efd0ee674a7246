"""Cases of the institution of the matrix: one public and learning, one that was only sent."""

from datetime import timedelta

from simpul.core import clock
from simpul.core.models import File
from simpul.hubs.models import Hub
from simpul.innovations.models import Artefact
from simpul.replication.models import (
    AdaptationRow,
    Adoption,
    Case,
    CaseDocument,
    ChecklistItem,
    DocumentRole,
    LearningSession,
    Measure,
    Milestone,
    Obligation,
    Passage,
    Term,
)
from simpul.replication.workflow import AdoptionState, CaseState
from tests.factories.accounts import UserFactory
from tests.factories.innovations import InnovationFactory
from tests.factories.organisations import OrganisationFactory
from tests.matrix.people import owner

PK = 9701


def build_cases():
    giver = OrganisationFactory(slug="matriks-asal", code="MATRIKS-ASAL")
    record = InnovationFactory(owner=giver, slug="asal-matriksas0", public_id="matriksas0")
    own = InnovationFactory(owner=owner(), slug="bagi-matriksba0", public_id="matriksba0")
    Artefact.objects.create(
        pk=PK,
        innovation=own,
        kind="software",
        title="Aplikasi",
        url="https://contoh.example/",
        licence="MIT",
        added_at=clock.now(),
    )
    opener, now = UserFactory(), clock.now()
    public = _case(PK, record, opener, CaseState.LEARNING, public_since=now)
    _case(PK + 1, record, opener, CaseState.INTEREST)
    _parts(public, now)
    Term.objects.create(
        pk=PK,
        key="matriks",
        label_id="M",
        label_en="M",
        days=3,
        valid_from=clock.today(),
        source="M",
    )
    for pk, state in ((PK, AdoptionState.CLAIMED), (PK + 1, AdoptionState.TAKEN_BACK)):
        Adoption.objects.create(
            pk=pk,
            origin=record,
            adopter=owner(),
            state=state,
            recorded_at=now,
            recorded_by=opener,
            due_at=now,
        )


def _case(pk, record, opener, state, **fields):
    now = clock.now()
    made = Case.objects.create(
        pk=pk,
        number=f"R-2026-{pk}",
        origin=record,
        origin_organisation=record.owner,
        adopter=owner(),
        facilitator=Hub.objects.get(slug="jipp-matriks"),
        mode="adaptation",
        local_name="Matriks",
        problem="Matriks",
        state=state,
        state_since=now,
        opened_at=now,
        opened_by=opener,
        **fields,
    )
    Passage.objects.create(case=made, state=state, since=now)
    return made


def _parts(case, now):
    day = clock.today() + timedelta(days=30)
    LearningSession.objects.create(pk=PK, case=case, kind="call", planned_on=day, at=now)
    Obligation.objects.create(pk=PK, case=case, order=1, side="adopter", text="Matriks", due_on=day)
    AdaptationRow.objects.create(pk=PK, case=case, order=1, element="Matriks")
    Milestone.objects.create(pk=PK, case=case, order=1, title="M", owner="M", due_on=day)
    ChecklistItem.objects.create(
        pk=PK, case=case, order=1, key="m", label_id="Matriks", label_en="Matrix"
    )
    Measure.objects.create(pk=PK, case=case, order=1, indicator="Matriks", direction="up")
    file = File.objects.create(token="matriks9701", name="m.pdf", size=1, begun_at=now)
    CaseDocument.objects.create(
        pk=PK, case=case, role=DocumentRole.OTHER, title="Matriks", file=file, at=now
    )
