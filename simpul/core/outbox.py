"""The outbox: mail, notices and jobs are written in the transaction they tell of.

What is rolled back was never said; what is said twice under one key is said once.
"""

import hashlib
import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.functional import Promise

from simpul.core import clock, journal, leases
from simpul.core.models import OutboxMessage
from simpul.core.models.outbox import Channel, MessageState

try:
    from django.tasks import task  # type: ignore[import-not-found, unused-ignore]
except ImportError:  # before Django 6
    from django_tasks import task  # type: ignore[no-redef, unused-ignore]

logger = logging.getLogger(__name__)

Text = str | Promise

QUICK, LONG = "quick", "long"
DELIVER = "core.deliver"
BATCH = 100

# A mail is tried again after 1, 2, 4 ... minutes and given up after the last of these attempts.
MOST_ATTEMPTS = 8
LEASE_SECONDS = 60


# --- Jobs --------------------------------------------------------------------------------------

_answers: dict[str, Callable[..., Any]] = {}


def answers(topic: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let the decorated function of a room's ``tasks`` do the jobs of ``topic``.

    It takes the payload as keywords and must be safe to repeat.
    """

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        if _answers.setdefault(topic, function) is not function:
            raise ImproperlyConfigured(f"Two tasks answer {topic}.")
        return function

    return register


def later(topic: str, payload: dict[str, Any] | None = None, *, queue: str = QUICK) -> None:
    """Queue a job in the running transaction; ``LONG`` is for what takes more than seconds."""
    if topic not in _answers:
        raise ImproperlyConfigured(f"No task answers {topic}.")
    answer.using(queue_name=queue).enqueue(topic, payload or {})


@task()
def answer(topic: str, payload: dict[str, Any]) -> None:
    """Do one queued job."""
    _answers[topic](**payload)


# --- Messages ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Message:
    """What is said, in words that may still have to be translated; no secret in the subject."""

    topic: str
    subject: Text
    body: Text = ""
    link: str = ""


def mail_to(
    key: str, address: str, message: Message, *, person=None, language: str = "", hold: bool = False
) -> OutboxMessage:
    """Queue one mail; held ones, such as a mass mail, wait until a person releases them."""
    state = MessageState.HELD if hold else MessageState.QUEUED
    return _post(
        key, message, language, channel=Channel.MAIL, address=address, person=person, state=state
    )


def notify(key: str, person, message: Message, *, language: str = "") -> OutboxMessage:
    """Put a notice on a person's desk."""
    now = clock.now()
    notice = {"channel": Channel.NOTICE, "person": person, "state": MessageState.SENT}
    return _post(key, message, language, sent_at=now, **notice)


@transaction.atomic
def release(messages: Iterable[OutboxMessage], *, by) -> int:
    """Let held mails go."""
    held = OutboxMessage.objects.filter(
        pk__in=[message.pk for message in messages], state=MessageState.HELD
    )
    keys = list(held.values_list("pk", flat=True))
    if keys:
        held.update(state=MessageState.QUEUED, not_before=clock.now())
        journal.record_batch("release", OutboxMessage, keys, by=by)
    return len(keys)


def _post(key: str, message: Message, language: str, **fields) -> OutboxMessage:
    now, language = clock.now(), language or settings.LANGUAGE_CODE
    with translation.override(language):
        subject, body = str(message.subject), str(message.body)
    words = {"topic": message.topic, "subject": subject[:200], "body": body, "link": message.link}
    posted, _ = OutboxMessage.objects.get_or_create(
        key=key,
        defaults={**words, **fields, "language": language, "written_at": now, "not_before": now},
    )
    return posted


# --- Sending -----------------------------------------------------------------------------------


def wake() -> bool:
    """Queue a delivery if mail is due and none is under way; the relay asks at every turn."""
    holder = secrets.token_hex(8)
    if not _due().exists() or not leases.take(DELIVER, seconds=LEASE_SECONDS, by=holder):
        return False
    later(DELIVER, {"holder": holder})
    return True


@answers(DELIVER)
def deliver(holder: str = "") -> tuple[int, int]:
    """Send every mail that is due; answers how many went and how many did not."""
    sent = failed = 0
    with mail.get_connection() as connection:
        while batch := list(_due()[:BATCH]):
            for message in filter(_claim, batch):
                went = _send(message, connection)
                sent, failed = sent + went, failed + (not went)
    leases.release(DELIVER, by=holder)
    return sent, failed


def _due():
    return OutboxMessage.objects.filter(
        channel=Channel.MAIL, state=MessageState.QUEUED, not_before__lte=clock.now()
    ).order_by("id")


def _claim(message: OutboxMessage) -> bool:
    """Count the attempt before it is made, so that two workers never make the same one."""
    pause = timedelta(minutes=2**message.attempts)
    last = message.attempts + 1 >= MOST_ATTEMPTS
    same = OutboxMessage.objects.filter(
        pk=message.pk, state=MessageState.QUEUED, attempts=message.attempts
    )
    return bool(
        same.update(
            attempts=F("attempts") + 1,
            not_before=clock.now() + pause,
            state=MessageState.FAILED if last else MessageState.QUEUED,
        )
    )


def _send(message: OutboxMessage, connection) -> bool:
    # The same message has the same id, so a mailbox can tell a repeated one.
    digest = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].strip(">")
    letter = mail.EmailMessage(
        message.subject.replace("\n", " "),
        f"{message.body}\n\n{message.link}".strip(),
        to=[message.address],
        headers={"Message-ID": f"<{digest}@{domain}>"},
        connection=connection,
    )
    try:
        letter.send()
    except OSError:
        logger.exception("Mail %s did not go.", message.key)
        return False
    OutboxMessage.objects.filter(pk=message.pk).update(state=MessageState.SENT, sent_at=clock.now())
    return True
