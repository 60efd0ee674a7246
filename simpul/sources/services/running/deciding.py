"""What people do with a run: start, confirm, halt, let go on, drop, undo."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy

from simpul.core import clock, journal, outbox
from simpul.core.models import File
from simpul.sources.models import Outcome, Run, RunKind, Source, Stage, WorkItem
from simpul.sources.services import adapters
from simpul.sources.services.adapters import ADDRESS, FILE
from simpul.sources.services.running.reporting import settle
from simpul.sources.services.running.stopping import REASONS
from simpul.sources.workflow import RUNNING, UNDER_WAY, RunState

# What the long worker answers.
WORK = "sources.work"

START = gettext_lazy("Start an import")
UNDER_WAY_ALREADY = gettext_lazy("A run of this source is under way. Finish or drop it first.")
PAUSED = gettext_lazy("This source is paused: %(why)s")
NEEDS_FILE = gettext_lazy("This kind of source starts from a file. Choose one.")
NEEDS_ADDRESS = gettext_lazy("This source has no address. Write one first.")
NO_KIND = gettext_lazy("No adapter is called “%(adapter)s”. Choose the kind of the source anew.")
NEVER_PASSES = gettext_lazy("This cannot be let pass. Correct it and start a new run.")
IMPORTED_ALREADY = gettext_lazy("Part of it is imported already. Let it go on, or undo it.")
NOT_THE_LAST = gettext_lazy("A later run of this source took over. Undo that one first.")
LONGEST_NOTE = 1000


@transaction.atomic
def start(
    source: Source,
    *,
    by=None,
    file: File | None = None,
    is_whole: bool | None = None,
    since: str = "",
    queue: bool = True,
) -> Run:
    """Begin a run of a source, from a file or its address; a worker does the rest.

    Without ``queue`` nobody does it but whoever calls ``work``. Raises ``PermissionDenied``, or
    ``ValidationError`` when the source cannot be asked or another run is under way.
    """
    if by is not None and not by.has_perm("sources.start_run", source):
        raise PermissionDenied(START)
    _check_startable(source, file)
    now = clock.now()
    try:
        with transaction.atomic():
            run = Run.objects.create(
                source=source,
                kind=RunKind.FILE if file is not None else RunKind.FETCH,
                file=file,
                since=since,
                is_whole=source.is_whole if is_whole is None else is_whole,
                started_by=by,
                started_at=now,
                moved_at=now,
            )
    except IntegrityError as error:
        raise ValidationError(UNDER_WAY_ALREADY, code="under_way") from error
    journal.record(run, "start", by=by, details={"source": source.key})
    if queue:
        _queue(run)
    return run


def _check_startable(source: Source, file: File | None) -> None:
    if not source.is_active:
        raise ValidationError(PAUSED, code="paused", params={"why": source.paused_why})
    try:
        takes = adapters.adapter(source.adapter).takes
    except KeyError as error:
        params = {"adapter": source.adapter}
        raise ValidationError(NO_KIND, code="no_adapter", params=params) from error
    if file is None and ADDRESS not in takes:
        raise ValidationError(NEEDS_FILE, code="needs_file")
    if file is None and not source.address:
        raise ValidationError(NEEDS_ADDRESS, code="needs_address")
    if file is not None and FILE not in takes:
        raise ValidationError(NEEDS_ADDRESS, code="needs_address")
    if Run.objects.filter(source=source, state__in=UNDER_WAY).exists():
        raise ValidationError(UNDER_WAY_ALREADY, code="under_way")


# --- Going on ----------------------------------------------------------------------------------


def confirm(run: Run, *, by, queue: bool = True) -> Run:
    """Import exactly what the dry run shows; rows that moved meanwhile are refused one by one."""
    return _go(run, "confirm", by, queue=queue, stage=Stage.IMPORT, cursor=0, confirmed_by=by)


def confirm_by_command(run: Run) -> Run:
    """Import what the dry run shows, on the word of whoever runs the machine."""
    return _go(run, "go_alone", None, queue=False, stage=Stage.IMPORT, cursor=0)


@transaction.atomic
def compare_again(run: Run, *, by, queue: bool = True) -> Run:
    """Make the dry run anew, with what was settled since."""
    _go(run, "compare_again", by, queue=queue, stage=Stage.COMPARE, cursor=0)
    Outcome.objects.filter(run=run).delete()
    WorkItem.objects.filter(run=run).update(count=0)
    return run


@transaction.atomic
def go_on(run: Run, *, by, note: str, queue: bool = True) -> Run:
    """Let a run go on that stopped: ``by`` looked at the reason and says why it is right."""
    words = REASONS.get(run.stop_code)
    if words is not None and not words.passes:
        raise ValidationError(NEVER_PASSES, code="never_passes")
    let_pass = [*run.let_pass, run.stop_code]
    return _go(run, "go_on", by, queue=queue, note=note, let_pass=let_pass, stop_code="")


def halt(run: Run, *, by, note: str) -> Run:
    """Stop a run that is at work; what was done stays until it goes on or is undone."""
    details = {"who": str(by), "note": note.strip()[:LONGEST_NOTE]}
    RUNNING.take(
        "halt",
        run,
        by=by,
        note=note,
        stop_code="halted",
        stop_details=details,
        moved_at=clock.now(),
    )
    return run


@transaction.atomic
def drop(run: Run, *, by, note: str = "") -> Run:
    """Give a run up that imported nothing; its copies stay to be looked at."""
    if run.stage in {Stage.IMPORT, Stage.UNDO}:
        raise ValidationError(IMPORTED_ALREADY, code="imported")
    RUNNING.take("drop", run, by=by, note=note, ended_at=clock.now())
    settle(run, by=by)
    return run


@transaction.atomic
def undo(run: Run, *, by, note: str, queue: bool = True) -> Run:
    """Take back all that a run imported; what others built on since is named and left."""
    _check_undoable(run)
    return _go(run, "undo", by, queue=queue, note=note, stage=Stage.UNDO, cursor=0, stop_code="")


@transaction.atomic
def undo_by_command(run: Run) -> Run:
    """Take back all that a run imported, on the word of whoever runs the machine."""
    _check_undoable(run)
    return _go(run, "take_back", None, queue=False, stage=Stage.UNDO, cursor=0, stop_code="")


def _check_undoable(run: Run) -> None:
    others = Run.objects.filter(source=run.source).exclude(pk=run.pk)
    if others.filter(state__in=UNDER_WAY).exists():
        raise ValidationError(UNDER_WAY_ALREADY, code="under_way")
    if others.filter(state=RunState.DONE, imported_at__gt=run.moved_at).exists():
        raise ValidationError(NOT_THE_LAST, code="not_last")


@transaction.atomic
def _go(run: Run, step: str, by, *, queue: bool, note: str = "", **changes: Any) -> Run:
    RUNNING.take(step, run, by=by, note=note, attempts=0, moved_at=clock.now(), **changes)
    settle(run, by=by)
    if queue:
        _queue(run)
    return run


def _queue(run: Run) -> None:
    outbox.later(WORK, {"pk": run.pk}, queue=outbox.LONG)
