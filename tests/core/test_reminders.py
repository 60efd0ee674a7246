"""Duties speak before they are due, on the day, and to the office above when they stay undone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpul.core import clock, duties, mandates
from simpul.core.hooks import DutyTopic
from simpul.core.models import Duty, OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.core import LeaseFactory

pytestmark = pytest.mark.django_db
# Thursday 12 February 2026, noon in Jakarta.
NOON = datetime(2026, 2, 12, 5, 0, tzinfo=UTC)
JAKARTA = ZoneInfo("Asia/Jakarta")
TRY = DutyTopic("Check it", url=lambda duty: f"/id/{duty.subject_id}/", what=lambda row: row.name)


@pytest.fixture(autouse=True)
def table(monkeypatch, settings):
    settings.DUTY_REMIND_DAYS, settings.DUTY_ESCALATE_DAYS = [3, 0], 3
    settings.DIGEST_HOUR = 6
    monkeypatch.setattr("simpul.core.duties.DUTY_TOPICS", {"try": TRY})
    monkeypatch.setattr("simpul.core.duties.ABOVE", [above])


def above(office, scope):
    return [duties.office_key("chief", scope)] if office == "clerk" else []


def days(number, hours=0):
    return NOON + timedelta(days=number, hours=hours)


def holder(office, scope):
    person = UserFactory(language="en")
    mandates.grant(person, office=office, scope=scope, by=None, term=mandates.Term(days(-100)))
    return person


def words_of(person):
    return [notice.subject for notice in person.messages.order_by("pk")]


def run(first, last, step=6):
    """Let the schedule run every few hours over these days; answers (day, count) that told."""
    told = []
    for hour in range(first * 24, last * 24, step):
        with clock.frozen(days(0, hour)) as now:
            if count := duties.remind():
                told.append((now.astimezone(JAKARTA).date().isoformat(), count))
    return told


def test_a_duty_speaks_three_days_before_on_the_day_and_three_days_after_once_each():
    hub = LeaseFactory(name="Jaring Smart")
    clerk, chief = holder("clerk", hub), holder("chief", hub)
    with clock.frozen(days(-10)):
        duties.expect("try", hub, of=duties.office_key("clerk", hub), due=NOON)

    told = run(-10, 10)

    assert told == [("2026-02-09", 1), ("2026-02-12", 1), ("2026-02-15", 1)]
    assert words_of(clerk) == [
        "Due on 12 February 2026: Check it, Jaring Smart",
        "Due on 12 February 2026: Check it, Jaring Smart",
        "Overdue since 12 February 2026: Check it, Jaring Smart",
    ]
    assert words_of(chief) == ["Overdue since 12 February 2026: Check it, Jaring Smart"]
    assert {notice.link for notice in clerk.messages.all()} == {f"/id/{hub.pk}/"}


def test_after_a_pause_of_the_machine_only_the_last_word_is_said():
    person = UserFactory(language="en")
    with clock.frozen(days(-10)):
        duties.expect("try", LeaseFactory(), of=duties.person_key(person), due=NOON)

    with clock.frozen(days(30)):
        assert [duties.remind(), duties.remind()] == [1, 0]

    assert len(words_of(person)) == 1


def test_a_duty_that_was_settled_or_moved_says_nothing_old():
    person, done, moved = UserFactory(), LeaseFactory(), LeaseFactory()
    with clock.frozen(days(-10)):
        for subject in (done, moved):
            duties.expect("try", subject, of=duties.person_key(person), due=NOON)
        duties.settle("try", done)
        duties.expect("try", moved, of=duties.person_key(person), due=days(20))

    assert run(-10, 15) == []
    assert [day for day, _count in run(15, 30)] == ["2026-03-01", "2026-03-04", "2026-03-07"]


def test_a_duty_of_a_topic_nobody_named_and_of_an_office_nobody_holds_is_no_fault():
    with clock.frozen(days(-10)):
        duties.expect("unknown", LeaseFactory(), of="user:999999", due=NOON)
        duties.expect("try", LeaseFactory(), of=duties.office_key("clerk"), due=NOON)

    assert [count for _day, count in run(-10, 10)] == [2, 2, 2]
    assert OutboxMessage.objects.count() == 0


def test_a_duty_about_what_is_gone_is_silent():
    subject = LeaseFactory()
    with clock.frozen(days(-10)):
        duties.expect("try", subject, of=duties.person_key(UserFactory()), due=NOON)
    subject.delete()

    assert run(-10, 10) == []
    assert Duty.objects.get().word_at is None


def test_the_questions_asked_do_not_grow_with_the_duties(django_assert_max_num_queries):
    person, subject = UserFactory(), LeaseFactory()
    with clock.frozen(days(-10)):
        for number in range(30):
            duties.expect(f"try {number}", subject, of=duties.person_key(person), due=NOON)

    found = list(Duty.objects.all())
    with django_assert_max_num_queries(2):
        duties.holders(duty.assignee for duty in found)


def test_many_subjects_are_fetched_at_once(django_assert_num_queries):
    person = UserFactory()
    for count in (1, 30):
        for _number in range(count):
            duties.expect("try", LeaseFactory(), of=duties.person_key(person))
        found = list(duties.waiting_for(person))
        with django_assert_num_queries(1):
            assert all(duty.subject.name for duty in duties.with_subjects(found))


@given(due=st.integers(0, 400), opened=st.integers(-400, 400))
def test_the_next_word_is_always_ahead_and_there_are_never_more_than_planned(due, opened):
    due_at, said = NOON + timedelta(hours=due), []
    at = NOON + timedelta(hours=opened)
    while len(said) < 10:
        with clock.frozen(at):
            at = duties._next_word(due_at)
        if at is None:
            break
        said.append(at)

    assert said == sorted(set(said))
    assert len(said) <= 3
    assert all(instant > NOON + timedelta(hours=opened) for instant in said)
