"""What is said to people: mails, notices, and notices that also go by mail as they prefer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.urls import translate_url
from django.utils import translation
from django.utils.functional import Promise

from simpul.core import clock, journal
from simpul.core.models import OutboxMessage
from simpul.core.models.outbox import Channel, MessageState

# Words ready to read, words to be translated, or how to make them in the reader's language.
Text = str | Promise | Callable[[], str]

# Preferences of a person, as ``person.digest`` names them.
AT_ONCE, DAILY, WEEKLY, NEVER = "at_once", "daily", "weekly", "never"

# Who is told of the same thing again within this time is told of all of it in one mail.
PAUSE = timedelta(hours=1)

BULK = 500


@dataclass(frozen=True)
class Message:
    """What is said; no secret in the subject, and ``link`` is the one thing to do."""

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
    """Put a notice on a person's desk, and nowhere else."""
    return _post(key, message, language or language_of(person), **_notice(person))


def tell(key: str, person, message: Message, *, deadline: bool = False) -> OutboxMessage | None:
    """Put a notice on a person's desk and mail it as they prefer.

    A ``deadline`` is mailed even to those who want no mail, once a day at most. Nobody is told
    twice under one key; a closed account is told nothing.
    """
    if not person.is_active:
        return None
    due = mail_due(person, message, deadline=deadline)
    return _post(
        key, message, language_of(person), **_notice(person), mail_at=due, deadline=deadline
    )


def tell_all(key: str, people: Iterable, message: Message) -> int:
    """Tell many the same; ``key`` is made theirs by adding the person. Answers how many are new."""
    now, rows = clock.now(), []
    words: dict[str, dict] = {}
    for person in people:
        if not person.is_active:
            continue
        language = language_of(person)
        words[language] = words.get(language) or _words(message, language)
        row = {**_notice(person), **words[language], "written_at": now, "not_before": now}
        due = mail_due(person, None)
        rows.append(OutboxMessage(key=f"{key}:{person.pk}", language=language, mail_at=due, **row))
    keys = [row.key for row in rows]
    known = set(OutboxMessage.objects.filter(key__in=keys).values_list("key", flat=True))
    fresh = [row for row in rows if row.key not in known]
    OutboxMessage.objects.bulk_create(fresh, batch_size=BULK, ignore_conflicts=True)
    return len(fresh)


@transaction.atomic
def release(messages: Iterable[OutboxMessage], *, by) -> int:
    """Let held mails go."""
    return _requeue(messages, MessageState.HELD, "release", by)


@transaction.atomic
def retry(messages: Iterable[OutboxMessage], *, by) -> int:
    """Try mails again that were given up."""
    return _requeue(messages, MessageState.FAILED, "retry", by)


def read(notices: models.QuerySet[OutboxMessage]) -> int:
    """Mark notices as read; what was read on the desk is not mailed any more."""
    unread = notices.filter(channel=Channel.NOTICE, read_at=None)
    return unread.update(read_at=clock.now(), mail_at=None)


def language_of(person) -> str:
    """The language a person reads."""
    return getattr(person, "language", "") or settings.LANGUAGE_CODE


def mail_due(person, message: Message | None, *, deadline: bool = False) -> datetime | None:
    """When a notice goes into a mail to ``person``; nothing when it does not."""
    wish = getattr(person, "digest", AT_ONCE)
    if not person.email or (wish == NEVER and not deadline):
        return None
    if wish == AT_ONCE:
        return _after_pause(person, message) if message else clock.now()
    return next_morning(person, weekly=wish == WEEKLY and not deadline)


def next_morning(person, *, weekly: bool = False) -> datetime:
    """The next hour of digests where the person lives; on Monday for those of a week."""
    zone = ZoneInfo(getattr(person, "zone", "") or settings.TIME_ZONE)
    here = clock.now().astimezone(zone)
    morning = datetime.combine(here.date(), time(settings.DIGEST_HOUR), tzinfo=zone)
    if morning <= here:
        morning += timedelta(days=1)
    return morning + timedelta(days=-morning.weekday() % 7) if weekly else morning


def _after_pause(person, message: Message) -> datetime:
    now = clock.now()
    told = OutboxMessage.objects.filter(
        person=person, topic=message.topic, mailed_in__written_at__gt=now - PAUSE
    )
    if message.link:
        told = told.filter(link=_here(message.link, language_of(person)))
    last = told.aggregate(last=models.Max("mailed_in__written_at"))["last"]
    return last + PAUSE if last else now


def _notice(person) -> dict:
    return {
        "channel": Channel.NOTICE,
        "person": person,
        "state": MessageState.SENT,
        "sent_at": clock.now(),
    }


def _post(key: str, message: Message, language: str, **fields) -> OutboxMessage:
    now, language = clock.now(), language or settings.LANGUAGE_CODE
    posted, _ = OutboxMessage.objects.get_or_create(
        key=key,
        defaults={
            **_words(message, language),
            **fields,
            "language": language,
            "written_at": now,
            "not_before": now,
        },
    )
    return posted


def _words(message: Message, language: str) -> dict:
    with translation.override(language):
        subject, body = _said(message.subject), _said(message.body)
    link = _here(message.link, language)
    return {"topic": message.topic, "subject": subject[:200], "body": body, "link": link}


def _said(text: Text) -> str:
    return str(text() if callable(text) else text)


def _here(link: str, language: str) -> str:
    """The same page in the reader's language."""
    return translate_url(link, language) if link.startswith("/") else link


def _requeue(messages: Iterable[OutboxMessage], state: str, verb: str, by) -> int:
    rows = OutboxMessage.objects.filter(pk__in=[message.pk for message in messages], state=state)
    keys = list(rows.values_list("pk", flat=True))
    if keys:
        rows.update(state=MessageState.QUEUED, attempts=0, not_before=clock.now())
        journal.record_batch(verb, OutboxMessage, keys, by=by)
    return len(keys)


def person_of(pk: int):
    """The person with this key who still has an account."""
    return get_user_model()._default_manager.filter(pk=pk, is_active=True).first()
