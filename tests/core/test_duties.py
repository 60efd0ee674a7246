from datetime import UTC, datetime, timedelta

import pytest

from simpul.core import clock, duties, mandates
from tests.factories.accounts import UserFactory
from tests.factories.core import LeaseFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 5, 0, tzinfo=UTC)


def test_a_duty_waits_for_a_person_until_it_is_settled():
    person, subject = UserFactory(), LeaseFactory()

    duty = duties.expect("verify", subject, of=duties.person_key(person))
    assert (list(duties.waiting_for(person)), duty.subject) == ([duty], subject)
    assert list(duties.waiting_for(UserFactory())) == []

    assert duties.settle("verify", subject, by=person) == 1
    assert list(duties.waiting_for(person)) == []
    assert duties.settle("verify", subject, by=person) == 0


def test_an_office_duty_follows_whoever_holds_the_office():
    hub, old, new = LeaseFactory(), UserFactory(), UserFactory()
    mandate = mandates.grant(old, office="verifier", scope=hub, by=None)
    duty = duties.expect("verify", LeaseFactory(), of=duties.office_key("verifier", hub))
    assert list(duties.waiting_for(old)) == [duty]

    mandates.replace(mandate, by=None, person=new)

    assert list(duties.waiting_for(old)) == []
    assert list(duties.waiting_for(new)) == [duty]


def test_an_office_without_scope_is_the_installations():
    person = UserFactory()
    mandates.grant(person, office="national_admin", by=None)

    duty = duties.expect("form", LeaseFactory(), of=duties.office_key("national_admin"))

    assert list(duties.waiting_for(person)) == [duty]


def test_expecting_twice_keeps_one_duty_with_the_newer_date():
    person, subject = UserFactory(), LeaseFactory()
    key = duties.person_key(person)
    first = duties.expect("verify", subject, of=key, due=NOON)

    second = duties.expect("verify", subject, of=key, due=NOON + timedelta(days=1))

    assert first == second
    assert duties.waiting_for(person).get().due_at == NOON + timedelta(days=1)
    duties.settle("verify", subject)
    assert duties.expect("verify", subject, of=key) != first


def test_the_earliest_due_comes_first_and_the_undated_last():
    person = UserFactory()
    dates = [None, NOON + timedelta(days=1), NOON]
    for due in dates:
        duties.expect("verify", LeaseFactory(), of=duties.person_key(person), due=due)

    waiting = [duty.due_at for duty in duties.waiting_for(person)]

    assert waiting == [NOON, NOON + timedelta(days=1), None]


def test_overdue_is_what_should_be_done_by_now():
    person = UserFactory()
    late = duties.expect("a", LeaseFactory(), of=duties.person_key(person), due=NOON)
    duties.expect("b", LeaseFactory(), of=duties.person_key(person))

    with clock.frozen(NOON):
        assert list(duties.overdue()) == []
    with clock.frozen(NOON + timedelta(seconds=1)):
        assert list(duties.overdue()) == [late]
