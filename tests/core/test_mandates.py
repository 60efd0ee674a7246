from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from simpul.core import clock, journal, mandates
from simpul.core.mandates import Letter, Term
from simpul.core.models import Entry, Lease, Mandate
from simpul.core.models.mandates import Capacity
from tests.factories.accounts import UserFactory
from tests.factories.core import LeaseFactory, MandateFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 5, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def at(days):
    return NOON + days * DAY


@contextmanager
def refused(code):
    """Expect a refusal of this kind, in whatever language it is said."""
    with pytest.raises(ValidationError) as refusal:
        yield
    assert refusal.value.code == code


@given(begins=st.integers(0, 9), lasts=st.none() | st.integers(0, 9), asked=st.integers(-1, 20))
def test_a_mandate_counts_from_its_first_instant_until_before_its_last(begins, lasts, asked):
    ends = None if lasts is None else begins + lasts
    mandate = MandateFactory(valid_from=at(begins), valid_to=None if ends is None else at(ends))

    counts = mandates.could_decide("verifier", at=at(asked)).filter(pk=mandate.pk).exists()

    assert counts == (begins <= asked and (ends is None or asked < ends))


def test_a_mandate_is_for_its_office_and_its_scope_alone():
    hub, other, person = LeaseFactory(), LeaseFactory(), UserFactory()
    mandates.grant(person, office="verifier", scope=hub, by=None)

    held = [
        mandates.holds(person, office, scope)
        for office, scope in [
            ("verifier", hub),
            ("verifier", other),
            ("verifier", None),
            ("editor", hub),
        ]
    ]
    assert held == [True, False, False, False]
    assert not mandates.holds(UserFactory(), "verifier", hub)
    assert not mandates.holds(AnonymousUser(), "verifier", hub)
    scopes = mandates.scope_ids(person, "verifier", Lease)
    assert list(Lease.objects.filter(pk__in=scopes)) == [hub]


def test_a_mandate_says_its_letter_and_is_journalled():
    letter = Letter("188/12/2026", date(2026, 1, 5), "Sekretaris Daerah")
    person, by = UserFactory(), UserFactory()

    mandate = mandates.grant(person, office="editor", by=by, letter=letter)

    kept = (mandate.letter_number, mandate.letter_date, mandate.letter_issuer)
    assert kept == ("188/12/2026", date(2026, 1, 5), "Sekretaris Daerah")
    assert Entry.objects.get().verb == "grant"


def test_an_ended_mandate_stops_decisions_at_once_and_keeps_the_past():
    with clock.frozen(at(0)):
        mandate = mandates.grant(UserFactory(), office="verifier", by=None)
    with clock.frozen(at(5)):
        mandates.end(mandate, by=None, note="Moved")
        assert not mandates.holds(mandate.person, "verifier")

    assert mandates.holds(mandate.person, "verifier", at=at(4))
    with refused("ended_already"):
        mandates.end(mandate, by=None, at=at(6))


def test_a_mandate_ended_in_the_past_lists_the_decisions_touched():
    with clock.frozen(at(0)):
        mandate = mandates.grant(UserFactory(), office="verifier", by=None)
    lease = LeaseFactory()
    for day in (1, 3, 5):
        with clock.frozen(at(day)):
            journal.record(lease, f"decide on day {day}", by=mandate.person)

    mandates.end(mandate, by=None, at=at(3))

    touched = mandates.decisions_under(mandate, since=at(3))
    assert [entry.verb for entry in touched] == ["decide on day 3", "decide on day 5"]


def test_a_replaced_mandate_passes_without_a_gap():
    term = Term(at(0), at(30))
    mandate = mandates.grant(UserFactory(), office="verifier", by=None, term=term)
    successor = UserFactory()

    new = mandates.replace(mandate, by=None, person=successor, term=Term(at(10), at(30)))

    deciders = [
        [held.person for held in mandates.could_decide("verifier", at=at(day))]
        for day in (9, 10, 29, 30)
    ]
    assert deciders == [[mandate.person], [successor], [successor], []]
    assert new.replaces == mandate


def test_it_is_known_in_what_capacity_and_in_whose_name_somebody_acted():
    source = mandates.grant(UserFactory(), office="verifier", by=None, term=Term(at(0), at(30)))
    deputy = UserFactory()
    lent = mandates.delegate(source, to=deputy, term=Term(at(5), at(10)), by=None)
    other = mandates.grant(deputy, office="editor", by=None, term=Term(at(0)))

    held = [set(mandates.acted_under(deputy, at=at(day))) for day in (4, 5, 10)]
    assert held == [{other}, {lent, other}, {other}]
    assert [
        one.delegated_from.person
        for one in mandates.acted_under(deputy, at=at(5), office="verifier", scopes=[None])
    ] == [source.person]
    assert not mandates.acted_under(deputy, at=at(5), scopes=[LeaseFactory()]).exists()


def test_a_delegation_is_worth_no_more_than_its_source():
    source = mandates.grant(UserFactory(), office="verifier", by=None, term=Term(at(0), at(30)))
    deputy = UserFactory()
    delegated = mandates.delegate(source, to=deputy, term=Term(at(5), at(10)), by=source.person)

    assert delegated.capacity == Capacity.DELEGATED
    assert mandates.holds(deputy, "verifier", at=at(6))
    mandates.end(source, by=None, at=at(7))
    assert mandates.holds(deputy, "verifier", at=at(6))
    assert not mandates.holds(deputy, "verifier", at=at(8))


@pytest.mark.parametrize("term", [Term(at(-1), at(5)), Term(at(1), at(31)), Term(at(1))])
def test_a_delegation_stays_within_its_source(term):
    source = mandates.grant(UserFactory(), office="verifier", by=None, term=Term(at(0), at(30)))

    with refused("delegated_too_long"):
        mandates.delegate(source, to=UserFactory(), term=term, by=source.person)


def test_what_was_delegated_is_not_delegated_again():
    source = mandates.grant(UserFactory(), office="verifier", by=None, term=Term(at(0)))
    delegated = mandates.delegate(source, to=UserFactory(), term=Term(at(1)), by=source.person)

    with refused("delegated_twice"):
        mandates.delegate(delegated, to=UserFactory(), term=Term(at(2)), by=source.person)


def test_a_mandate_cannot_end_before_it_begins():
    mandate = mandates.grant(UserFactory(), office="verifier", by=None, term=Term(at(5)))

    with refused("ends_before"):
        mandates.end(mandate, by=None, at=at(4))
    with pytest.raises(IntegrityError):
        Mandate.objects.filter(pk=mandate.pk).update(valid_to=at(4))
