"""Measures: what an operator watches, as text that Prometheus reads."""

import logging
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Count, Min
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from simpul.config import counting
from simpul.core import clock, duties, journal, maintenance, pulse
from simpul.core.models import Duty, Entry, OutboxMessage
from simpul.core.models.outbox import Channel, MessageState

log = logging.getLogger("simpul.measures")

Labels = dict[str, str]
Sample = tuple[Labels, float]


@dataclass(frozen=True)
class Measure:
    """One number, or one for each label, with what it says and how it is read."""

    name: str
    says: str
    read: Callable[[], float | Iterable[Sample]]
    kind: str = "gauge"


def text() -> str:
    """Every measure; one that cannot be read is left out and counted as a failure."""
    lines = [*_requests()]
    failed = 0
    for measure in MEASURES:
        try:
            found = measure.read()
            samples = [({}, found)] if isinstance(found, int | float) else list(found)
        except Exception:
            log.exception("The measure %s cannot be read", measure.name)
            failed += 1
            continue
        lines += _lines(measure.name, measure.says, measure.kind, samples)
    lines += _lines("simpul_measures_failed", "Measures left out.", "gauge", [({}, failed)])
    return "\n".join(lines) + "\n"


# --- Requests ----------------------------------------------------------------------------------


def _requests() -> Iterator[str]:
    cells = counting.total(counting.where())
    answers = [
        ({"status": name}, cells[counting.STATUS + place])
        for place, name in enumerate(counting.CLASSES)
    ]
    yield from _lines("simpul_requests_total", "Answers given.", "counter", answers)
    durations = list(accumulate(cells[counting.DURATION : counting.SUM]))
    name = "simpul_request_seconds"
    yield f"# HELP {name} Time from request to the first byte of its answer."
    yield f"# TYPE {name} histogram"
    for bound, count in zip([*counting.BOUNDS, "+Inf"], durations, strict=True):
        yield f'{name}_bucket{{le="{bound}"}} {count}'
    yield f"{name}_sum {cells[counting.SUM] / 1e6:.6f}"
    yield f"{name}_count {durations[-1]}"
    remembered: list[Sample] = [({}, cells[counting.MEMORY])]
    says = "Pages answered from memory."
    yield from _lines("simpul_pages_from_memory_total", says, "counter", remembered)


def _lines(name: str, says: str, kind: str, samples: Iterable[Sample]) -> Iterator[str]:
    yield f"# HELP {name} {says}"
    yield f"# TYPE {name} {kind}"
    for labels, value in samples:
        named = ",".join(f'{key}="{_quoted(word)}"' for key, word in labels.items())
        yield f"{name}{{{named}}} {value:.15g}" if named else f"{name} {value:.15g}"


def _quoted(word: str) -> str:
    return word.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


# --- State -------------------------------------------------------------------------------------


def _jobs() -> Iterator[Sample]:
    states = [TaskResultStatus.READY, TaskResultStatus.RUNNING, TaskResultStatus.FAILED]
    counted = DBTaskResult.objects.filter(status__in=states).values_list("queue_name", "status")
    found = {(queue, state): count for queue, state, count in counted.annotate(n=Count("pk"))}
    for queue in settings.TASKS["default"]["QUEUES"]:
        for state in states:
            labels = {"queue": queue, "state": str(state.value).lower()}
            yield labels, found.get((queue, state), 0)


def _oldest_job() -> float:
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    return _age(waiting.aggregate(first=Min("enqueued_at"))["first"])


def _mails() -> Iterator[Sample]:
    rows = OutboxMessage.objects.filter(channel=Channel.MAIL).exclude(state=MessageState.SENT)
    found = dict(rows.values_list("state").annotate(n=Count("pk")))
    for state in (MessageState.HELD, MessageState.QUEUED, MessageState.FAILED):
        yield {"state": state.value}, found.get(state, 0)


def _oldest_mail() -> float:
    waiting = OutboxMessage.objects.filter(channel=Channel.MAIL, state=MessageState.QUEUED)
    return _age(waiting.aggregate(first=Min("written_at"))["first"])


def _age(instant) -> float:
    return (clock.now() - instant).total_seconds() if instant else 0.0


def _unsealed() -> int:
    return Entry.objects.filter(seq=None).count()


def _index_lag() -> int:
    return max(0, journal.head_seq() - pulse.read().watermark)


def _relay_silence() -> float:
    return max(0.0, time.time() - pulse.read().beat)


def _free() -> int:
    return shutil.disk_usage(settings.VAR_DIR).free


def _database_size() -> int:
    files = Path(settings.VAR_DIR).glob("*.sqlite3*")
    return sum(path.stat().st_size for path in files)


def _sessions() -> int:
    return Session.objects.filter(expire_date__gt=clock.now()).count()


def _last_backup() -> float:
    """When this machine last made a whole backup, in seconds since 1970; 0 for never."""
    try:
        return (Path(settings.VAR_DIR) / "last-backup").stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _open_duties() -> int:
    return Duty.objects.filter(closed_at=None).count()


def _overdue_duties() -> int:
    return duties.overdue().count()


def _is_closed() -> int:
    return int(maintenance.closing() is not None)


MEASURES = [
    Measure("simpul_journal_head", "Number of the last sealed entry.", journal.head_seq),
    Measure("simpul_journal_unsealed", "Entries written and not sealed yet.", _unsealed),
    Measure("simpul_index_lag_entries", "Entries the search index is behind.", _index_lag),
    Measure("simpul_relay_silence_seconds", "Since the relay last caught up.", _relay_silence),
    Measure("simpul_jobs", "Jobs by queue and state.", _jobs),
    Measure("simpul_job_oldest_seconds", "Age of the oldest waiting job.", _oldest_job),
    Measure("simpul_mails", "Mails not sent, by state.", _mails),
    Measure("simpul_mail_oldest_seconds", "Age of the oldest mail waiting to go.", _oldest_mail),
    Measure("simpul_duties_open", "What waits for somebody.", _open_duties),
    Measure("simpul_duties_overdue", "What should be done already.", _overdue_duties),
    Measure("simpul_sessions", "Visits that are signed in or remembered.", _sessions),
    Measure("simpul_disk_free_bytes", "Free on the data disk.", _free),
    Measure("simpul_database_bytes", "Size of the SQLite files.", _database_size),
    Measure("simpul_last_backup_timestamp_seconds", "When a backup was last made.", _last_backup),
    Measure("simpul_read_only", "1 while nothing may be written.", _is_closed),
]
