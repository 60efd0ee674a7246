from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from simpul.core import clock, duties
from simpul.core.mandates import Letter, Term
from simpul.core.models import Mandate, OutboxMessage
from simpul.core.models.mandates import Capacity
from simpul.organisations import queries, services
from simpul.organisations.hooks import mandate_handed_over
from simpul.organisations.models import Seat
from simpul.organisations.policies import (
    ADMIN,
    HEAD,
    NATIONAL_ADMIN,
    administers,
    heads,
    runs_the_network,
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

NOON = datetime(2026, 2, 12, 5, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def stopped():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def body():
    return OrganisationFactory(name="Kementerian Uji")


@pytest.fixture
def head():
    return OfficeFactory(
        key=HEAD, granted_by=[ADMIN], scope="organisations.organisation", label_id="Pimpinan"
    )


def test_an_admin_grants_an_office_in_the_own_institution_and_its_units(body, head):
    admin, rina = admin_of(body), UserFactory()

    services.grant_mandate(Seat(head, body), person=rina, by=admin, letter=Letter("SK 1"))

    assert heads(rina, UnitFactory(parent=body))
    notice = OutboxMessage.objects.get(person=rina)
    assert "Pimpinan, Kementerian Uji" in notice.subject


def test_nobody_grants_to_themselves_or_elsewhere_or_twice(body, head):
    admin, rina = admin_of(body), UserFactory()
    services.grant_mandate(Seat(head, body), person=rina, by=admin)

    for person in (admin, rina, UserFactory(is_active=False)):
        with pytest.raises(ValidationError):
            services.grant_mandate(Seat(head, body), person=person, by=admin)
    with pytest.raises(PermissionDenied):
        services.grant_mandate(Seat(head, OrganisationFactory()), person=UserFactory(), by=admin)
    assert Mandate.objects.filter(office=HEAD).count() == 1


def test_an_ended_mandate_stops_decisions_in_the_same_moment(body):
    OfficeFactory(key=ADMIN, granted_by=[NATIONAL_ADMIN])
    national = MandateFactory(office=NATIONAL_ADMIN).person
    rina = admin_of(body)
    asked = services.request_membership(body, by=UserFactory())

    services.end_mandate(rina.mandates.get(), by=national, note="Mutasi")

    with pytest.raises(PermissionDenied):
        services.confirm_membership(asked, by=rina)
    assert OutboxMessage.objects.filter(person=rina, body="Mutasi").count() == 1


def test_a_mandate_that_expires_in_the_middle_of_a_decision_stops_it(body):
    rina = admin_of(body, valid_to=NOON + DAY)
    asked = services.request_membership(body, by=UserFactory())

    with clock.frozen(NOON + DAY), pytest.raises(PermissionDenied):
        services.confirm_membership(asked, by=rina)
    with clock.frozen(NOON + DAY - timedelta(microseconds=1)):
        services.confirm_membership(asked, by=rina)


def test_a_hand_over_moves_the_office_with_its_duties_at_one_instant(body):
    OfficeFactory(key=ADMIN, granted_by=[NATIONAL_ADMIN])
    national = MandateFactory(office=NATIONAL_ADMIN).person
    rina, budi = admin_of(body), UserFactory()
    asked = services.request_membership(body, by=UserFactory())
    heard = []
    mandate_handed_over.connect(lambda **told: heard.append(told), weak=False, dispatch_uid="test")

    after = services.hand_over_mandate(
        rina.mandates.get(), to=budi, by=national, letter=Letter("SK 2"), capacity=Capacity.ACTING
    )

    mandate_handed_over.disconnect(dispatch_uid="test")
    assert (administers(rina, body), administers(budi, body)) == (False, True)
    assert [duty.subject_id for duty in duties.waiting_for(budi)] == [asked.pk]
    assert not duties.waiting_for(rina).exists()
    assert [one["after"] for one in heard] == [after]
    assert after.replaces.person == rina
    assert queries.office_in_words(after).startswith("Plt. ")


def test_who_gives_and_who_gets_may_not_be_one_person(body):
    OfficeFactory(key=ADMIN, granted_by=[ADMIN])
    rina, budi = admin_of(body), admin_of(body)

    for successor in (rina, budi):
        with pytest.raises(ValidationError):
            services.hand_over_mandate(rina.mandates.get(), to=successor, by=rina)
    assert administers(rina, body)


def test_a_holder_delegates_for_dates_and_what_is_done_says_in_whose_name(body):
    OfficeFactory(key=ADMIN, granted_by=[NATIONAL_ADMIN], label_id="Admin instansi")
    rina, budi = admin_of(body), UserFactory()
    rina.name = "Rina"
    rina.save()

    services.delegate_mandate(
        rina.mandates.get(), to=budi, term=Term(NOON + DAY, NOON + 3 * DAY), by=rina
    )

    days = [0, 1, 2, 3]
    acting = []
    for day in days:
        with clock.frozen(NOON + day * DAY):
            acting.append(administers(budi, body))
    assert acting == [False, True, True, False]
    said = queries.acting_as(budi, at=NOON + DAY, office=ADMIN, scopes=body.chain)
    assert said == "Admin instansi, atas nama Rina"
    assert queries.acting_as(budi, at=NOON, office=ADMIN, scopes=body.chain) == ""


def test_only_the_holder_or_a_granter_delegates(body):
    OfficeFactory(key=ADMIN, granted_by=[NATIONAL_ADMIN])
    rina = admin_of(body)
    term = Term(NOON, NOON + DAY)

    with pytest.raises(PermissionDenied):
        services.delegate_mandate(
            rina.mandates.get(), to=UserFactory(), term=term, by=admin_of(body)
        )
    with pytest.raises(ValidationError):
        services.delegate_mandate(rina.mandates.get(), to=rina, term=term, by=rina)


def test_what_waits_for_an_office_and_for_its_holder_is_told_apart(body):
    rina = admin_of(body)
    first = MembershipFactory()
    services.request_membership(body, by=UserFactory())
    duties.expect("membership", first, of=duties.person_key(rina))
    held = rina.mandates.get()

    assert [duty.subject_id for duty in queries.duties_of_holder(held)] == [first.pk]
    assert len(queries.duties_of_seat(held)) == 1


def test_which_offices_somebody_may_grant_is_read_from_the_table(body, head):
    OfficeFactory(key="hub_coordinator", granted_by=[ADMIN], scope="hubs.hub")
    OfficeFactory(key=ADMIN, granted_by=[NATIONAL_ADMIN], scope="organisations.organisation")
    national = MandateFactory(office=NATIONAL_ADMIN).person

    assert queries.grantable(admin_of(body), body) == [head]
    assert [office.key for office in queries.grantable(national, body)] == [ADMIN]
    assert queries.grantable(UserFactory(), body) == []


def test_the_first_national_admin_comes_from_the_terminal_and_only_the_first(capsys):
    OfficeFactory(key=NATIONAL_ADMIN, granted_by=[NATIONAL_ADMIN])
    rina, budi = UserFactory(), UserFactory()

    call_command("appoint", rina.email, "--letter", "SK 12/2026")

    assert runs_the_network(rina)
    assert rina.mandates.get().letter_number == "SK 12/2026"
    for email in (budi.email, "tidak-ada@contoh.go.id"):
        with pytest.raises(CommandError):
            call_command("appoint", email)


def test_nobody_without_an_account_is_appointed():
    with pytest.raises(CommandError, match="tidak-ada"):
        call_command("appoint", "tidak-ada@contoh.go.id")
