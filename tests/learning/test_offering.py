from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from simpul.core import clock, duties, personal
from simpul.core.workflow import StepNotOpen
from simpul.learning.models import Mentor, MentorState, Quarter
from simpul.learning.policies import visible
from simpul.learning.queries.mentors import with_places
from simpul.learning.queries.quarters import Term, places_left
from simpul.learning.services import capacity, offering
from simpul.learning.services.personal import PAST_MENTORS
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.learning import LanguageFactory, MentorFactory
from tests.factories.vocabularies import SectorFactory

pytestmark = pytest.mark.django_db


def said(**other):
    return {
        "kind": "university",
        "workplace": "Universitas Uji",
        "organisation": None,
        "profile": "Mendampingi layanan ibu.",
        "proof": "Dua inovasi.",
        "contact": "0811-000",
        "is_remote": True,
        "travels_everywhere": False,
        "is_public": True,
        "shows_name": False,
        "shows_workplace": False,
        "sectors": [SectorFactory()],
        "languages": [LanguageFactory()],
        "provinces": [],
        **other,
    }


def test_an_offer_waits_for_the_coordinator_who_takes_it_on(hub, coordinator):
    person = UserFactory()

    mentor = offering.offer_mentoring(hub, said=said(), capacity=2, by=person)

    waiting = duties.waiting_for(coordinator)
    assert [(duty.topic, duty.subject) for duty in waiting] == [(offering.OFFER, mentor)]
    offering.confirm(mentor, by=coordinator)
    mentor.refresh_from_db()
    assert (mentor.state, mentor.decided_by) == (MentorState.ACTIVE, coordinator)
    assert not duties.waiting_for(coordinator).exists()


def test_a_hub_without_coordinator_leaves_the_decision_to_the_network(hub):
    national = MandateFactory(office="national_admin").person

    mentor = offering.offer_mentoring(hub, said=said(), capacity=2, by=UserFactory())

    assert [duty.subject for duty in duties.waiting_for(national)] == [mentor]
    offering.decline(mentor, by=national, note="Belum ada bukti")
    assert mentor.state == MentorState.DECLINED


def test_nobody_takes_themselves_on_nor_offers_twice(hub, coordinator):
    mentor = offering.offer_mentoring(hub, said=said(), capacity=1, by=coordinator)

    with pytest.raises(PermissionDenied):
        offering.confirm(mentor, by=coordinator)
    with pytest.raises(ValidationError):
        offering.offer_mentoring(hub, said=said(), capacity=1, by=coordinator)


@pytest.mark.parametrize(
    "lacking", [{"sectors": []}, {"languages": []}, {"is_remote": False, "provinces": []}]
)
def test_an_offer_says_theme_language_and_way(hub, lacking):
    with pytest.raises(ValidationError):
        offering.offer_mentoring(hub, said=said(**lacking), capacity=1, by=UserFactory())

    assert not Mentor.objects.exists()


def test_a_pause_is_over_on_its_day():
    mentor = MentorFactory()
    offering.pause(mentor, by=mentor.person, until=clock.today() + timedelta(days=10))

    assert offering.wake_paused() == 0
    with clock.frozen(clock.now() + timedelta(days=11)):
        assert offering.wake_paused() == 1
        assert offering.wake_paused() == 0
    mentor.refresh_from_db()
    assert mentor.state == MentorState.ACTIVE


def test_whoever_left_is_out_of_the_directory_and_may_offer_again():
    mentor = MentorFactory(is_public=True)

    offering.leave(mentor, by=mentor.person)

    assert not Mentor.objects.public().exists()
    with pytest.raises(StepNotOpen):
        offering.resume(mentor, by=mentor.person)
    again = offering.offer_mentoring(mentor.hub, said=said(), capacity=1, by=mentor.person)
    assert again.state == MentorState.OFFERED


def test_no_row_ever_says_more_cases_than_places():
    mentor = MentorFactory(capacity=1)

    for wrong in ({"running": 2}, {"capacity": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Mentor.objects.filter(pk=mentor.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Quarter.objects.create(mentor=mentor, year=2026, number=1, capacity=1, taken=2)


def test_a_place_given_back_counts_in_its_quarter_and_is_free_in_the_next():
    with clock.frozen(datetime(2026, 2, 1, tzinfo=UTC)):
        mentor = MentorFactory(capacity=2)
        capacity.take_place(mentor)
        capacity.take_place(mentor)
        with pytest.raises(ValidationError):
            capacity.take_place(mentor)
        capacity.give_back(mentor)
        assert places_left([mentor]) == {mentor.pk: 0}
        with pytest.raises(ValidationError):
            capacity.take_place(mentor)
    with clock.frozen(datetime(2026, 4, 1, tzinfo=UTC)):
        assert places_left([mentor]) == {mentor.pk: 1}
        capacity.take_place(mentor)
        assert places_left([mentor]) == {mentor.pk: 0}


def test_capacity_never_falls_below_what_runs():
    mentor = MentorFactory(capacity=3)
    capacity.take_place(mentor)
    capacity.take_place(mentor)

    with pytest.raises(ValidationError):
        capacity.set_capacity(mentor, 1)
    capacity.set_capacity(mentor, 2)

    assert places_left([mentor]) == {mentor.pk: 0}
    assert list(with_places(Mentor.objects.all())) == []


def test_quarters_follow_each_other():
    last = Term.of(date(2026, 12, 31))

    assert (last, last.after, last.before) == (Term(2026, 4), Term(2027, 1), Term(2026, 3))
    assert (last.begins, last.ends) == (date(2026, 10, 1), date(2026, 12, 31))
    assert (Term.read("2026-4"), Term.read("2026-5"), Term.read("x")) == (last, None, None)


def test_list_and_permission_agree(hub, coordinator):
    for state in MentorState:
        for public in (False, True):
            MentorFactory(hub=hub, state=state, is_public=public)
    MentorFactory(is_public=True)
    own = MentorFactory(state=MentorState.PAUSED)
    national = MandateFactory(office="national_admin").person

    for user in (UserFactory(), coordinator, own.person, national):
        listed = set(Mentor.objects.filter(visible(user)))
        allowed = {
            each for each in Mentor.objects.all() if user.has_perm("learning.view_mentor", each)
        }
        assert listed == allowed


def test_a_closed_account_leaves_no_contact_behind():
    mentor = MentorFactory(is_public=True, shows_name=True)
    copied = [row for row in personal.copy_of(mentor.person) if row["room"] == "learning"]

    personal.erase(mentor.person)

    mentor.refresh_from_db()
    assert copied[0]["rows"][0]["contact"]
    assert (mentor.contact, mentor.profile, mentor.state) == ("", "", MentorState.ENDED)
    assert not mentor.is_public


def test_what_a_mentor_said_about_themselves_is_forgotten_in_time():
    long_ago = clock.now() - timedelta(days=800)
    past = MentorFactory(state=MentorState.ENDED, ended_at=long_ago)
    lately = MentorFactory(state=MentorState.ENDED)
    before = clock.now() - timedelta(days=730)

    assert (PAST_MENTORS.due(before), PAST_MENTORS.clear(before)) == (1, 1)

    past.refresh_from_db()
    lately.refresh_from_db()
    assert (past.contact, bool(lately.contact), PAST_MENTORS.due(before)) == ("", True, 0)
