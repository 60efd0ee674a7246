"""Background work and mail as those see it who look after the machine."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from simpul.core import clock
from simpul.core.models import OutboxMessage
from simpul.core.models.outbox import Channel, MessageState

SHOWN = 100

# By the word in the address.
STATES = {
    "failed": (TaskResultStatus.FAILED, _("failed")),
    "waiting": (TaskResultStatus.READY, _("waiting")),
    "running": (TaskResultStatus.RUNNING, _("running")),
    "done": (TaskResultStatus.SUCCESSFUL, _("done")),
}
TONES = {"failed": "stop", "waiting": "wait", "running": "info", "done": "ok"}


@dataclass(frozen=True)
class Job:
    """One piece of background work."""

    pk: str
    topic: str
    queue: str
    state: str
    since: object
    attempts: int
    error: str

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def label(self) -> str:
        return str(STATES[self.state][1])


@dataclass(frozen=True)
class Tally:
    """How many jobs are in a state."""

    key: str
    label: str
    count: int


def tallies() -> tuple[list[Tally], datetime | None]:
    """Jobs by state, and since when the oldest waits to be begun."""
    now, ready = clock.now(), Q(status=TaskResultStatus.READY)
    # A job for now is written as one for the last year there is.
    startable = ready & (Q(run_after__lte=now) | Q(run_after__year=9999))
    counts = {key: Count("pk", filter=Q(status=status)) for key, (status, _label) in STATES.items()}
    found = DBTaskResult.objects.aggregate(
        **counts, oldest_job=Min("enqueued_at", filter=startable)
    )
    told = [Tally(key, str(label), found[key]) for key, (_status, label) in STATES.items()]
    return told, found["oldest_job"]


def jobs(state: str) -> list[Job]:
    """The newest jobs in a state."""
    status = STATES[state][0]
    rows = DBTaskResult.objects.filter(status=status).order_by("-enqueued_at")[:SHOWN]
    return [_job(row, state) for row in rows]


def mails() -> QuerySet[OutboxMessage]:
    """Mails that did not go or wait for somebody's word, given up first."""
    stuck = OutboxMessage.objects.filter(channel=Channel.MAIL).filter(
        Q(state=MessageState.FAILED)
        | Q(state=MessageState.HELD)
        | Q(state=MessageState.QUEUED, attempts__gt=0)
    )
    return stuck.order_by("state", "pk")


def _job(row: DBTaskResult, state: str) -> Job:
    arguments = (row.args_kwargs or {}).get("args") or [row.task_path]
    lines = (row.traceback or "").strip().splitlines()
    return Job(
        pk=str(row.pk),
        topic=str(arguments[0]),
        queue=row.queue_name,
        state=state,
        since=row.finished_at or row.started_at or row.enqueued_at,
        attempts=len(row.worker_ids or []),
        error=lines[-1][:300] if lines else "",
    )
