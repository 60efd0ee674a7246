"""Retention: what is kept how long, as a table that is data, and what clears it."""

import csv
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult

from simpul.core import clock, files, hooks, outbox, schedule
from simpul.core.models import File, Message, MessageEdit, OutboxMessage, RefusedAddress, threads
from simpul.core.models.files import FileState
from simpul.core.models.outbox import Channel, MessageState

log = logging.getLogger("simpul.retention")

# Rows removed in one transaction, so that no writer waits long.
BATCH = 200

FINISHED = ("SUCCESSFUL", "FAILED")
# Messages whose words nobody reads any more.
GONE = (threads.MessageState.TAKEN_BACK, threads.MessageState.REMOVED)


@dataclass(frozen=True)
class Rule:
    """One row of the table."""

    key: str
    days: int
    what_en: str
    what_id: str
    from_en: str
    from_id: str
    remains_en: str
    remains_id: str
    why_en: str
    why_id: str

    @property
    def is_held(self) -> bool:
        """Whether somebody said that nothing of this kind may be removed now."""
        return self.key in settings.RETENTION_HOLD


@dataclass(frozen=True)
class Cleared:
    """What one run did about one kind, or would do."""

    rule: Rule
    before: datetime
    count: int
    is_held: bool = False


@lru_cache(maxsize=2)
def _rules(path: Path) -> tuple[Rule, ...]:
    with path.open(newline="", encoding="utf-8") as file:
        return tuple(Rule(days=int(row.pop("days")), **row) for row in csv.DictReader(file))


def rules() -> tuple[Rule, ...]:
    """The table, as ``data/retention.csv`` has it."""
    return _rules(Path(settings.DATA_DIR) / "retention.csv")


def rule(key: str) -> Rule:
    """The row of one kind."""
    for found in rules():
        if found.key == key:
            return found
    raise ImproperlyConfigured(f"data/retention.csv has no row {key}.")


def run(*, dry: bool = False) -> Iterator[Cleared]:
    """Remove what is past its time, kind by kind; ``dry`` only counts."""
    for kind in hooks.RETENTION:
        found = rule(kind.key)
        before = clock.now() - timedelta(days=found.days)
        if dry or found.is_held:
            yield Cleared(found, before, kind.due(before), found.is_held)
        else:
            yield Cleared(found, before, kind.clear(before))


@schedule.every(timedelta(days=1), "core.retention", queue=outbox.LONG)
def clear_daily() -> int:
    """What the long worker does once a day; one kind that fails does not keep the others."""
    cleared = 0
    for kind in hooks.RETENTION:
        found = rule(kind.key)
        if found.is_held:
            continue
        try:
            cleared += kind.clear(clock.now() - timedelta(days=found.days))
        except Exception:
            log.exception("What is kept as %s could not be cleared.", kind.key)
    return cleared


def remove(rows: QuerySet) -> int:
    """Delete rows in small batches; answers how many rows of this very kind went."""
    gone = 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        gone += (
            rows.model._base_manager.filter(pk__in=keys).delete()[1].get(rows.model._meta.label, 0)
        )
        if len(keys) < BATCH:
            break
    return gone


def of_rows(key: str, rows) -> hooks.Retention:
    """The rule for a kind that is simply deleted; ``rows(before)`` are those past their time."""
    return hooks.Retention(
        key, lambda before: rows(before).count(), lambda before: remove(rows(before))
    )


# --- What core keeps ---------------------------------------------------------------------------


def _sent_mails(before: datetime) -> QuerySet:
    return OutboxMessage.objects.filter(
        channel=Channel.MAIL, state=MessageState.SENT, sent_at__lt=before
    )


def _failed_mails(before: datetime) -> QuerySet:
    return OutboxMessage.objects.filter(
        channel=Channel.MAIL, state=MessageState.FAILED, not_before__lt=before
    )


def _read_notices(before: datetime) -> QuerySet:
    return OutboxMessage.objects.filter(channel=Channel.NOTICE, read_at__lt=before)


def _finished_jobs(before: datetime) -> QuerySet:
    return DBTaskResult.objects.filter(status__in=FINISHED, finished_at__lt=before)


def _ended_sessions(before: datetime) -> QuerySet:
    return Session.objects.filter(expire_date__lt=before)


def _unfinished_files(before: datetime) -> QuerySet:
    return File.objects.filter(state=FileState.RECEIVING, begun_at__lt=before)


def _discard_files(before: datetime) -> int:
    unfinished = list(_unfinished_files(before))
    for file in unfinished:
        files.discard(file)
    return len(unfinished)


def _gone_messages(before: datetime) -> QuerySet:
    return Message.objects.filter(state__in=GONE, said_at__lt=before).exclude(body="")


@transaction.atomic
def _forget_words(before: datetime) -> int:
    """Empty what was taken back or removed, and what it said before it was edited."""
    gone = _gone_messages(before)
    MessageEdit.objects.filter(message__in=gone).delete()
    return gone.update(body="")


def _refused_addresses(before: datetime) -> QuerySet:
    return RefusedAddress.objects.filter(last_at__lt=before)


CORE = [
    of_rows("sessions", _ended_sessions),
    hooks.Retention(
        "unfinished_files", lambda before: _unfinished_files(before).count(), _discard_files
    ),
    of_rows("finished_jobs", _finished_jobs),
    of_rows("sent_mails", _sent_mails),
    of_rows("failed_mails", _failed_mails),
    of_rows("read_notices", _read_notices),
    hooks.Retention("gone_messages", lambda before: _gone_messages(before).count(), _forget_words),
    of_rows("paused_addresses", _refused_addresses),
]
