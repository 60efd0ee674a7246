from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from simpul.core import clock
from simpul.hubs import queries
from simpul.hubs.models import Level, MilestoneKind
from simpul.hubs.policies import (
    ASSISTANT,
    COORDINATOR,
    EDITOR,
    VERIFIER,
    assists,
    coordinates,
    curates,
    edits,
    serves_in,
)
from simpul.organisations.models import MembershipState, Seat
from simpul.organisations.policies import ADMIN, may_grant
from tests.factories.core import MandateFactory
from tests.factories.geography import ProvinceFactory, RegencyFactory
from tests.factories.hubs import HubFactory, MilestoneFactory, TerritoryFactory, serving
from tests.factories.organisations import (
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    UnitFactory,
    admin_of,
)

pytestmark = pytest.mark.django_db


def working_hub(province):
    hub = HubFactory(level=Level.PROVINCE, region=province, areas=[province])
    MilestoneFactory(hub=hub, kind=MilestoneKind.LAUNCHED)
    return hub


@pytest.mark.parametrize(
    ("question", "office"), [(coordinates, COORDINATOR), (curates, VERIFIER), (edits, EDITOR)]
)
def test_an_office_counts_for_its_own_hub_and_until_it_ends(question, office):
    hub, ends = HubFactory(), clock.now() + timedelta(days=1)
    person = serving(hub, office, valid_to=ends)

    assert question(person, hub)
    assert not question(person, HubFactory())
    assert not question(AnonymousUser(), hub)
    assert not question(person, None)
    with clock.frozen(ends):
        assert not question(person, hub)


def test_an_assistant_acts_in_the_own_territory_only():
    hub = HubFactory()
    here, there = TerritoryFactory(hub=hub), TerritoryFactory(hub=hub)
    elsewhere = TerritoryFactory(region=here.region)
    person = MandateFactory(office=ASSISTANT, scope=here).person

    assert assists(person, hub, here.region)
    assert not assists(person, hub, there.region)
    assert not assists(person, elsewhere.hub, here.region)
    assert not curates(person, hub)
    assert serves_in(person, hub)
    assert set(queries.territories_of(person, hub)) == {here.region}
    assert set(queries.territories_of(person, elsewhere.hub)) == set()


def test_a_coordinator_grants_in_the_own_hub_and_its_territories():
    hub = HubFactory()
    coordinator = serving(hub, COORDINATOR)
    verifier = OfficeFactory(key=VERIFIER, granted_by=[COORDINATOR])
    assistant = OfficeFactory(key=ASSISTANT, granted_by=[COORDINATOR])

    assert may_grant(coordinator, Seat(verifier, hub))
    assert may_grant(coordinator, Seat(assistant, TerritoryFactory(hub=hub)))
    assert not may_grant(coordinator, Seat(verifier, HubFactory()))
    assert not may_grant(coordinator, Seat(assistant, TerritoryFactory()))
    assert not may_grant(serving(hub, VERIFIER), Seat(verifier, hub))


def test_the_first_admin_is_checked_by_the_coordinator_of_the_responsible_hub_until_there_is_one():
    province = ProvinceFactory()
    hub = working_hub(province)
    coordinator = serving(hub, COORDINATOR)
    body = OrganisationFactory(region=RegencyFactory(parent=province))
    asked = MembershipFactory(organisation=body, state=MembershipState.REQUESTED)
    office = OfficeFactory(key=ADMIN, granted_by=[ADMIN, COORDINATOR])

    may = "organisations.confirm_membership"
    assert coordinator.has_perm(may, asked)
    assert may_grant(coordinator, Seat(office, body))
    assert not serving(working_hub(ProvinceFactory()), COORDINATOR).has_perm(may, asked)
    assert not serving(hub, VERIFIER).has_perm(may, asked)

    admin = admin_of(body)

    assert not coordinator.has_perm(may, asked)
    assert not may_grant(coordinator, Seat(office, body))
    assert admin.has_perm(may, asked)


def test_a_unit_answers_to_the_hub_of_its_institution():
    province = ProvinceFactory()
    hub = working_hub(province)
    unit = UnitFactory(parent=OrganisationFactory(region=province))

    assert queries.responsible_hub(unit)[0] == hub
