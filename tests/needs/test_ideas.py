"""Offering, supporting, merging and deciding ideas, and the innovation that grows from one."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simpul.core import clock, duties, personal
from simpul.core.workflow import StepNotOpen
from simpul.hubs.policies import COORDINATOR, EDITOR
from simpul.needs import services
from simpul.needs.models import Challenge, Idea, Support
from simpul.needs.policies import visible_challenges, visible_ideas
from simpul.needs.queries import ideas as questions
from simpul.needs.queries.figures import ideas_supported
from simpul.needs.queries.lists import supporters_by_idea, supporters_of
from simpul.needs.queries.talk import talk_about
from simpul.needs.services.keeping import GONE_IDEAS
from tests.factories.accounts import UserFactory
from tests.factories.core import MandateFactory
from tests.factories.hubs import HubFactory, serving
from tests.factories.needs import (
    ChallengeFactory,
    IdeaFactory,
    NeedFactory,
    admin_of,
    member_of,
    offered,
    regency,
    stated,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 5, 0, tzinfo=UTC)


def words_of(person):
    return [notice.subject for notice in person.messages.order_by("pk")]


def test_an_idea_for_a_need_waits_for_its_institution_and_its_author_hears_the_reason():
    body, resident = regency(), UserFactory()
    with clock.frozen(NOON):
        admin = admin_of(body)
        need = stated(body, by=admin)
        idea = offered(by=resident, need=need)
        [duty] = duties.waiting_for(admin)

        services.decide(idea, outcome="taken_up", reason="Kami coba di satu loket.", by=admin)

    assert (idea.sponsor, idea.region, duty.due_at) == (
        body,
        body.region,
        NOON + timedelta(days=30),
    )
    assert list(duties.waiting_for(admin)) == []
    assert words_of(admin) == [f"Gagasan baru untuk “{need.title}”: {idea.title}"]
    assert words_of(resident) == [f"Gagasan Anda diambil: {idea.title}"]


def test_nobody_decides_about_their_own_idea_nor_without_a_reason():
    body = regency()
    admin, other = admin_of(body), admin_of(body)
    idea = offered(by=admin, need=stated(body, by=admin))

    with pytest.raises(PermissionDenied):
        services.decide(idea, outcome="taken_up", reason="Bagus.", by=admin)
    with pytest.raises(ValidationError):
        services.decide(idea, outcome="parked", reason=" ", by=other)

    assert not idea.decisions.exists()


def test_a_parked_idea_comes_back_to_the_desk():
    body = regency()
    with clock.frozen(NOON):
        admin = admin_of(body)
        idea = offered(need=stated(body, by=admin))
        services.decide(idea, outcome="parked", reason="Tahun depan.", by=admin)
        [duty] = duties.waiting_for(admin)

    assert duty.due_at == NOON + timedelta(days=180)


def test_a_person_counts_once_however_often_they_support_and_whatever_is_merged():
    need = stated()
    admin, fan, other = admin_of(need.organisation), UserFactory(), UserFactory()
    first, second = offered(need=need), offered(need=need, title="Ambil nomor dari rumah")
    for idea, person in ((first, fan), (first, fan), (second, fan), (second, other)):
        services.support(idea, by=person)

    services.merge_ideas(first, absorbed=second, by=admin)
    merged = supporters_of(first), supporters_of(second), ideas_supported()
    services.unmerge_idea(second, by=admin)

    assert merged == (2, 2, 2)
    assert supporters_by_idea([first, second]) == {first.pk: 1, second.pk: 2}


def test_nobody_supports_their_own_idea():
    idea = offered()

    with pytest.raises(PermissionDenied):
        services.support(idea, by=idea.author)


def test_what_was_said_of_both_stands_together_while_they_are_merged():
    need = stated()
    admin = admin_of(need.organisation)
    first, second = offered(need=need), offered(need=need)
    services.ask(first, by=UserFactory(), body="Berapa biayanya?")
    services.ask(second, by=UserFactory(), body="Siapa petugasnya?")

    services.merge_ideas(first, absorbed=second, by=admin)
    together = [said.message.body for said in talk_about(first)]
    services.unmerge_idea(second, by=admin)

    assert together == ["Berapa biayanya?", "Siapa petugasnya?"]
    assert [said.message.body for said in talk_about(first)] == ["Berapa biayanya?"]


def test_ideas_to_different_questions_are_not_merged():
    need = stated()
    admin = admin_of(need.organisation)
    services.sponsor(free := offered(), need.organisation, by=admin)

    with pytest.raises(ValidationError):
        services.merge_ideas(offered(need=need), absorbed=free, by=admin)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=6))
def test_merging_and_taking_apart_in_any_order_ends_as_it_began(pairs):
    national = MandateFactory(office="national_admin", scope=None).person
    sponsor = regency()
    ideas = [IdeaFactory(sponsor=sponsor) for _number in range(4)]
    for idea in ideas:
        Support.objects.create(idea=idea, person=UserFactory(), at=NOON)
    made = []
    for kept, absorbed in pairs:
        try:
            services.merge_ideas(ideas[kept], absorbed=ideas[absorbed], by=national)
        except ValidationError:
            continue
        made.append(absorbed)
        ideas[kept].refresh_from_db()
        ideas[absorbed].refresh_from_db()
    roots = Idea.objects.filter(pk__in=[idea.pk for idea in ideas]).kept()
    counted = supporters_by_idea(roots)

    assert sum(counted.values()) == 4
    for absorbed in made:
        services.unmerge_idea(ideas[absorbed], by=national)
    assert supporters_by_idea(ideas) == {idea.pk: 1 for idea in ideas}


def test_an_idea_that_is_taken_up_becomes_a_draft_at_the_stage_idea_with_its_talk():
    need = stated(problem="Warga menunggu sejak subuh.")
    admin = admin_of(need.organisation)
    idea = offered(need=need)
    services.ask(idea, by=UserFactory(), body="Berapa biayanya?")
    services.decide(idea, outcome="taken_up", reason="Kami coba.", by=admin)

    draft = services.promote(idea, by=admin)

    idea.refresh_from_db()
    values = {row.field: row.value for row in draft.values.all()}
    assert (idea.state, idea.became) == ("promoted", draft.innovation)
    assert values["life_status"] == "idea"
    assert (values["title"], values["problem"]) == (idea.title, need.problem)
    assert questions.grown_from(draft.innovation) == [idea]
    assert len(talk_about(idea)) == 1


def test_only_what_was_taken_up_is_promoted():
    need = stated()
    idea = offered(need=need)

    with pytest.raises(StepNotOpen):
        services.promote(idea, by=admin_of(need.organisation))

    assert idea.became is None


def test_a_free_idea_waits_for_the_hub_until_a_body_sponsors_it():
    hub, body = HubFactory(), regency()
    idea = IdeaFactory(hub=hub)
    coordinator, admin = serving(hub, COORDINATOR), admin_of(body)
    waiting = list(questions.waiting_ideas(coordinator))

    services.sponsor(idea, body, by=admin)

    assert waiting == [idea]
    assert list(questions.waiting_ideas(admin)) == [idea]
    assert list(questions.waiting_ideas(coordinator)) == []


def test_an_idea_taken_back_is_read_by_its_author_alone():
    idea = offered()

    services.take_back(idea, by=idea.author)

    assert idea.author.has_perm("needs.view_idea", idea)
    assert not UserFactory().has_perm("needs.view_idea", idea)


def test_a_hidden_idea_comes_back_for_a_reason():
    hub = HubFactory()
    idea, editor = IdeaFactory(hub=hub), serving(hub, EDITOR)

    services.hide(idea, by=editor, note="Menyebut nama orang.")
    hidden = UserFactory().has_perm("needs.view_idea", idea)
    services.show(idea, by=editor, note="Nama dihapus.")

    assert not hidden
    assert idea.state == "open"
    assert words_of(idea.author) == [
        f"Gagasan Anda tidak ditampilkan lagi: {idea.title}",
        f"Gagasan Anda ditampilkan lagi: {idea.title}",
    ]


def test_a_challenge_takes_ideas_between_its_days_and_is_concluded_once_all_are_decided():
    challenge = ChallengeFactory(sponsor=regency())
    admin = admin_of(challenge.sponsor)
    idea = offered(challenge=challenge)
    with pytest.raises(ValidationError):
        services.conclude(challenge, by=admin, outcome="Selesai.")
    services.decide(idea, outcome="not_now", reason="Belum ada dana.", by=admin)

    services.conclude(challenge, by=admin, outcome="Satu gagasan disimpan.")

    assert challenge.state == "concluded"
    assert words_of(idea.author)[-1] == (
        f"Tantangan yang Anda jawab telah disimpulkan: {challenge.title}"
    )


def test_after_its_last_day_a_challenge_takes_no_idea():
    challenge = ChallengeFactory()

    later = clock.now() + timedelta(days=40)
    with clock.frozen(later), pytest.raises(ValidationError):
        offered(challenge=challenge)


def test_a_challenge_to_officials_takes_no_idea_of_a_resident():
    challenge = ChallengeFactory(audience="officials")

    with pytest.raises(ValidationError):
        offered(challenge=challenge)
    assert offered(challenge=challenge, by=member_of(regency())).challenge == challenge


def test_an_announced_challenge_keeps_its_question_and_only_moves_on():
    challenge = ChallengeFactory(sponsor=regency())
    admin = admin_of(challenge.sponsor)

    with pytest.raises(ValidationError):
        services.change_challenge(challenge, by=admin, question="Lain")
    challenge.refresh_from_db()
    later = challenge.decides_on + timedelta(days=9)
    services.change_challenge(challenge, by=admin, decides_on=later)

    assert challenge.decides_on == later


def test_the_list_of_ideas_and_the_permission_agree():
    hub, body, author = HubFactory(), regency(), UserFactory()
    people = [
        author, UserFactory(), member_of(body), admin_of(body), serving(hub, COORDINATOR),
        serving(hub, EDITOR), serving(HubFactory(), EDITOR),
        MandateFactory(office="national_admin", scope=None).person,
    ]  # fmt: skip
    readers = ["public", "hub", "private", None]
    for state, visibility in product(["open", "hidden"], readers):
        need = visibility and NeedFactory(organisation=body, hub=hub, visibility=visibility)
        idea = IdeaFactory(need=need, sponsor=body, hub=hub, state=state, author=author)
        mine = Idea.objects.filter(pk=idea.pk)

        asked = [person.has_perm("needs.view_idea", idea) for person in people]

        assert asked == [mine.filter(visible_ideas(person)).exists() for person in people]
        assert asked[0]


@pytest.mark.parametrize("state", ["draft", "announced", "withdrawn"])
def test_the_list_of_challenges_and_the_permission_agree(state):
    hub, body = HubFactory(), regency()
    challenge = ChallengeFactory(sponsor=body, hub=hub, state=state)
    people = [UserFactory(), member_of(body), admin_of(body), serving(hub, EDITOR)]

    asked = [person.has_perm("needs.view_challenge", challenge) for person in people]

    assert asked == [
        Challenge.objects.filter(visible_challenges(person)).exists() for person in people
    ]


def test_a_person_gets_a_copy_and_leaves_without_a_trace_but_the_public_words():
    person = UserFactory()
    idea, taken = offered(by=person), offered(by=person)
    services.take_back(taken, by=person)
    services.support(offered(), by=person)
    [copied] = [room for room in personal.copy_of(person) if room["room"] == "needs"]

    personal.erase(person)

    idea.refresh_from_db()
    taken.refresh_from_db()
    assert [row["what"] for row in copied["rows"]] == ["idea", "idea", "idea supported"]
    assert (idea.author, idea.title) == (None, "Nomor antrean lewat pesan")
    assert (taken.title, taken.body) == ("–", "–")
    assert not Support.objects.exists()


def test_words_that_were_taken_back_are_forgotten_after_their_time():
    idea, other = offered(), offered()
    with clock.frozen(NOON):
        services.take_back(idea, by=idea.author)

    due, cleared = GONE_IDEAS.due(clock.now()), GONE_IDEAS.clear(clock.now())

    idea.refresh_from_db()
    other.refresh_from_db()
    assert (due, cleared, GONE_IDEAS.due(clock.now())) == (1, 1, 0)
    assert (idea.body, other.body) == ("–", "Ambil nomor dari rumah.")
