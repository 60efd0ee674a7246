import pytest

from simpul.organisations import queries
from simpul.organisations.models import Level, MembershipState
from tests.factories.accounts import UserFactory
from tests.factories.organisations import (
    MembershipFactory,
    OrganisationFactory,
    UnitFactory,
    admin_of,
)

pytestmark = pytest.mark.django_db


def test_an_admin_has_the_units_of_units_but_not_the_governments_inside_a_province():
    province = OrganisationFactory(level=Level.PROVINCE)
    OrganisationFactory(level=Level.REGENCY, parent=province)
    unit = UnitFactory(parent=province)
    part = UnitFactory(parent=unit)
    UnitFactory()

    assert set(queries.administered_by(admin_of(province))) == {province, unit, part}
    assert set(queries.administered_by(UserFactory())) == set()


def test_the_admins_of_a_unit_are_its_own_and_those_of_its_institution():
    unit = UnitFactory()
    own, above = admin_of(unit), admin_of(unit.parent)

    assert set(queries.admins_of(unit)) == {own, above}
    assert set(queries.admins_of(unit.parent)) == {above}


def test_the_institutions_of_a_person_are_those_that_confirmed():
    member = MembershipFactory()
    MembershipFactory(person=member.person, state=MembershipState.REQUESTED)

    assert set(queries.institutions_of(member.person)) == {member.organisation}
