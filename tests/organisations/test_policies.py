from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from simpul.core import clock
from simpul.organisations.models import Level, MembershipState, Seat
from simpul.organisations.policies import (
    ADMIN,
    HEAD,
    NATIONAL_ADMIN,
    administers,
    has_admin,
    heads,
    may_grant,
    runs_the_network,
    works_for,
)
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.organisations import (
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    UnitFactory,
    admin_of,
)

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()


def test_an_admin_administers_the_units_but_nobody_beside_or_above():
    province = OrganisationFactory(level=Level.PROVINCE)
    regency = OrganisationFactory(level=Level.REGENCY, parent=province)
    office = UnitFactory(parent=regency)
    clinic = UnitFactory(parent=office)
    admin, admin_of_office = admin_of(regency), admin_of(office)

    bodies = [province, regency, office, clinic]
    assert [administers(admin, body) for body in bodies] == [False, True, True, True]
    assert [administers(admin_of_office, body) for body in bodies] == [False, False, True, True]
    assert [administers(admin_of(province), body) for body in bodies] == [True, False, False, False]
    assert not administers(VISITOR, regency)
    assert not administers(admin, None)


def test_an_ended_mandate_administers_nothing_from_that_instant():
    body = OrganisationFactory()
    ends = clock.now() + timedelta(days=1)
    admin = admin_of(body, valid_to=ends)

    with clock.frozen(ends - timedelta(microseconds=1)):
        assert administers(admin, body)
        assert has_admin(body)
    with clock.frozen(ends):
        assert not administers(admin, body)
        assert not has_admin(body)


def test_the_head_of_an_agency_signs_for_its_units():
    body = OrganisationFactory()
    head = MandateFactory(office=HEAD, scope=body).person

    assert heads(head, UnitFactory(parent=body))
    assert not heads(head, OrganisationFactory())


@pytest.mark.parametrize(
    ("state", "works"),
    [
        (MembershipState.CONFIRMED, True),
        (MembershipState.REQUESTED, False),
        (MembershipState.DECLINED, False),
        (MembershipState.ENDED, False),
    ],
)
def test_only_a_confirmed_membership_says_where_somebody_works(state, works):
    ended = clock.now() if state == MembershipState.ENDED else None
    membership = MembershipFactory(state=state, ended_at=ended)

    assert works_for(membership.person, membership.organisation) is works
    assert works_for(membership.person, UnitFactory(parent=membership.organisation)) is works
    assert not works_for(membership.person, OrganisationFactory())
    assert not works_for(VISITOR, membership.organisation)


def test_who_grants_an_office_is_data_and_stays_within_their_own_scope():
    body = OrganisationFactory()
    unit = UnitFactory(parent=body)
    national = MandateFactory(office=NATIONAL_ADMIN).person
    admin = admin_of(body)
    office = OfficeFactory(key=HEAD, granted_by=[ADMIN])

    assert may_grant(admin, Seat(office, body))
    assert may_grant(admin, Seat(office, unit))
    assert not may_grant(admin, Seat(office, OrganisationFactory()))
    assert not may_grant(national, Seat(office, body))

    office.granted_by = [NATIONAL_ADMIN]
    assert may_grant(national, Seat(office, body))
    assert not may_grant(admin, Seat(office, body))


def test_only_its_mandate_makes_somebody_run_the_network():
    assert runs_the_network(MandateFactory(office=NATIONAL_ADMIN).person)
    assert not runs_the_network(UserFactory(is_staff=True))
    assert not runs_the_network(VISITOR)


def test_a_membership_is_decided_by_the_admin_and_never_by_oneself():
    body = OrganisationFactory()
    asked = MembershipFactory(organisation=body, state=MembershipState.REQUESTED)
    own = MembershipFactory(organisation=body, state=MembershipState.REQUESTED)
    MandateFactory(office=ADMIN, scope=body, person=own.person)

    may = "organisations.confirm_membership"
    assert own.person.has_perm(may, asked)
    assert not own.person.has_perm(may, own)
    assert not admin_of(OrganisationFactory()).has_perm(may, asked)
    assert not asked.person.has_perm(may)
