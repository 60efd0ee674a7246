"""An agreement of three institutions, their stewards, and records about which sources differ."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from simpul.core import clock, journal
from simpul.hubs.models import Agreement
from simpul.innovations.models import AuthorityKind, Award, Innovation, InnovationText, Precedence
from simpul.innovations.policies import STEWARD
from simpul.innovations.services import merge_innovations
from simpul.innovations.services.effects import COLUMNS, plain
from simpul.sources.models import ChangeKind, Parameter, ParameterKind, Party, Provision
from simpul.sources.services import joint
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.innovations import AuthorityFactory, listed
from tests.factories.organisations import OrganisationFactory

NAMES = ("satu", "dua", "tiga")
KINDS = (AuthorityKind.REGISTRY, AuthorityKind.OFFICIAL, AuthorityKind.PRESS)
RANKS = {AuthorityKind.REGISTRY: 30, AuthorityKind.OFFICIAL: 40, AuthorityKind.PRESS: 50}
PARAMETERS = {"adoption": "unanimous", "voting_days": 14, "year_gap": 0, "shelf_life": 12}


def row_of(field="year", *, kind="", authority="", rank=None):
    """A change of precedence as people ask for it."""
    reasons = {"reason_id": "Sebabnya", "reason_en": "The reason"}
    return {"field": field, "kind": kind, "authority": authority, "rank": rank, **reasons}


@dataclass
class World:
    """Three parties, each with one source and one steward."""

    agreement: Agreement = field(init=False)
    sources: list = field(default_factory=list)
    stewards: list = field(default_factory=list)

    def __post_init__(self):
        self.agreement = Agreement.objects.create(
            code="UJI",
            kind_id="perjanjian",
            kind_en="agreement",
            date=date(2023, 3, 14),
            subject_id="Pengelolaan bersama",
            subject_en="Joint management",
            source="uji",
        )
        for number, (name, kind) in enumerate(zip(NAMES, KINDS, strict=True)):
            source = AuthorityFactory(key=name, kind=kind)
            party = Party.objects.create(
                agreement=self.agreement, organisation=OrganisationFactory(), order=number
            )
            party.authorities.add(source)
            mandate = MandateFactory(office=STEWARD, scope=source)
            self.sources.append(source)
            self.stewards.append(mandate.person)
        for kind, rank in RANKS.items():
            Precedence.objects.create(kind=kind, rank=rank, reason_id="a", reason_en="a")
        for key, value in PARAMETERS.items():
            parameter(key, value)

    def draft(self, *changes, kind=ChangeKind.PRECEDENCE, by=None, on=None):
        """A proposal with these changes, as its author sees it."""
        by = by or self.stewards[0]
        made = joint.draft(
            self.agreement,
            kind=kind,
            title="Usul",
            reason="Karena",
            effective_on=on or clock.today(),
            by=by,
        )
        for change in changes:
            joint.add_change(made, change, by=by)
        return made

    def voting(self, *changes, **more):
        made = self.draft(*changes, **more)
        joint.propose(made, by=made.by)
        return joint.open_vote(made, by=made.by)

    def adopted(self, *changes, **more):
        """A proposal on which all have agreed; in force where its day has come."""
        made = self.voting(*changes, **more)
        for steward in self.stewards:
            joint.vote(made, agrees=True, by=steward)
        made.refresh_from_db()
        return made


def parameter(key, value):
    kind = ParameterKind.CHOICE if isinstance(value, str) else ParameterKind.WHOLE
    Parameter.objects.create(
        key=key,
        kind=kind,
        label_id=key,
        label_en=key,
        about_id=key,
        about_en=key,
        least=0,
        most=99,
        choices=[["unanimous", "a", "a"], ["majority", "b", "b"]],
    )
    Provision.objects.create(
        kind=ChangeKind.PARAMETER, key=key, value=value, valid_from=date(2023, 3, 14), source="uji"
    )


def stored() -> dict[tuple[int, str, str], Any]:
    """Everything readers see of public records, as the tables hold it."""
    found: dict[tuple[int, str, str], Any] = {}
    for record in Innovation.objects.public():
        for column, name in COLUMNS.items():
            found[record.pk, name, ""] = plain(getattr(record, column))
        found[record.pk, "goals", ""] = sorted(record.goals.values_list("pk", flat=True))
        awards = Award.objects.filter(innovation=record).values_list(
            "programme_id", "year", "level_id", "wording", "source_url"
        )
        found[record.pk, "award", ""] = [plain(row) for row in sorted(awards, key=str)]
    for text in InnovationText.objects.filter(innovation__in=Innovation.objects.public()):
        found[text.innovation_id, text.field, text.language] = text.text
    return found


def differences(before, after):
    """What changed between two readings: (record, field, language) to old and new."""
    return {
        key: (before.get(key), after.get(key))
        for key in {*before, *after}
        if before.get(key) != after.get(key)
    }


def foretold(sweep):
    """The same, as a simulation says it."""
    return {
        (row.innovation_id, row.field, row.language): (row.old, row.new)
        for row in sweep.effects.all()
    }


def follow(follower):
    """Let a follower of the journal catch up."""
    journal.seal_pending()
    follower.follow(journal.head_seq())


def about_one(world, *years):
    """A record for which each source in turn gives another year."""
    admin = UserFactory(is_superuser=True)
    kept = listed("kept", authority=world.sources[0], title="Satu", year=years[0])
    for number, year in enumerate(years[1:], start=1):
        other = listed(f"o{number}", authority=world.sources[number], title="Satu", year=year)
        merge_innovations(kept, absorbed=other, by=admin)
    kept.refresh_from_db()
    return kept
