"""A hub with people in every office, and what somebody of an institution writes for it."""

from dataclasses import dataclass, field
from typing import Any

from simpul.core import clock, mandates
from simpul.hubs.models import Hub, Level
from simpul.hubs.policies import COORDINATOR, VERIFIER
from simpul.innovations.models import (
    AuthorityKind,
    Draft,
    DraftKind,
    DraftState,
    DraftValue,
    Innovation,
    Precedence,
    State,
)
from simpul.innovations.services import submission, verifying
from simpul.innovations.services.verifying import Finding
from simpul.organisations.models import Membership, MembershipState, Organisation
from simpul.organisations.policies import ADMIN, HEAD
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.innovations import InnovationFactory
from tests.factories.organisations import OrganisationFactory

VALUES = {
    "title": "Sapa Nelayan",
    "summary": "Warga pulau mengurus dokumen tanpa menyeberang.",
    "how_it_works": "Petugas datang dua kali sebulan dengan kapal.",
}


def holding(office: str, scope=None, **fields):
    """A person who holds an office now."""
    person = UserFactory(**fields)
    mandates.grant(person, office=office, scope=scope, by=person)
    return person


def member_of(body: Organisation, **fields):
    """A person who works there."""
    person = UserFactory(**fields)
    now = clock.now()
    Membership.objects.create(
        person=person,
        organisation=body,
        state=MembershipState.CONFIRMED,
        requested_at=now,
        decided_at=now,
    )
    return person


@dataclass
class Scene:
    """One national hub that answers for everything, an institution, and people."""

    hub: Hub = field(default_factory=lambda: HubFactory(level=Level.NATIONAL))
    body: Organisation = field(default_factory=OrganisationFactory)

    def __post_init__(self) -> None:
        for kind, rank in ((AuthorityKind.HUB, 5), (AuthorityKind.OWNER, 8)):
            Precedence.objects.get_or_create(field="*", kind=kind, defaults={"rank": rank})
        self.verifier = holding(VERIFIER, self.hub)
        self.colleague = holding(VERIFIER, self.hub)
        self.coordinator = holding(COORDINATOR, self.hub)
        self.author = member_of(self.body)
        self.admin = holding(ADMIN, self.body)
        self.head = holding(HEAD, self.body)

    def record(self, state=State.DRAFT, **fields) -> Innovation:
        given = {
            "owner": self.body,
            "hub": self.hub,
            "author": self.author,
            "title": VALUES["title"],
        }
        return InnovationFactory(state=state, **{**given, **fields})

    def draft(
        self, *, record=None, kind=DraftKind.NEW, values: dict[str, Any] | None = None
    ) -> Draft:
        now = clock.now()
        draft = Draft.objects.create(
            innovation=record or self.record(),
            kind=kind,
            author=self.author,
            organisation=self.body,
            opened_at=now,
            touched_at=now,
        )
        self.write(draft, **(VALUES if values is None else values))
        return draft

    def write(self, draft: Draft, **values) -> None:
        """Let the author say this."""
        for name, value in values.items():
            language = "id" if name not in {"title", "unit"} else ""
            DraftValue.objects.update_or_create(
                draft=draft,
                field=name,
                language=language,
                defaults={"value": value, "by": self.author, "at": clock.now()},
            )

    def submitted(self, **kwargs) -> Draft:
        return submission.submit(self.draft(**kwargs), by=self.author)

    def taken_up(self, **kwargs) -> Draft:
        return verifying.take_up(self.submitted(**kwargs), by=self.verifier)

    def checked(self, **kwargs) -> Draft:
        """In verification, with everything found to fit."""
        draft = self.taken_up(**kwargs)
        verifying.accept_rest(draft, by=self.verifier)
        return draft

    def verified(self, **kwargs) -> Draft:
        return verifying.verify_draft(self.checked(**kwargs), by=self.verifier)

    def published(self) -> Innovation:
        record = self.verified().innovation
        record.refresh_from_db()
        return record

    def in_state(self, state: str) -> Draft:
        """A draft that came to ``state`` by the verbs."""
        ways = {
            DraftState.WRITING: self.draft,
            DraftState.AWAITING_SIGN_OFF: self.awaiting_sign_off,
            DraftState.SUBMITTED: self.submitted,
            DraftState.IN_VERIFICATION: self.checked,
            DraftState.RETURNED: self.returned,
            DraftState.ACCEPTED: self.verified,
            DraftState.REFUSED: self.refused,
            DraftState.DROPPED: self.dropped,
        }
        return ways[DraftState(state)]()

    def awaiting_sign_off(self) -> Draft:
        return submission.ask_sign_off(self.draft(), by=self.author)

    def returned(self) -> Draft:
        return verifying.return_draft(self.taken_up(), by=self.verifier, note="Lengkapi.")

    def refused(self) -> Draft:
        return verifying.refuse(self.taken_up(), by=self.verifier, note="Bukan inovasi.")

    def dropped(self) -> Draft:
        return submission.drop(self.draft(), by=self.author)


def finding(name: str, verdict: str, note: str = "") -> Finding:
    return Finding(name, verdict, note)
