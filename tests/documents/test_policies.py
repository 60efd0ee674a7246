"""Who reads, issues and ends which letters; a list and a permission say the same."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from simpul.core import mandates
from simpul.documents import services
from simpul.documents.hooks import ISSUERS, READERS
from simpul.documents.models import Document, Layout, Signing
from simpul.documents.policies import issues_for, visible
from simpul.documents.queries.desk import letters_on_desk
from simpul.documents.services import PartyIn, SignerIn
from simpul.hubs.policies import COORDINATOR
from simpul.organisations.models import Organisation
from simpul.organisations.policies import HEAD, NATIONAL_ADMIN
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.documents import KindFactory
from tests.factories.hubs import HubFactory
from tests.factories.organisations import OrganisationFactory, UnitFactory, admin_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """An office, a partner and a signer, with letters in every state."""
    office, partner, signer = (
        OrganisationFactory(acronym="ORG"),
        OrganisationFactory(),
        UserFactory(),
    )
    admin = admin_of(office)
    kind = KindFactory(layout=Layout.AGREEMENT, signing=Signing.PARTIES)

    def letter(**fields):
        return services.draft(
            kind, title="Kerja sama", content={}, scope=office, by=admin,
            parties=[PartyIn(office), PartyIn(partner)],
            signers=[
                SignerIn(person=signer, office="Sekda", party=0),
                SignerIn(name="Rudi", office="Kabag", party=1),
            ],
            **fields,
        )  # fmt: skip

    draft, waits, revoked = letter(), letter(), letter(is_public=True)
    services.issue(waits, by=admin)
    services.issue(revoked, by=admin)
    services.revoke(revoked, by=admin, note="Keliru.")
    public = services.issue_certificate(
        KindFactory(), title="Umum", content={}, scope=office, by=admin, is_public=True
    )
    people = {
        "visitor": AnonymousUser(),
        "resident": UserFactory(),
        "admin": admin,
        "head": MandateFactory(office=HEAD, scope=office).person,
        "partner": admin_of(partner),
        "signer": signer,
        "stranger": admin_of(OrganisationFactory()),
        "national": MandateFactory(office=NATIONAL_ADMIN).person,
    }
    letters = {"draft": draft, "waits": waits, "revoked": revoked, "public": public}
    return people, letters


def seen(user, letters):
    found = set(Document.objects.filter(visible(user)))
    return {name for name, letter in letters.items() if letter in found}


def test_who_sees_what(world):
    people, letters = world

    everything = {"draft", "waits", "revoked", "public"}
    assert {name: seen(person, letters) for name, person in people.items()} == {
        "visitor": {"revoked", "public"},
        "resident": {"revoked", "public"},
        "admin": everything,
        "head": everything,
        "partner": everything - {"draft"},
        "signer": everything - {"draft"},
        "stranger": {"revoked", "public"},
        "national": everything - {"draft"},
    }


def test_the_list_and_the_permission_agree(world):
    people, letters = world

    for person in people.values():
        allowed = {
            name
            for name, letter in letters.items()
            if person.has_perm("documents.view_document", letter)
        }
        assert allowed == seen(person, letters)


def test_the_desk_leaves_out_what_is_merely_public(world):
    people, letters = world

    assert not letters_on_desk(people["stranger"]).exists()
    assert set(letters_on_desk(people["signer"])) == {letters["waits"], letters["revoked"]}


def test_a_higher_room_lets_more_people_read(world, monkeypatch):
    people, letters = world
    draft = letters["draft"]
    monkeypatch.setattr(
        "simpul.documents.policies.READERS",
        [lambda user: Q(pk=draft.pk) if user == people["stranger"] else Q(pk__in=[])],
    )

    assert "draft" in seen(people["stranger"], letters)
    assert "draft" not in seen(people["resident"], letters)
    assert READERS is not None


def test_only_the_office_takes_its_steps(world):
    people, letters = world
    steps = ("change", "issue", "drop", "revoke")

    may = {
        name
        for name, person in people.items()
        if any(person.has_perm(f"documents.{step}_document", letters["draft"]) for step in steps)
    }
    assert may == {"admin", "head"}


@pytest.mark.parametrize("label", ["organisations.organisation", "hubs.hub"])
def test_who_may_issue_and_for_what_agree(label):
    office, hub = OrganisationFactory(), HubFactory()
    unit = UnitFactory(parent=office)
    people = [
        admin_of(office),
        admin_of(unit),
        MandateFactory(office=HEAD, scope=office).person,
        MandateFactory(office=COORDINATOR, scope=hub).person,
        UserFactory(),
    ]
    issuer = ISSUERS[label]
    rows = list(Organisation.objects.all()) if label.startswith("org") else [hub]

    for person in people:
        listed = set(issuer.scopes(person))
        assert {row for row in rows if issuer(person, row)} == listed
    assert any(issuer(person, row) for person in people for row in rows)


def test_a_mandate_that_ended_issues_nothing():
    office = OrganisationFactory()
    admin = admin_of(office)
    assert issues_for(admin, office)

    mandates.end(admin.mandates.get(), by=admin)

    assert not issues_for(admin, office)
