from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from simpul.core import clock, duties, mandates
from simpul.core.models import Duty
from simpul.hubs.policies import COORDINATOR, VERIFIER
from simpul.innovations.models import Draft
from simpul.organisations.models import Membership, MembershipState
from simpul.organisations.policies import ADMIN, HEAD, NATIONAL_ADMIN
from simpul.organisations.services import end_membership
from simpul.replication.models import Caretaker, Handover, MovedDuty
from simpul.replication.policies.continuity import visible_handovers
from simpul.replication.queries.continuity.handovers import NAME, TAKE
from simpul.replication.queries.continuity.kit import kit_of
from simpul.replication.queries.continuity.owners import left_behind, nearest_owner
from simpul.replication.services.continuity import handing, leaving, moving
from tests.factories.accounts import UserFactory
from tests.factories.continuity import HandoverFactory
from tests.factories.core import MandateFactory
from tests.factories.hubs import HubFactory, serving
from tests.factories.innovations import InnovationFactory
from tests.factories.organisations import (
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    admin_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return OrganisationFactory()


@pytest.fixture
def national():
    return MandateFactory(office=NATIONAL_ADMIN).person


def topics(person):
    return sorted(duty.topic for duty in duties.waiting_for(person))


def gone_from(body, **fields):
    """Somebody who worked for an institution and left."""
    now = clock.now()
    return MembershipFactory(
        organisation=body, state=MembershipState.ENDED, ended_at=now, **fields
    ).person


# --- Duties find an owner ----------------------------------------------------------------------


def test_a_vacant_office_leaves_its_duties_to_the_office_above_and_gets_them_back(national):
    hub = HubFactory()
    key = duties.office_key(VERIFIER, hub)
    duty = duties.expect("check", hub, of=key)

    assert moving.find_owners() == 1
    assert topics(national) == ["check"]
    coordinator = serving(hub, COORDINATOR)
    Duty.objects.filter(pk=duty.pk).update(assignee=key)
    MovedDuty.objects.update(returned_at=clock.now())
    moving.find_owners()
    assert (topics(coordinator), topics(national)) == (["check"], [])

    verifier = serving(hub, VERIFIER)
    moving.find_owners()

    assert (topics(verifier), topics(coordinator)) == (["check"], [])
    assert moving.find_owners() == 0


def test_a_successor_in_the_same_office_needs_no_move(body):
    admin_of(body)
    duties.expect("check", body, of=duties.office_key(ADMIN, body))

    assert moving.find_owners() == 0
    assert not MovedDuty.objects.exists()


def test_what_waits_for_somebody_who_left_waits_for_the_admin(body):
    admin = admin_of(body)
    person = gone_from(body)
    record = InnovationFactory(owner=body)
    duties.expect("answer", record, of=duties.person_key(person))
    elsewhere = InnovationFactory()
    duties.expect("answer", elsewhere, of=duties.person_key(person))

    moving.find_owners()

    assert [duty.subject for duty in duties.waiting_for(admin)] == [record]
    assert [duty.subject for duty in duties.waiting_for(person)] == [elsewhere]


def test_two_duties_that_become_one_are_one(national):
    hub = HubFactory()
    coordinator = serving(hub, COORDINATOR)
    duties.expect("check", hub, of=duties.office_key(VERIFIER, hub))
    duties.expect("check", hub, of=duties.office_key(COORDINATOR, hub))

    moving.find_owners()

    assert topics(coordinator) == ["check"]
    assert Duty.objects.filter(closed_at=None).count() == 1


def test_without_anybody_in_the_network_the_duty_waits_for_its_office(body):
    duties.expect("check", body, of=duties.office_key(ADMIN, body))

    moving.find_owners()
    person = MandateFactory(office=NATIONAL_ADMIN).person

    assert topics(person) == ["check"]
    assert moving.find_owners() == 0


PEOPLE = (("person", "stays"), ("person", "left"))
POSTS = ((ADMIN, "body"), (HEAD, "body"), (COORDINATOR, "hub"), (VERIFIER, "hub"))


class EveryDutyHasAnOwner(TestCase):
    databases = "__all__"

    @settings(max_examples=8, suppress_health_check=list(HealthCheck))
    @given(
        filled=st.sets(st.sampled_from(POSTS)),
        asked=st.lists(
            st.sampled_from([*POSTS, ("person", "stays"), ("person", "left")]), max_size=5
        ),
        vacated=st.sets(st.sampled_from(POSTS)),
        closes=st.booleans(),
        answers=st.lists(st.booleans(), max_size=3),
    )
    def test_whoever_goes_and_whoever_refuses(self, filled, asked, vacated, closes, answers):
        national = MandateFactory(office=NATIONAL_ADMIN).person
        body, hub = OrganisationFactory(), HubFactory()
        places = {"body": body, "hub": hub}
        held = {post: MandateFactory(office=post[0], scope=places[post[1]]) for post in filled}
        stays = MembershipFactory(organisation=body).person
        left = MembershipFactory(organisation=body)
        people = {"stays": stays, "left": left.person}
        for number, (office, where) in enumerate(asked):
            key = duties.office_key(office, places[where]) if where in places else ""
            record = InnovationFactory(owner=body)
            duties.expect(f"t{number}", record, of=key or duties.person_key(people[where]))

        now = clock.now()
        for post in vacated & filled:
            mandates.end(held[post], by=None)
        Membership.objects.filter(pk=left.pk).update(state=MembershipState.ENDED, ended_at=now)
        if closes:
            stays.is_active = False
            stays.save()
        leaving.look()

        assert list(left_behind()) == []
        for accepts in answers:
            self.answer(national, accepts)
            leaving.look()
            assert list(left_behind()) == []
        open_duties = Duty.objects.filter(closed_at=None)
        behind = duties.holders(duty.assignee for duty in open_duties)
        assert all(behind[duty.assignee] for duty in open_duties)
        assert len(set(open_duties.filter(topic__startswith="t"))) == len(asked)

    def answer(self, national, accepts):
        """Let somebody be named for the first handover that waits, and accept or refuse it."""
        waiting = Handover.objects.filter(state="open").first()
        if waiting is None or waiting.person == national:
            return
        successor = UserFactory()
        handing.name(waiting, successor, by=national)
        if accepts:
            handing.accept(waiting, by=successor)
        else:
            handing.refuse(waiting, by=successor, note="Beban penuh")


def test_the_nearest_owner_is_the_nearest(national):
    hub = HubFactory()
    key = duties.office_key(VERIFIER, hub)

    assert nearest_owner(key) == f"{NATIONAL_ADMIN}@"
    serving(hub, COORDINATOR)
    assert nearest_owner(key) == duties.office_key(COORDINATOR, hub)


# --- Handing over ------------------------------------------------------------------------------


def test_who_leaves_with_work_in_hand_is_handed_over_and_the_admin_names(body):
    admin = admin_of(body)
    membership = MembershipFactory(organisation=body)
    record = InnovationFactory(owner=body, author=membership.person)
    duties.expect("answer", record, of=duties.person_key(membership.person))

    end_membership(membership, by=admin)
    leaving.look()
    leaving.look()

    handover = Handover.objects.get()
    kit = kit_of(handover)
    assert (handover.person, handover.scope) == (membership.person, body)
    assert topics(admin) == ["answer", NAME]
    assert ([item.what for item in kit.records], len(kit.duties)) == ([record.name], 1)


def test_who_leaves_with_nothing_in_hand_leaves_no_handover(body):
    admin = admin_of(body)
    end_membership(MembershipFactory(organisation=body), by=admin)

    leaving.look()

    assert not Handover.objects.exists()


def test_an_office_that_ended_by_its_date_is_vacant(national):
    hub = HubFactory()
    day = timedelta(days=1)
    MandateFactory(
        office=COORDINATOR,
        scope=hub,
        valid_from=clock.now() - 9 * day,
        valid_to=clock.now() - day,
    )

    leaving.look()

    assert Handover.objects.get().scope == hub
    assert topics(national) == [NAME]


def test_a_replaced_office_is_no_leaving():
    hub = HubFactory()
    OfficeFactory(key=COORDINATOR)
    first = MandateFactory(office=COORDINATOR, scope=hub)
    mandates.replace(first, person=UserFactory(), by=None)

    leaving.look()

    assert not Handover.objects.exists()


@pytest.fixture
def left(body):
    admin = admin_of(body)
    person = gone_from(body)
    record = InnovationFactory(owner=body, author=person)
    duties.expect("answer", record, of=duties.person_key(person))
    leaving.look()
    return Handover.objects.get(), admin, record


def test_the_successor_accepts_and_has_everything(left):
    handover, admin, record = left
    successor = UserFactory()

    handing.name(handover, successor, by=admin)
    assert (topics(admin), topics(successor)) == (["answer"], [TAKE])
    handing.accept(handover, by=successor)

    assert (topics(admin), topics(successor)) == ([], ["answer"])
    assert Caretaker.objects.get().innovation == record
    assert leaving.look() == 0


def test_a_refusal_says_why_and_asks_the_admin_again(left):
    handover, admin, _record = left
    successor = UserFactory()
    handing.name(handover, successor, by=admin)

    with pytest.raises(ValidationError):
        handing.refuse(handover, by=successor, note="")
    handing.refuse(handover, by=successor, note="Beban penuh")

    handover.refresh_from_db()
    assert (handover.state, handover.why, handover.successor) == ("open", "Beban penuh", None)
    assert topics(admin) == ["answer", NAME]
    assert not successor.has_perm("replication.view_handover", handover)


def test_only_those_who_answer_name_and_never_the_leaver(left):
    handover, admin, _record = left

    for stranger in (UserFactory(), handover.person):
        with pytest.raises(PermissionDenied):
            handing.name(handover, UserFactory(), by=stranger)
    with pytest.raises(ValidationError):
        handing.name(handover, handover.person, by=admin)


def test_list_and_permission_agree(left, national):
    handover, admin, _record = left
    HandoverFactory()
    hub = HubFactory()
    HandoverFactory(scope=hub)
    successor = UserFactory()
    handing.name(handover, successor, by=admin)

    for user in (admin, national, successor, handover.person, serving(hub, COORDINATOR)):
        listed = set(Handover.objects.filter(visible_handovers(user)))
        allowed = {
            row for row in Handover.objects.all() if user.has_perm("replication.view_handover", row)
        }
        assert listed == allowed
        assert listed


def test_who_left_reads_the_kit_no_longer_once_it_is_taken_over(left):
    handover, admin = left[0], left[1]
    successor = UserFactory()
    assert handover.person.has_perm("replication.view_handover", handover)

    handing.name(handover, successor, by=admin)
    handing.accept(handover, by=successor)

    assert not handover.person.has_perm("replication.view_handover", handover)
    assert successor.has_perm("replication.view_handover", handover)


def test_the_kit_names_only_those_who_agreed(left):
    handover, admin, _record = left

    (contact,) = kit_of(handover).contacts

    assert str(admin) not in contact.about
    assert contact.when == ""


def test_drafts_go_on_with_the_successor(body):
    admin = admin_of(body)
    person = gone_from(body)
    now = clock.now()
    draft = Draft.objects.create(
        innovation=InnovationFactory(owner=body, state="draft"),
        kind="new",
        author=person,
        organisation=body,
        opened_at=now,
        touched_at=now,
    )
    leaving.look()
    handover, successor = Handover.objects.get(), UserFactory()
    handing.name(handover, successor, by=admin)

    handing.accept(handover, by=successor)

    assert successor.has_perm("innovations.change_draft", draft)
