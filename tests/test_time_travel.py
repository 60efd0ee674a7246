"""Time travel: in whatever steps the clock walks, each reminder is said once and mailed once."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from simpul.core import clock, duties, outbox
from simpul.core.models import Duty, OutboxMessage
from simpul.documents.services import issue_certificate, waiting
from simpul.documents.services.loading import load_kinds
from simpul.replication.models import Adoption
from simpul.replication.services import claims
from simpul.replication.services.cases import due, standing
from simpul.replication.services.loading import load_cases
from tests.factories.documents import KindFactory
from tests.factories.organisations import OrganisationFactory, admin_of
from tests.factories.replication import parties

pytestmark = pytest.mark.django_db

# Thursday 12 February 2026, noon in Jakarta.
START = datetime(2026, 2, 12, 5, 0, tzinfo=UTC)
FLUSH = timedelta(days=2)

# Hours from one look of the schedule to the next, as when a machine stands still for days.
walks = st.lists(st.integers(1, 24 * 9), min_size=3, max_size=12)


@pytest.fixture(autouse=True)
def calendar(settings):  # pytest's, not hypothesis's
    settings.DUTY_REMIND_DAYS, settings.DUTY_ESCALATE_DAYS = [3, 0], 3
    settings.DIGEST_HOUR = 6
    data = Path(settings.DATA_DIR)
    load_cases(data)
    load_kinds(data / "documents")


def look():
    """Everything the schedule does about days, and the mails it leads to."""
    duties.remind()
    waiting.end_expired()
    standing.lapse_agreements()
    due.warn_of_expiry()
    claims.fall_silent()
    outbox.write_digests()
    outbox.deliver()


def walk(hours):
    """Look at the end of each step, twice, as after a restart; answers the instants."""
    instants, now = [], START
    for step in [*(timedelta(hours=one) for one in hours), FLUSH]:
        now += step
        instants.append(now)
        with clock.frozen(now):
            look()
            look()
    return instants


def mornings(at):
    """When a duty that is due at an instant speaks."""
    zone = timezone.get_default_timezone()
    days = (at.astimezone(zone).date() + timedelta(days=away) for away in (-3, 0, 3))
    return [datetime.combine(day, time(6), tzinfo=zone) for day in days]


def times_said(at, instants, closes):
    """How often a duty speaks: once for each look that passes a morning, until one closes it."""
    said, before = 0, START
    for now in instants:
        said += any(before < morning <= now for morning in mornings(at))
        before = now
        if closes(now):
            break
    return said


def said_to(person, topic):
    found = OutboxMessage.objects.filter(person=person, topic=topic, channel="notice")
    return Counter(found.values_list("key", flat=True))


@given(hours=walks, lasts=st.integers(1, 75))
@settings(max_examples=3)
def test_each_reminder_of_a_last_day_and_of_an_answer_is_said_and_mailed_once(hours, lasts):
    travel(hours, lasts)


@pytest.mark.slow
@given(hours=walks, lasts=st.integers(1, 75))
@settings(max_examples=80)
def test_the_same_on_many_walks(hours, lasts):
    travel(hours, lasts)


def travel(hours, lasts):
    with clock.frozen(START):
        office, people = OrganisationFactory(), parties()
        admin = admin_of(office)
        letter = issue_certificate(
            KindFactory(),
            title="Replikasi SIMPEL",
            content={},
            scope=office,
            by=admin,
            valid_to=clock.today() + timedelta(days=lasts),
        )
        claim = claims.record_adoption(
            people.origin, people.adopter, by=people.adopting, note="Ya."
        )
        renewal = Duty.objects.get(topic=waiting.RENEW, subject_id=letter.pk)
        answer = Duty.objects.get(topic=claims.ANSWER, subject_id=claim.pk)

    instants = walk(hours)

    def is_past(now):
        return local(now) > letter.valid_to

    def is_silent(now):
        return now >= claim.due_at

    ended = any(map(is_past, instants))
    silent = any(map(is_silent, instants))
    reminded = said_to(admin, "duty"), said_to(people.giving, "duty")
    assert [sum(told.values()) for told in reminded] == [
        times_said(renewal.due_at, instants, is_past),
        times_said(answer.due_at, instants, is_silent),
    ]
    assert all(count == 1 for told in reminded for count in told.values())
    assert sum(said_to(admin, "letter").values()) == 1 + ended
    assert sum(said_to(people.adopting, "case").values()) == silent
    assert Adoption.objects.get(pk=claim.pk).state == ("not_answered" if silent else "claimed")
    for person in (admin, people.giving, people.adopting):
        assert_mailed_once(person)


def local(instant) -> date:
    return timezone.localtime(instant, timezone.get_default_timezone()).date()


def assert_mailed_once(person):
    """Every notice went in one mail, and every mail went out once."""
    notices = OutboxMessage.objects.filter(person=person, channel="notice")
    mails = OutboxMessage.objects.filter(person=person, channel="mail")

    assert not notices.filter(mailed_in=None).exists()
    assert set(notices.values_list("mailed_in", flat=True)) == set(
        mails.values_list("pk", flat=True)
    )
    assert set(mails.values_list("state", flat=True)) <= {"sent"}
    sent = [letter for letter in mail.outbox if letter.to == [person.email]]
    assert len(sent) == mails.count()
