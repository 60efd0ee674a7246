"""An agreement with one party, its steward (the coordinator), proposals, differing sources."""

from datetime import date

from simpul.core import clock
from simpul.hubs.models import Agreement, Hub
from simpul.innovations.models import Claim
from simpul.innovations.policies import STEWARD
from simpul.sources.models import (
    ChangeKind,
    Contradiction,
    Party,
    Proposal,
    Sweep,
    SweepPurpose,
)
from simpul.sources.workflow import ProposalState
from tests.factories.core import MandateFactory
from tests.factories.innovations import AuthorityFactory, InnovationFactory
from tests.factories.organisations import OrganisationFactory
from tests.matrix import people

CHANGE = {"field": "year", "authority": "", "kind": "press", "rank": 9}


def build_joint():
    agreement = Agreement.objects.create(
        code="MATRIKS",
        kind_id="perjanjian",
        kind_en="agreement",
        date=date(2023, 3, 14),
        subject_id="Bersama",
        subject_en="Together",
        source="matriks",
    )
    ours, theirs = AuthorityFactory(key="matriks-satu"), AuthorityFactory(key="matriks-dua")
    party = Party.objects.create(agreement=agreement, organisation=OrganisationFactory())
    party.authorities.add(ours)
    MandateFactory(office=STEWARD, scope=ours, person=people.person("coordinator"))
    for pk, state in ((9701, ProposalState.DRAFTED), (9702, ProposalState.VOTING)):
        proposal(pk, agreement, state)
    contradiction(ours, theirs)


def proposal(pk, agreement, state):
    now = clock.now()
    made = Proposal.objects.create(
        pk=pk,
        agreement=agreement,
        kind=ChangeKind.PRECEDENCE,
        title="Matriks",
        reason="Matriks",
        changes=[{**CHANGE, "reason_id": "a", "reason_en": "a"}],
        effective_on=now.date(),
        state=state,
        by=people.person("coordinator"),
        drafted_at=now,
    )
    Sweep.objects.create(
        proposal=made,
        purpose=SweepPurpose.SIMULATE,
        on=now.date(),
        started_at=now,
        finished_at=now,
    )


def contradiction(ours, theirs):
    now = clock.now()
    hub = Hub.objects.get(slug="jipp-matriks")
    record = InnovationFactory(public_id="banding000", slug="matriks-banding000", hub=hub)
    claims = [
        Claim.objects.create(
            innovation=record,
            authority=authority,
            record_key="1",
            field="year",
            value=year,
            recorded_at=now,
        )
        for authority, year in ((ours, 2019), (theirs, 2020))
    ]
    # Rules that come into force show records anew, and a record is shown by its title.
    Claim.objects.create(
        innovation=record,
        authority=ours,
        record_key="1",
        field="title",
        value=record.title,
        recorded_at=now,
    )
    found = Contradiction.objects.create(
        pk=9701,
        innovation=record,
        field="year",
        values=[{"value": each.value, "claims": [each.pk], "authorities": []} for each in claims],
        fingerprint="matriks",
        since=now,
        changed_at=now,
    )
    found.authorities.set([ours, theirs])
