"""Questions to the owner of a record, answers, and whether it was useful."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from simpul.core import clock, duties, limits
from simpul.core.models import Entry, Message
from simpul.forum.models import Opinion
from simpul.forum.queries import talk as queries
from simpul.forum.services import mine, talk
from simpul.hubs.policies import COORDINATOR, VERIFIER
from simpul.innovations.models import State
from simpul.organisations.policies import ADMIN
from tests.factories.accounts import UserFactory
from tests.factories.forum import holder, member_of, question, record
from tests.factories.hubs import HubFactory
from tests.factories.innovations import InnovationFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 5, 0, tzinfo=UTC)


def words_of(person):
    return [(notice.topic, notice.subject) for notice in person.messages.order_by("pk")]


def test_a_question_waits_for_the_owners_admins_and_they_are_told(settings):
    settings.QUESTION_DAYS = 7
    innovation, asker = record(title="Jaring Smart"), UserFactory()

    with clock.frozen(NOON):
        admin = holder(ADMIN, innovation.owner)
        message = talk.ask(innovation, by=asker, body="Berapa biayanya?")

    [duty] = duties.waiting_for(admin)
    assert (duty.subject, duty.due_at) == (message, NOON + timedelta(days=7))
    assert words_of(admin) == [("question", "Ada yang bertanya tentang Jaring Smart")]
    assert words_of(asker) == []


def test_where_an_owner_has_no_admin_the_hub_is_asked():
    innovation = record()
    coordinator = holder(COORDINATOR, innovation.hub)

    message = question(innovation)

    assert [duty.subject for duty in duties.waiting_for(coordinator)] == [message]


def test_an_answer_of_the_owners_people_settles_it_and_tells_the_asker_and_followers():
    innovation = record(title="Jaring Smart")
    admin, colleague = holder(ADMIN, innovation.owner), member_of(innovation.owner)
    follower = UserFactory()
    mine.follow(innovation, by=follower)
    message = question(innovation)

    answer = talk.answer(message, by=colleague, body="Rp12 juta setahun")

    told = [("answer", "Pertanyaan tentang Jaring Smart mendapat jawaban baru")]
    assert list(duties.waiting_for(admin)) == []
    assert (words_of(message.author), words_of(follower)) == (told, told)
    [shown] = queries.with_answers(queries.questions_about(innovation))
    assert (list(shown.answers), shown.is_answered) == ([answer], True)


def test_the_asker_may_go_on_and_the_owner_is_told_but_nothing_is_settled():
    innovation = record()
    admin, message = holder(ADMIN, innovation.owner), None
    message = question(innovation)

    talk.answer(message, by=message.author, body="Maksud saya per tahun")

    assert [duty.subject for duty in duties.waiting_for(admin)] == [message]
    assert [topic for topic, _subject in words_of(admin)] == ["question", "answer"]
    [shown] = queries.with_answers(queries.questions_about(innovation))
    assert not shown.is_answered


def test_nobody_else_answers():
    message = question()

    with pytest.raises(PermissionDenied):
        talk.answer(message, by=UserFactory(), body="Kata saya")
    with pytest.raises(PermissionDenied):
        talk.answer(message, by=member_of(HubFactory().organisation), body="Kata kami")

    assert Message.objects.count() == 1


@pytest.mark.parametrize("state", [State.DRAFT, State.WITHDRAWN])
def test_a_record_that_is_not_public_cannot_be_asked_about(state):
    innovation = record(state=state)

    with pytest.raises(PermissionDenied):
        question(innovation)


def test_a_person_asks_only_so_often(settings):
    settings.LIMITS = {**settings.LIMITS, "question": (2, 3600)}
    innovation, asker = record(), UserFactory()
    with clock.frozen(NOON):
        for number in range(2):
            talk.ask(innovation, by=asker, body=f"Pertanyaan {number}")
        with pytest.raises(limits.LimitReached):
            talk.ask(innovation, by=asker, body="Satu lagi")

    assert Message.objects.count() == 2


def test_a_question_that_is_taken_back_waits_for_nobody():
    innovation = record()
    admin = holder(ADMIN, innovation.owner)
    message = question(innovation)

    talk.take_back(message, by=message.author)

    assert list(duties.waiting_for(admin)) == []
    assert [one.message.text for one in queries.with_answers([message])] == [""]


def test_an_empty_question_is_refused():
    with pytest.raises(ValidationError):
        question(body="  ")


def test_a_list_of_questions_asks_the_same_whatever_its_length(django_assert_num_queries):
    innovation = record()
    for count in (1, 5):
        for _number in range(count):
            message = question(innovation)
            talk.answer(message, by=message.author, body="Lagi")
        with django_assert_num_queries(2):
            shown = queries.with_answers(queries.questions_about(innovation))
            assert all(one.answers[0].author.name for one in shown)


def test_questions_of_a_merged_record_stand_at_the_kept_one():
    kept = record()
    absorbed = InnovationFactory(canonical=kept)
    message = question(kept)
    Message.objects.filter(pk=message.pk).update(subject_id=absorbed.pk)

    assert list(queries.questions_about(kept)) == [message]
    assert queries.record_of(Message.objects.get(pk=message.pk)) == kept


# --- Useful ------------------------------------------------------------------------------------


def test_one_person_counts_once_and_their_newest_word_counts():
    innovation, person = record(), UserFactory()
    talk.rate(innovation, by=person, is_useful=False, reason="Terlalu singkat")
    talk.rate(innovation, by=person, is_useful=True)
    talk.rate(innovation, by=UserFactory(), is_useful=False)

    assert queries.opinions_of(innovation) == queries.Opinions(useful=1, said=2)
    assert list(queries.reasons_for(innovation)) == []


def test_an_opinion_can_be_forgotten():
    innovation, person = record(), UserFactory()
    talk.rate(innovation, by=person, is_useful=True)

    assert talk.take_opinion_back(innovation, by=person)
    assert not talk.take_opinion_back(innovation, by=person)
    assert Opinion.objects.count() == 0


def test_reasons_are_read_by_the_owner_and_the_hub_only():
    innovation = record()
    readers = [member_of(innovation.owner), holder(VERIFIER, innovation.hub)]
    others = [UserFactory(), holder(VERIFIER, HubFactory()), member_of(HubFactory().organisation)]

    may = [person.has_perm("forum.read_reasons", innovation) for person in [*readers, *others]]

    assert may == [True, True, False, False, False]


def test_whatever_changes_a_public_page_stands_in_the_journal_and_what_does_not_is_left_out():
    innovation, person = record(), UserFactory()
    before = Entry.objects.count()
    message = talk.ask(innovation, by=person, body="Berapa biayanya?")
    talk.edit(message, by=person, body="Berapa biayanya setahun?")
    talk.rate(innovation, by=person, is_useful=True)
    talk.take_opinion_back(innovation, by=person)
    public = Entry.objects.count() - before

    mine.keep(innovation, by=person, new_list="Dibaca nanti")
    mine.follow(innovation, by=person)

    assert (public, Entry.objects.count() - before) == (4, 4)
