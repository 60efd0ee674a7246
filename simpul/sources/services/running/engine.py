"""The work on a run: stage by stage, each step kept, so that it can end anywhere and go on."""

import logging
from collections.abc import Callable

from django.db.models import F
from django.db.utils import OperationalError
from django.utils import translation

from simpul.core import clock, leases
from simpul.core.workflow import StepNotOpen
from simpul.sources.models import Run, Stage
from simpul.sources.services.running.comparing import compare
from simpul.sources.services.running.gathering import fetch, gather
from simpul.sources.services.running.importing import import_rows
from simpul.sources.services.running.job import Job
from simpul.sources.services.running.reporting import audience_language, report
from simpul.sources.services.running.stopping import Interrupted, Stop, short
from simpul.sources.services.running.undoing import undo_rows
from simpul.sources.workflow import RUNNING, RunState

logger = logging.getLogger(__name__)

# A run that breaks off so often without coming on stops and asks.
MOST_ATTEMPTS = 4

STAGES: dict[str, Callable[[Job], None]] = {
    Stage.GATHER: gather,
    Stage.FETCH: fetch,
    Stage.COMPARE: compare,
    Stage.IMPORT: import_rows,
    Stage.UNDO: undo_rows,
}


def work(pk: int) -> Run:
    """Go on with a run until it is done, shows its dry run, or needs a person.

    Safe to call at any time and from anywhere: of several workers one does it, and one that was
    killed is followed by another that goes on where it was.
    """
    run = Run.objects.select_related("source__authority", "file", "confirmed_by").get(pk=pk)
    job = Job(run)
    if run.state != RunState.WORKING or not job.hold():
        return run
    try:
        with translation.override(audience_language(run)):
            _work(job)
    finally:
        leases.release(job.lease, by=job.holder)
    run.refresh_from_db()
    return run


def _work(job: Job) -> None:
    run = job.run
    try:
        _count_attempt(job)
        while run.state == RunState.WORKING:
            STAGES[run.stage](job)
            _go_alone(job)
    except Interrupted:
        return
    except Stop as stop:
        _stop(job, stop)
    except OperationalError:
        # The database is away or full: nothing can be written now, another turn goes on.
        raise
    except Exception as error:
        logger.exception("The work on run %s broke off.", run.pk)
        if run.attempts >= MOST_ATTEMPTS:
            _stop(job, Stop("broken", attempts=run.attempts, reason=short(error)))
        return
    if run.state != RunState.WORKING:
        report(run)


def _count_attempt(job: Job) -> None:
    """Count before working: a turn that ends its worker is counted too."""
    run = job.run
    if run.attempts >= MOST_ATTEMPTS:
        reason = "the worker was ended each time"
        raise Stop("broken", attempts=run.attempts, reason=reason)
    Run.objects.filter(pk=run.pk).update(attempts=F("attempts") + 1)
    run.attempts += 1


def _go_alone(job: Job) -> None:
    """Let a source that is trusted to import without asking do so, if nothing stands against it."""
    run = job.run
    if run.state != RunState.READY or not job.source.goes_alone or run.let_pass:
        return
    RUNNING.take("go_alone", run, by=None, stage=Stage.IMPORT, cursor=0, moved_at=clock.now())


def _stop(job: Job, stop: Stop) -> None:
    run = job.run
    try:
        RUNNING.take(
            "stop",
            run,
            by=None,
            stop_code=stop.code,
            stop_details=stop.details,
            moved_at=clock.now(),
        )
    except StepNotOpen:
        # Somebody halted or dropped it in the same moment.
        return
    report(run)
