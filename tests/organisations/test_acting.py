"""In what office somebody decided: kept with the entry, shown on the page, asked once for all."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from simpul.core import journal, mandates
from simpul.core.models.mandates import Capacity
from simpul.hubs.policies import VERIFIER
from simpul.innovations.policies import STEWARD
from simpul.innovations.services import life
from simpul.organisations import services
from simpul.organisations.policies import ADMIN
from simpul.organisations.queries import decides_as, decisions
from simpul.replication.services import cases
from simpul.sources.services import joint
from simpul.vocabularies.models import Life
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.innovations import listed
from tests.factories.organisations import MembershipFactory, OfficeFactory, OrganisationFactory
from tests.factories.replication import begun, load_rules
from tests.factories.vocabularies import StageFactory
from tests.sources.joint_world import World, row_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def offices():
    for key, label in [
        (ADMIN, "Admin instansi"),
        (VERIFIER, "Verifikator"),
        (STEWARD, "Wali data"),
    ]:
        OfficeFactory(key=key, label_id=label)


def acting(office, scope, name="Budi Santoso"):
    """Somebody who acts in an office (Plt.)."""
    person = UserFactory(name=name)
    return MandateFactory(person=person, office=office, scope=scope, capacity=Capacity.ACTING)


def journal_as(membership, person):
    """Another decision about the same request, by another official."""
    with transaction.atomic():
        held = person.mandates.get()
        journal.record(membership, "decline", by=person, details={"under": held.pk})


def page(client, person, url):
    client.force_login(person)
    return client.get(url, secure=True).content.decode()


def test_a_step_keeps_under_which_mandate_it_was_taken():
    body = OrganisationFactory()
    held = acting(ADMIN, body)
    # An older office that opens nothing here.
    MandateFactory(person=held.person, office=VERIFIER, scope=OrganisationFactory())
    asked = MembershipFactory(organisation=body, state="requested")

    services.confirm_membership(asked, by=held.person)

    entry = journal.entries_about(asked).get(verb="confirm")
    assert entry.detail.details == {"from": "requested", "under": held.pk}


def test_a_step_that_needs_no_mandate_keeps_none():
    asked = MembershipFactory(state="requested")

    services.recall_membership(asked, by=asked.person)

    assert journal.entries_about(asked).get(verb="recall").detail.details == {"from": "requested"}


def test_the_page_of_a_request_says_before_and_after_by_which_office(client):
    body = OrganisationFactory()
    held = acting(ADMIN, body)
    asked = MembershipFactory(organisation=body, state="requested")
    address = reverse("organisations:request", args=[asked.pk])

    before = page(client, held.person, address)
    services.confirm_membership(asked, by=held.person)
    mandates.end(held, by=None)
    other = MandateFactory(office=ADMIN, scope=body).person

    assert f"Anda memutuskan sebagai Plt. Admin instansi, {body}." in before
    assert "Budi Santoso (Plt. Admin instansi)" in page(client, other, address)


def test_in_whose_name_is_said_of_a_delegation():
    body = OrganisationFactory()
    source = MandateFactory(office=ADMIN, scope=body, person=UserFactory(name="Sri Wahyuni"))
    term = mandates.Term(source.valid_from)
    held = mandates.delegate(source, to=UserFactory(), term=term, by=source.person)
    asked = MembershipFactory(organisation=body, state="requested")

    said = decides_as(held.person, "organisations.confirm_membership", asked)

    assert said == f"Admin instansi, atas nama Sri Wahyuni, {body}"
    assert decides_as(UserFactory(), "organisations.confirm_membership", asked) == ""


def test_a_case_shows_what_its_hub_decided_in_which_capacity(client):
    load_rules()
    case, people = begun()
    held = acting(VERIFIER, people.hub)
    address = reverse("replication:case_step", args=[case.number, "verify"])
    before = page(client, held.person, address)

    cases.move(case, "verify", by=held.person)

    assert f"Anda memutuskan sebagai Plt. Verifikator, {people.hub}." in before
    assert "Budi Santoso (Plt. Verifikator)" in page(client, people.adopting, case.desk_url)


def test_a_vote_is_shown_with_the_office_of_whoever_cast_it(client):
    world = World()
    held = acting(STEWARD, world.sources[0])
    proposal = world.voting(row_of(kind="official", rank=5))

    cast = joint.vote(proposal, agrees=True, by=held.person)

    assert journal.entries_about(cast).get().detail.details == {"agrees": True, "under": held.pk}
    said = page(client, world.stewards[1], proposal.get_absolute_url())
    assert "Budi Santoso (Plt. Wali data)" in said


def test_a_word_about_its_life_is_shown_with_the_office_of_whoever_said_it(client):
    body = OrganisationFactory()
    held, record = acting(ADMIN, body), listed(owner=body.code)
    StageFactory(code="running", life=Life.ALIVE)

    life.say(record, "running", by=held.person)

    entry = journal.entries_about(record).get(verb="say_life")
    assert entry.detail.details["under"] == held.pk
    said = page(client, held.person, reverse("innovations:keep", args=[record.public_id]))
    assert "Budi Santoso (Plt. Admin instansi)" in said


def test_many_decisions_ask_no_more_than_one():
    body = OrganisationFactory()
    people = [acting(ADMIN, body, f"Pejabat {number}").person for number in range(3)]
    asked = MembershipFactory(organisation=body, state="requested")

    def questions():
        with CaptureQueriesContext(connection) as captured:
            found = decisions(asked)
        return len(found), len(captured)

    services.decline_membership(asked, by=people[0], note="Belum.")
    first = questions()
    for person in people[1:]:
        journal_as(asked, person)

    assert (first[0], questions()) == (1, (3, first[1]))
