import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from simpul.core import duties, files, mandates
from simpul.core.mandates import Letter
from simpul.core.models import Duty, Entry, File, OutboxMessage
from simpul.core.workflow import StepNotOpen
from simpul.hubs.models import Level, MilestoneKind
from simpul.hubs.policies import COORDINATOR
from simpul.organisations import services
from simpul.organisations.models import Membership, MembershipState, Status
from simpul.organisations.policies import ADMIN, NATIONAL_ADMIN, administers
from simpul.organisations.workflow import MEMBERSHIP
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.geography import ProvinceFactory
from tests.factories.hubs import HubFactory, MilestoneFactory, serving
from tests.factories.organisations import (
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    UnitFactory,
    admin_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter():
    return files.keep("surat.pdf", io.BytesIO(b"%PDF-1.7 surat tugas"))


@pytest.fixture
def province():
    return ProvinceFactory()


@pytest.fixture
def hub(province):
    hub = HubFactory(level=Level.PROVINCE, region=province, areas=[province])
    MilestoneFactory(hub=hub, kind=MilestoneKind.LAUNCHED)
    return hub


def waiting(membership):
    found = Duty.objects.filter(topic="membership", subject_id=membership.pk, closed_at=None)
    return set(found.values_list("assignee", flat=True))


def told(topic="membership"):
    rows = OutboxMessage.objects.filter(topic=topic).order_by("pk")
    return [(row.person, row.subject) for row in rows]


# --- Asking -------------------------------------------------------------------------------------
def test_a_request_waits_for_the_admins_of_the_unit_and_of_its_institution():
    unit = UnitFactory(name="Dinas Kesehatan")
    own, above, elsewhere = admin_of(unit), admin_of(unit.parent), admin_of(OrganisationFactory())
    siti = UserFactory(name="Siti")

    asked = services.request_membership(unit, by=siti, position=" Perawat ")

    assert (asked.state, asked.position) == (MembershipState.REQUESTED, "Perawat")
    assert waiting(asked) == {duties.office_key(ADMIN, unit), duties.office_key(ADMIN, unit.parent)}
    words = "Siti minta diakui bekerja di Dinas Kesehatan"
    assert {person for person, _subject in told()} == {own, above}
    assert {subject for _person, subject in told()} <= {words, told()[0][1]}
    assert not duties.waiting_for(elsewhere).exists()
    assert Entry.objects.filter(model="organisations.membership", verb="request").count() == 1


def test_without_an_admin_the_request_waits_for_the_coordinator_of_the_hub(hub, province):
    coordinator = serving(hub, COORDINATOR)
    asked = services.request_membership(OrganisationFactory(region=province), by=UserFactory())

    assert waiting(asked) == {duties.office_key(COORDINATOR, hub)}
    assert [person for person, _subject in told()] == [coordinator]


def test_without_admin_and_coordinator_it_waits_for_the_national_admins(hub, province):
    asked = services.request_membership(OrganisationFactory(region=province), by=UserFactory())

    assert waiting(asked) == {duties.office_key(NATIONAL_ADMIN)}


def test_nobody_asks_twice_or_to_belong_to_what_ended():
    body, ended = OrganisationFactory(), OrganisationFactory(status=Status.DISSOLVED)
    siti = UserFactory()
    services.request_membership(body, by=siti)

    for organisation in (body, ended):
        with pytest.raises(ValidationError):
            services.request_membership(organisation, by=siti)
    assert Membership.objects.count() == 1


def test_nobody_asks_to_administer_without_a_letter():
    with pytest.raises(ValidationError):
        services.request_membership(OrganisationFactory(), by=UserFactory(), as_admin=True)


# --- Deciding -----------------------------------------------------------------------------------
def test_confirming_closes_the_duty_and_tells_the_person_once_in_their_language():
    body = OrganisationFactory(name="Kementerian Uji")
    admin, siti = admin_of(body), UserFactory(language="en")
    asked = services.request_membership(body, by=siti)

    services.confirm_membership(asked, by=admin)

    assert (asked.state, asked.decided_by) == (MembershipState.CONFIRMED, admin)
    assert waiting(asked) == set()
    assert told()[1:] == [(siti, "Kementerian Uji confirmed that you work there")]
    assert not administers(siti, body)


def test_the_letter_of_a_first_admin_is_checked_by_the_hub_and_grants_the_office(
    hub, province, letter
):
    OfficeFactory(key=ADMIN, granted_by=[ADMIN, COORDINATOR, NATIONAL_ADMIN])
    coordinator, siti = serving(hub, COORDINATOR), UserFactory()
    body = OrganisationFactory(region=province)
    colleague = services.request_membership(body, by=UserFactory())
    asked = services.request_membership(body, by=siti, letter=letter, as_admin=True)

    services.confirm_membership(
        asked, by=coordinator, as_admin=True, letter=Letter("800/12/2026", issuer="Sekda")
    )

    assert administers(siti, body)
    granted = mandates.could_decide(ADMIN, body).get()
    assert (granted.letter_number, granted.letter_file) == ("800/12/2026", letter)
    # What waited for the coordinator waits for the new admin now.
    assert waiting(colleague) == {duties.office_key(ADMIN, body)}
    with pytest.raises(PermissionDenied):
        services.confirm_membership(colleague, by=coordinator)


def test_an_admin_may_make_a_colleague_admin_without_their_asking():
    OfficeFactory(key=ADMIN, granted_by=[ADMIN])
    body = OrganisationFactory()
    admin, siti = admin_of(body), UserFactory()
    asked = services.request_membership(body, by=siti)

    services.confirm_membership(asked, by=admin, as_admin=True, letter=Letter("800/1/2026"))

    assert administers(siti, body)
    assert not asked.as_admin


def test_declining_needs_a_reason_and_tells_it():
    body = OrganisationFactory()
    admin, siti = admin_of(body), UserFactory()
    asked = services.request_membership(body, by=siti)

    with pytest.raises(ValidationError):
        services.decline_membership(asked, by=admin, note=" ")
    services.decline_membership(asked, by=admin, note="Tidak ada di daftar pegawai")

    assert asked.state == MembershipState.DECLINED
    assert OutboxMessage.objects.get(person=siti).body == "Tidak ada di daftar pegawai"
    assert services.request_membership(body, by=siti).state == MembershipState.REQUESTED


@pytest.mark.parametrize("verb", ["confirm_membership", "decline_membership"])
def test_nobody_decides_about_themselves_or_for_another_institution(verb):
    body = OrganisationFactory()
    admin_of(body)
    own = MembershipFactory(organisation=body, state=MembershipState.REQUESTED)
    MandateFactory(office=ADMIN, scope=body, person=own.person)
    note = {"note": "tidak"} if verb.startswith("decline") else {}

    for person in (own.person, admin_of(OrganisationFactory()), UserFactory()):
        with pytest.raises(PermissionDenied):
            getattr(services, verb)(own, by=person, **note)
    own.refresh_from_db()
    assert own.state == MembershipState.REQUESTED


def test_the_second_who_decides_is_told_that_it_is_decided():
    body = OrganisationFactory()
    first, second = admin_of(body), admin_of(body)
    asked = services.request_membership(body, by=UserFactory())
    same = Membership.objects.get(pk=asked.pk)
    services.confirm_membership(asked, by=first)

    with pytest.raises(StepNotOpen):
        services.decline_membership(same, by=second, note="terlambat")


# --- Ending -------------------------------------------------------------------------------------
def test_a_request_taken_back_waits_for_nobody():
    asked = services.request_membership(OrganisationFactory(), by=UserFactory())

    services.recall_membership(asked, by=asked.person)

    assert (asked.state, waiting(asked)) == (MembershipState.ENDED, set())


def test_who_leaves_an_institution_decides_nothing_for_it_any_more():
    body, other = OrganisationFactory(), OrganisationFactory()
    member = MembershipFactory(organisation=body)
    for scope in (body, other):
        MandateFactory(office=ADMIN, scope=scope, person=member.person)
    waits = services.request_membership(body, by=UserFactory())

    services.end_membership(member, by=member.person)

    assert not administers(member.person, body)
    assert administers(member.person, other)
    assert waiting(waits) == {duties.office_key(NATIONAL_ADMIN)}


def test_an_admin_enrols_people_without_being_asked_and_only_once():
    body = OrganisationFactory()
    admin, siti = admin_of(body), UserFactory()
    asked = services.request_membership(body, by=siti)

    assert services.enrol(body, person=siti, by=admin) == asked
    assert services.enrol(body, person=siti, by=admin) == asked
    assert asked.person.memberships.get().state == MembershipState.CONFIRMED
    with pytest.raises(PermissionDenied):
        services.enrol(body, person=UserFactory(), by=siti)


def test_requests_follow_an_office_that_ended_by_its_date(hub, province):
    body = OrganisationFactory(region=province)
    held = MandateFactory(office=ADMIN, scope=body)
    asked = services.request_membership(body, by=UserFactory())
    type(held).objects.filter(pk=held.pk).update(valid_to=held.valid_from)

    assert services.redirect_all() == 1
    assert services.redirect_all() == 0
    assert waiting(asked) == {duties.office_key(NATIONAL_ADMIN)}


def test_from_every_state_the_table_leads_to_an_end():
    ends = {MembershipState.DECLINED, MembershipState.ENDED}
    leaving = {state for step in MEMBERSHIP.steps.values() for state in step.sources}

    assert leaving == set(MembershipState) - ends


def test_nobody_fills_the_disk_with_letters_of_requests_that_are_refused(client, settings):
    settings.SECURE_SSL_REDIRECT = False
    settings.LIMITS = {**settings.LIMITS, "membership": (2, 3600)}
    address = reverse("organisations:join", args=[OrganisationFactory().slug])
    client.force_login(UserFactory())

    answers = [
        client.post(address, {"letter": SimpleUploadedFile("surat.pdf", b"%PDF-1.7 surat")})
        for _attempt in range(4)
    ]

    assert [answer.status_code for answer in answers] == [302, 200, 200, 200]
    assert File.objects.count() == 2
