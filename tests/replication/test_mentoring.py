from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from simpul.core import clock, duties
from simpul.hubs.policies import COORDINATOR
from simpul.learning.models import Mentor
from simpul.learning.services import coaching, offering
from simpul.learning.services.coaching import Held
from simpul.replication.models import Case, MentorRequest, Mentorship
from simpul.replication.policies.mentoring import visible_mentorships, visible_requests
from simpul.replication.queries.mentoring.ranking import allocation, matched, proposals
from simpul.replication.queries.mentoring.topics import ANSWER, FIND
from simpul.replication.services import mentoring as services
from simpul.replication.services.cases import move
from simpul.replication.services.mentoring.coached import Cases
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.geography import ProvinceFactory
from tests.factories.hubs import HubFactory, serving
from tests.factories.learning import LanguageFactory, MentorFactory
from tests.factories.mentoring import (
    AccompaniedFactory,
    MentorRequestFactory,
    MentorshipFactory,
    rule,
)
from tests.factories.organisations import MembershipFactory, admin_of
from tests.factories.vocabularies import SectorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return AccompaniedFactory()


@pytest.fixture
def adopter(case):
    return admin_of(case.adopter)


@pytest.fixture
def coordinator(case):
    return serving(case.facilitator, COORDINATOR)


@pytest.fixture
def request_(case, coordinator):
    return MentorRequestFactory(case=case)


def accepted(request, mentor, coordinator):
    mentorship = services.propose(request, mentor, by=coordinator)
    return services.accept(mentorship, by=mentor.person)


def topics(person):
    return [duty.topic for duty in duties.waiting_for(person)]


def test_a_case_asks_the_hub_proposes_and_the_mentor_accepts(case, adopter, coordinator):
    rule(theme=40)
    mentor = MentorFactory(capacity=2)

    asked = services.ask(case, by=adopter, wish="Melatih kader", language=LanguageFactory())
    assert topics(coordinator) == [FIND]
    mentorship = services.propose(asked, mentor, by=coordinator)
    assert (topics(coordinator), topics(mentor.person)) == ([], [ANSWER])
    services.accept(mentorship, by=mentor.person)

    asked.refresh_from_db()
    mentor.refresh_from_db()
    assert (asked.state, mentorship.state, mentor.running) == ("met", "running", 1)
    assert topics(mentor.person) == []
    with pytest.raises(ValidationError):
        services.ask(case, by=adopter, wish="Lagi", language=LanguageFactory())


def test_only_those_who_lead_propose_and_only_the_mentor_answers(request_, coordinator):
    mentor = MentorFactory()

    with pytest.raises(PermissionDenied):
        services.propose(request_, mentor, by=UserFactory())
    mentorship = services.propose(request_, mentor, by=coordinator)
    with pytest.raises(PermissionDenied):
        services.accept(mentorship, by=coordinator)


def test_whoever_declines_says_why_and_is_not_proposed_again(request_, coordinator):
    mentor, other = MentorFactory(), MentorFactory()
    mentorship = services.propose(request_, mentor, by=coordinator)

    with pytest.raises(ValidationError):
        services.decline(mentorship, by=mentor.person, note=" ")
    services.decline(mentorship, by=mentor.person, note="Sedang cuti")

    request_.refresh_from_db()
    assert (request_.state, mentorship.why) == ("waiting", "Sedang cuti")
    assert topics(coordinator) == [FIND]
    assert [each.mentor for each in proposals(request_)] == [other]


@pytest.mark.parametrize(
    ("mentor", "asked"),
    [
        ({"state": "paused"}, {}),
        ({"running": 1, "capacity": 1}, {}),
        ({"languages": []}, {}),
        ({"is_remote": False}, {}),
        ({}, {"wants_visit": True}),
    ],
)
def test_nobody_is_proposed_who_cannot(case, coordinator, mentor, asked):
    request = MentorRequestFactory(case=case, **asked)
    unable, able = MentorFactory(**mentor), MentorFactory(travels_everywhere=True)

    assert [each.mentor for each in proposals(request)] == [able]
    with pytest.raises(ValidationError):
        services.propose(request, unable, by=coordinator)


def test_nobody_coaches_their_own_institution(request_):
    own = MentorFactory()
    MembershipFactory(person=own.person, organisation=request_.case.adopter)
    MentorFactory(person=request_.case.opened_by)

    assert proposals(request_) == []


@pytest.mark.parametrize("key", ["theme", "near", "room", "load", "waiting"])
def test_each_reason_alone_puts_first_whom_it_favours(key):
    sector, province = SectorFactory(), ProvinceFactory()
    case = AccompaniedFactory(origin__sector=sector, adopter__region=province)
    request = MentorRequestFactory(case=case)
    long_ago = clock.now() - timedelta(days=90)
    plain = MentorFactory(capacity=2, running=1)
    MentorshipFactory(mentor=plain, state="ended", accepted_at=clock.now(), ended_at=clock.now())
    favoured = MentorFactory(
        capacity=2, sectors=[sector], provinces=[province], decided_at=long_ago
    )

    rule(**{key: 10})

    first, second = proposals(request)
    assert (first.mentor, second.mentor) == (favoured, plain)
    assert first.score > second.score
    assert [reason.key for reason in first.reasons] == [key]


def test_without_a_weight_a_reason_counts_nothing(request_):
    older, younger = MentorFactory(), MentorFactory(sectors=[])

    assert [(each.mentor, each.score) for each in proposals(request_)] == [(older, 0), (younger, 0)]


def test_handing_over_keeps_the_log_and_is_never_without_a_mentor(request_, coordinator):
    first, second = MentorFactory(), MentorFactory()
    mentorship = accepted(request_, first, coordinator)
    held = Held(clock.today(), "call", 30, 2, "Mulai kecil.")
    coaching.log_session(request_.case, held, by=first.person, roles=[])

    successor = services.hand_over(mentorship, to=second, by=first.person, note="Pindah tugas")
    assert Cases().mentor_of(first.person, request_.case) == first
    services.accept(successor, by=second.person)

    mentorship.refresh_from_db()
    for mentor in (first, second):
        mentor.refresh_from_db()
    assert (mentorship.state, successor.state) == ("handed_over", "running")
    assert (first.running, second.running) == (0, 1)
    assert Cases().mentor_of(first.person, request_.case) is None
    assert Cases().visible(second.person).get() == request_.case
    with pytest.raises(PermissionDenied):
        coaching.log_session(request_.case, held, by=first.person, roles=[])
    coaching.log_session(request_.case, held, by=second.person, roles=[])


def test_a_refused_hand_over_changes_nothing(request_, coordinator):
    first, second = MentorFactory(), MentorFactory()
    mentorship = accepted(request_, first, coordinator)
    successor = services.hand_over(mentorship, to=second, by=first.person, note="Pindah")

    services.decline(successor, by=second.person, note="Penuh")

    mentorship.refresh_from_db()
    request_.refresh_from_db()
    assert (mentorship.state, request_.state) == ("running", "met")


def test_a_mentor_who_accompanies_cannot_leave_before(request_, coordinator):
    mentor = MentorFactory()
    mentorship = accepted(request_, mentor, coordinator)

    with pytest.raises(ValidationError):
        offering.leave(mentor, by=mentor.person)
    services.end(mentorship, by=mentor.person, note="Selesai bagi saya")

    mentor.refresh_from_db()
    offering.leave(mentor, by=mentor.person)
    request_.refresh_from_db()
    assert request_.state == "waiting"


def test_the_end_of_a_case_frees_its_mentor(request_, coordinator):
    mentor = MentorFactory()
    mentorship = accepted(request_, mentor, coordinator)

    services.close_with_case(request_.case)

    for row in (mentor, mentorship, request_):
        row.refresh_from_db()
    assert (mentor.running, mentorship.state, request_.state) == (0, "ended", "ended")
    services.close_with_case(request_.case)


def test_a_place_that_went_meanwhile_cannot_be_accepted(coordinator, request_):
    mentor = MentorFactory(capacity=1)
    here = services.propose(request_, mentor, by=coordinator)
    other = MentorRequestFactory(case__facilitator=request_.case.facilitator)
    there = services.propose(other, mentor, by=coordinator)
    services.accept(here, by=mentor.person)

    with pytest.raises(ValidationError):
        services.accept(there, by=mentor.person)

    there.refresh_from_db()
    mentor.refresh_from_db()
    assert (there.state, mentor.running) == ("proposed", 1)


def test_no_case_has_two_mentors_at_once(request_):
    MentorshipFactory(request=request_, state="running", accepted_at=clock.now())

    with pytest.raises(IntegrityError), transaction.atomic():
        MentorshipFactory(request=request_, state="running", accepted_at=clock.now())


def test_contacts_are_for_those_who_work_together_while_they_do(request_, coordinator):
    adopter = admin_of(request_.case.adopter)
    mentorship = services.propose(request_, MentorFactory(), by=coordinator)
    mentor = mentorship.mentor.person
    name = "replication.view_contact_mentorship"

    assert not adopter.has_perm(name, mentorship)
    services.accept(mentorship, by=mentor)
    assert adopter.has_perm(name, mentorship)
    assert mentor.has_perm(name, mentorship)
    assert not UserFactory().has_perm(name, mentorship)
    services.end(mentorship, by=mentor, note="Selesai")
    assert not adopter.has_perm(name, mentorship)


def test_lists_and_permissions_agree(request_, coordinator):
    asked = services.propose(request_, MentorFactory(), by=coordinator)
    MentorshipFactory()
    national = MandateFactory(office="national_admin").person
    people = [coordinator, asked.mentor.person, admin_of(request_.case.adopter), national]

    for user in [*people, UserFactory()]:
        for model, visible in (
            (MentorRequest, visible_requests),
            (Mentorship, visible_mentorships),
        ):
            name = f"replication.view_{model._meta.model_name}"
            listed = set(model.objects.filter(visible(user)))
            assert listed == {row for row in model.objects.all() if user.has_perm(name, row)}


# --- Many at once ------------------------------------------------------------------------------

KEYS = st.integers(0, 5)


@st.composite
def markets(draw):
    """Requests and mentors who each accept some of the others, in an order of their own."""
    requests = {f"r{n}": draw(st.permutations(range(6))) for n in range(draw(st.integers(0, 8)))}
    cut = {one: draw(st.integers(0, 6)) for one in requests}
    requests = {one: [f"m{n}" for n in liked[: cut[one]]] for one, liked in requests.items()}
    mentors = {f"m{n}": draw(st.permutations(sorted(requests))) for n in range(6)}
    some = {one: draw(st.integers(0, len(requests))) for one in mentors}
    mentors = {one: liked[: some[one]] for one, liked in mentors.items()}
    return requests, mentors, {one: draw(st.integers(0, 3)) for one in mentors}


@given(markets())
def test_no_request_and_mentor_would_both_rather_have_each_other(market):
    requests, mentors, places = market

    given_ = matched(requests, mentors, places)

    held = {one: [r for r, m in given_.items() if m == one] for one in mentors}
    for mentor, kept in held.items():
        assert len(kept) <= places[mentor]
    for request, liked in requests.items():
        got = given_.get(request)
        assert got is None or (got in liked and request in mentors[got])
        better = liked[: liked.index(got)] if got else liked
        for mentor in (one for one in better if request in mentors[one]):
            order = mentors[mentor].index
            full = len(held[mentor]) == places[mentor]
            assert full
            assert all(order(kept) < order(request) for kept in held[mentor])


def test_a_batch_gives_nobody_more_than_their_places():
    rule(theme=40, patience=20)
    hub = HubFactory()
    coordinator = serving(hub, COORDINATOR)
    requests = [MentorRequestFactory(case__facilitator=hub) for _ in range(4)]
    MentorFactory(capacity=2), MentorFactory(capacity=1)

    pairs = allocation(requests)
    made = services.propose_many(requests, by=coordinator)

    assert sum(pair.proposal is not None for pair in pairs) == len(made) == 3
    for mentorship in made:
        services.accept(mentorship, by=mentorship.mentor.person)
    assert all(mentor.running == mentor.capacity for mentor in Mentor.objects.all())
    assert Case.objects.filter(mentorships__state="running").count() == 3


def test_a_case_that_is_stopped_lets_its_mentor_go(request_, coordinator):
    mentor = MentorFactory()
    mentorship = accepted(request_, mentor, coordinator)

    move(request_.case, "cancel", by=coordinator, note="Anggaran dialihkan")

    mentorship.refresh_from_db()
    mentor.refresh_from_db()
    assert (mentorship.state, mentor.running) == ("ended", 0)


def test_the_desk_of_a_case_leads_to_its_mentor_and_the_public_page_says_nothing(
    client, request_, coordinator
):
    accepted(request_, MentorFactory(person__name="Pendamping Uji"), coordinator)
    Case.objects.update(public_since=clock.now())
    request_.case.refresh_from_db()
    client.force_login(coordinator)

    on_desk = client.get(request_.case.desk_url, secure=True).content.decode()
    in_public = client.get(request_.case.get_absolute_url(), secure=True).content.decode()

    assert "Pendamping Uji" in on_desk
    assert reverse("replication:mentoring_case", args=[request_.case.number]) in on_desk
    assert "Pendamping Uji" not in in_public
