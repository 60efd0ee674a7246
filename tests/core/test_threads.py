from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from simpul.core import clock, duties, mandates, threads
from simpul.core.hooks import MODERATORS
from simpul.core.models import Decision, Duty, Entry, Message, Report
from simpul.core.workflow import StepNotOpen
from tests.factories.accounts import UserFactory
from tests.factories.core import LeaseFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 5, 0, tzinfo=UTC)
NATIONAL = "national_admin"


@pytest.fixture(autouse=True)
def moderators(monkeypatch):
    """Whoever administers the installation moderates; nobody else was named."""
    monkeypatch.setattr(
        "simpul.core.threads.MODERATORS", [lambda topic, obj: [duties.office_key(NATIONAL)]]
    )


def moderator():
    person = UserFactory()
    mandates.grant(person, office=NATIONAL, by=None)
    return person


def said(**fields):
    fields = {"topic": "try", "body": "Selamat pagi", "by": UserFactory(), **fields}
    return threads.say(fields.pop("subject", None) or LeaseFactory(), **fields)


def test_what_was_said_stands_in_order_under_its_topic():
    subject, person = LeaseFactory(), UserFactory()
    first = said(subject=subject, by=person)
    answer = said(subject=subject, reply_to=first)
    said(subject=subject, topic="else")
    said()

    assert list(threads.of(subject, topic="try")) == [first, answer]
    assert Entry.objects.filter(model="core.message", verb="say").count() == 4


def test_a_list_of_messages_asks_the_same_whatever_its_length(django_assert_num_queries):
    subject = LeaseFactory()
    for _round in range(3):
        said(subject=subject)
        with django_assert_num_queries(2):
            assert all(message.author.name for message in threads.of(subject, topic="try"))


@pytest.mark.parametrize("body", ["", " \n", "\0", "a" * (threads.LONGEST + 1)])
def test_words_that_cannot_stand_are_refused(body):
    with pytest.raises(ValidationError):
        said(body=body)

    assert Message.objects.count() == 0


def test_an_answer_stays_in_its_thread_and_is_read_by_no_more_people():
    message = said()

    with pytest.raises(ValidationError) as elsewhere:
        said(reply_to=message)
    with pytest.raises(ValidationError) as wider:
        said(subject=message.subject, reply_to=message, visibility="public")

    assert [elsewhere.value.code, wider.value.code] == ["elsewhere", "wider"]


@given(st.lists(st.text(min_size=1).map(str.strip).filter(lambda words: words.strip("\0 \r\n"))))
def test_no_words_of_an_edited_message_are_lost(texts):
    message = said()
    versions = [message.body]
    for text in texts:
        threads.edit(message, text, by=message.author)
        if message.body != versions[-1]:
            versions.append(message.body)

    message.refresh_from_db()
    kept = list(message.edits.values_list("body", flat=True))
    assert [*kept, message.body] == versions


def test_only_a_message_that_is_shown_and_unchanged_is_edited():
    message, stale = said(), None
    stale = Message.objects.get(pk=message.pk)
    threads.edit(message, "Lain", by=message.author)

    with pytest.raises(StepNotOpen):
        threads.edit(stale, "Lain lagi", by=message.author)
    threads.take_back(message, by=message.author)
    with pytest.raises(StepNotOpen):
        threads.edit(message, "Masih lain", by=message.author)

    message.refresh_from_db()
    assert (message.body, message.text) == ("Lain", "")


def test_an_author_takes_back_their_own_words_and_nobody_elses():
    message = said()

    with pytest.raises(PermissionDenied):
        threads.take_back(message, by=UserFactory())
    threads.take_back(message, by=message.author)

    assert list(Message.objects.shown()) == []


# --- Reports and decisions ---------------------------------------------------------------------


def test_a_report_waits_for_those_who_moderate_until_it_is_decided(settings):
    settings.MODERATION_DAYS = 3
    message, judge = said(), moderator()

    with clock.frozen(NOON):
        report = threads.report(message, reason="abuse", by=UserFactory(), details="Kasar")
        again = threads.report(message, reason="abuse", by=report.by)
        other = threads.report(message, reason="spam")

    assert (again, report.due_at) == (report, NOON + timedelta(days=3))
    assert list(threads.reports_open()) == [report, other]
    [duty] = duties.waiting_for(judge)
    assert (duty.topic, duty.subject) == ("moderation", report)

    decision = threads.decide(report, decision="hide", reason="Menghina orang", by=judge)

    message.refresh_from_db()
    assert (message.state, message.text, message.body) == ("hidden", "", "Selamat pagi")
    assert set(decision.reports.all()) == {report, other}
    assert (list(threads.reports_open()), list(duties.waiting_for(judge))) == ([], [])


def test_who_does_not_moderate_decides_nothing():
    report = threads.report(said(), reason="abuse")

    with pytest.raises(PermissionDenied):
        threads.decide(report, decision="hide", reason="Begitu saja", by=UserFactory())

    assert (Decision.objects.count(), threads.reports_open().count()) == (0, 1)


def test_the_second_of_two_who_decide_is_told():
    report, first, second = threads.report(said(), reason="abuse"), moderator(), moderator()
    stale = Report.objects.get(pk=report.pk)
    threads.decide(report, decision="keep", reason="Boleh dikatakan", by=first)

    with pytest.raises(StepNotOpen):
        threads.decide(stale, decision="hide", reason="Menghina", by=second)

    assert [decision.outcome for decision in Decision.objects.all()] == ["keep"]


@pytest.mark.parametrize(
    ("subject", "decision", "reason", "code"),
    [
        (LeaseFactory, "hide", "Sebab", "not_a_message"),
        (said, "mended", "Sebab", "not_a_record"),
        (said, "keep", " ", "note_needed"),
    ],
)
def test_a_decision_fits_what_was_reported_and_says_why(subject, decision, reason, code):
    report = threads.report(subject(), reason="wrong")

    with pytest.raises(ValidationError) as refused:
        threads.decide(report, decision=decision, reason=reason, by=moderator())

    assert refused.value.code == code
    assert Decision.objects.count() == 0


def test_any_object_can_be_reported_and_mended():
    record, judge = LeaseFactory(), moderator()
    report = threads.report(record, reason="wrong", details="Tahunnya keliru")

    decision = threads.decide(report, decision="mended", reason="Tahun dibetulkan", by=judge)

    assert (decision.subject, report.state) == (record, "decided")


def test_a_message_can_be_hidden_before_anybody_reports_it():
    message, judge = said(), moderator()

    decision = threads.hide(message, reason="Memuat nomor telepon", by=judge)

    assert (decision.outcome, message.text) == ("hide", "")
    with pytest.raises(StepNotOpen):
        threads.hide(message, reason="Lagi", by=judge)


# --- Appeals -----------------------------------------------------------------------------------


def hidden_by(judge):
    return threads.hide(said(), reason="Menghina", by=judge)


def test_an_appeal_is_answered_by_somebody_else_and_can_bring_the_message_back():
    judge, other = moderator(), moderator()
    decision = hidden_by(judge)
    message = decision.subject

    appeal = threads.appeal(decision, by=message.author, words="Itu kutipan")
    with pytest.raises(PermissionDenied):
        threads.answer(appeal, lift=True, reason="Benar, kutipan", by=judge)
    threads.answer(appeal, lift=True, reason="Benar, kutipan", by=other)

    message.refresh_from_db()
    assert (appeal.state, message.text) == ("overturned", "Selamat pagi")
    assert Duty.objects.filter(closed_at=None).count() == 0


def test_an_appeal_that_is_refused_leaves_everything_as_it_is():
    decision = hidden_by(moderator())
    appeal = threads.appeal(decision, by=decision.subject.author, words="Tidak adil")

    threads.answer(appeal, lift=False, reason="Tetap menghina", by=moderator())

    decision.subject.refresh_from_db()
    assert (appeal.state, appeal.answer, decision.subject.text) == ("upheld", "Tetap menghina", "")


def test_a_decision_is_appealed_once():
    decision = hidden_by(moderator())
    threads.appeal(decision, by=decision.subject.author, words="Tidak adil")

    with pytest.raises(ValidationError):
        threads.appeal(decision, by=decision.subject.author, words="Sungguh")


def test_what_a_message_is_about_in_the_end():
    record = LeaseFactory()

    assert threads.root(said(subject=record)) == record
    assert threads.root(record) == record


def test_rooms_name_who_moderates():
    assert MODERATORS != []
