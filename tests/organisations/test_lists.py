"""Lists ask as many questions for one row as for three."""

from datetime import UTC, datetime

import pytest

from simpul.hubs.policies import ASSISTANT
from simpul.organisations.models import MembershipState
from simpul.organisations.policies import ADMIN, NATIONAL_ADMIN
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.hubs import TerritoryFactory
from tests.factories.organisations import (
    MembershipFactory,
    OrganisationFactory,
    UnitFactory,
    admin_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return OrganisationFactory(slug="pemkab-uji")


def grow(body):
    """One more of everything the pages of an institution list."""
    unit = UnitFactory(parent=body)
    member = MembershipFactory(organisation=unit)
    MembershipFactory(organisation=unit, state=MembershipState.REQUESTED)
    MandateFactory(person=member.person, office=ADMIN, scope=unit)
    MandateFactory(person=UserFactory(), office="head_of_agency", scope=body)
    MandateFactory(office=ASSISTANT, scope=TerritoryFactory())


@pytest.mark.parametrize(
    "address",
    [
        "instansi/",
        "instansi/pemkab-uji/orang/",
        "instansi/pemkab-uji/unit/",
        "mandat/",
        "orang/",
        "hub/",
    ],
)
def test_a_list_asks_the_same_questions_however_long_it_is(address, body, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    admin = admin_of(body)
    MandateFactory(person=admin, office=NATIONAL_ADMIN)
    client.force_login(admin)
    counted = []
    for rows in (1, 2):
        for _more in range(rows):
            grow(body)
        client.get(f"/id/meja/{address}")  # what is kept between requests is kept now
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/id/meja/{address}").status_code == 200
        counted.append(len(asked))

    assert counted[0] == counted[1]


def test_looking_at_somebody_is_noted_and_at_oneself_is_not(body, client):
    from simpul.core.models import Entry

    admin = admin_of(body)
    member = MembershipFactory(organisation=body, person__last_login=datetime.now(UTC))
    own = MembershipFactory(organisation=body, person=admin)
    client.force_login(admin)

    for membership in (member, own):
        client.get(f"/id/meja/instansi/pemkab-uji/orang/{membership.pk}/")

    seen = Entry.objects.filter(verb="view_personal").values_list("object_id", flat=True)
    assert list(seen) == [member.person.pk]
