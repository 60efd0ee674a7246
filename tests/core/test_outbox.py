from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from simpul.core import clock, outbox
from simpul.core.models import OutboxMessage
from simpul.core.outbox import Message, jobs
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 12, 5, 0, tzinfo=UTC)
HELLO = Message("try", "Hello", "A text.", "/id/")


@pytest.fixture(autouse=True)
def answered(monkeypatch):
    """Only the answers of core, and those the test adds."""
    monkeypatch.setattr(jobs, "_answers", dict(jobs._answers))


@pytest.fixture
def broken_server(monkeypatch):
    def refuse(self, *args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)


def test_what_is_said_twice_under_one_key_is_said_once():
    first = outbox.mail_to("try:1", "a@example.id", HELLO)
    second = outbox.mail_to("try:1", "a@example.id", HELLO)

    assert first == second
    assert outbox.deliver() == (1, 0)
    assert outbox.deliver() == (0, 0)
    assert len(mail.outbox) == 1


def test_a_mail_says_its_words_to_its_reader(settings):
    settings.SITE_URL = "https://hub.example.id"
    outbox.mail_to("try:1", "a@example.id", Message("try", "Two\nlines", "A text.", "/id/"))

    outbox.deliver()

    [letter] = mail.outbox
    assert (letter.to, letter.subject, letter.body) == (
        ["a@example.id"],
        "Two lines",
        "A text.\n\nhttps://hub.example.id/id/",
    )
    assert letter.extra_headers["Message-ID"].startswith("<")


def test_words_are_in_the_readers_language():
    message = Message("try", _("January"))
    subjects = [
        outbox.mail_to(f"try:{language}", "a@example.id", message, language=language).subject
        for language in ("id", "en")
    ]

    assert subjects == ["Januari", "January"]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_was_never_said():
    with transaction.atomic():
        outbox.mail_to("try:1", "a@example.id", HELLO)
        outbox.later(outbox.DELIVER)
        transaction.set_rollback(True)

    assert (OutboxMessage.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_a_mail_that_did_not_go_is_tried_later_and_given_up_at_last(broken_server, caplog):
    with clock.frozen(NOON):
        outbox.mail_to("try:1", "a@example.id", HELLO)
    attempts = []
    for minute in range(300):
        with clock.frozen(NOON + timedelta(minutes=minute)):
            if outbox.deliver() != (0, 0):
                attempts.append(minute)

    assert attempts == [0, 1, 3, 7, 15, 31, 63, 127]
    assert OutboxMessage.objects.get().state == "failed"


def test_held_mails_wait_for_release():
    message = outbox.mail_to("try:1", "a@example.id", HELLO, hold=True)
    assert outbox.deliver() == (0, 0)

    assert outbox.release([message], by=UserFactory()) == 1
    assert outbox.release([message], by=UserFactory()) == 0
    assert outbox.deliver() == (1, 0)


def test_a_notice_stands_on_the_desk_at_once_and_is_not_mailed():
    person = UserFactory()

    notice = outbox.notify("try:1", person, HELLO)

    assert (notice.state, list(person.messages.all())) == ("sent", [notice])
    assert outbox.deliver() == (0, 0)


def test_jobs_are_queued_by_topic_and_answered():
    done = []
    outbox.answers("try")(lambda number: done.append(number + 1))

    outbox.later("try", {"number": 7}, queue=outbox.LONG)
    [job] = DBTaskResult.objects.all()
    outbox.answer.call(*job.args_kwargs["args"])

    assert (job.queue_name, done) == ("long", [8])


def test_a_topic_has_one_answer_and_none_is_forgotten():
    outbox.answers("try")(print)

    with pytest.raises(ImproperlyConfigured):
        outbox.answers("try")(repr)
    with pytest.raises(ImproperlyConfigured):
        outbox.later("unheard")


def test_a_delivery_is_queued_once_while_mail_is_due():
    assert not outbox.wake()
    outbox.mail_to("try:1", "a@example.id", HELLO)

    with clock.frozen(NOON):
        assert outbox.wake() is False
    assert [outbox.wake(), outbox.wake()] == [True, False]

    [job] = DBTaskResult.objects.all()
    outbox.answer.call(*job.args_kwargs["args"])
    outbox.mail_to("try:2", "a@example.id", HELLO)
    assert (len(mail.outbox), outbox.wake()) == (1, True)
