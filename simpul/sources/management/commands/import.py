# ruff: noqa: N999 -- the command is called so
import argparse
import json
import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, DjangoHelpFormatter
from django.utils.translation import gettext as _

from simpul.core import files
from simpul.core.workflow import StepNotOpen
from simpul.sources.models import Run, Source
from simpul.sources.services import running
from simpul.sources.services.running.reporting import body, counted
from simpul.sources.workflow import RunState

EPILOG = """
  simpul import sinovik data.xlsx             read a file, show what it would do, write nothing
  simpul import lan                           ask the address of the source, show what it would do
  simpul import sinovik --confirm 41          import exactly what dry run 41 showed
  simpul import sinovik data.xlsx --confirm   read and import at once, if nothing speaks against it
  simpul import sinovik --undo 41             take run 41 back, exactly
  simpul import sinovik --go-on 41            go on with a run whose work broke off

A dry run writes nothing but its own rows. Rows that somebody changes between the dry run and the
import are refused one by one, with the reason. A run that was killed goes on where it was, here or
in the long worker. The stewards of the source are told of every run, also of those started here.

Exit codes: 0 done or dry run ready, 1 it stopped or rows were refused, 2 wrong use.
"""
# The word ``--confirm`` without a number.
THIS_ONE = -1


class _Teaching(DjangoHelpFormatter, argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of the epilog."""


class Command(BaseCommand):
    help = "Take records of a source over: dry run first, then import, and undo."

    def create_parser(self, prog_name, subcommand, **kwargs):
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.epilog, parser.formatter_class = EPILOG, _Teaching
        return parser

    def add_arguments(self, parser):
        parser.add_argument("source", metavar="SOURCE_KEY", help="the key of the source")
        parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help="a file of it")
        parser.add_argument(
            "--dry-run", action="store_true", help="only show what it would do (the default)"
        )
        parser.add_argument(
            "--whole", action="store_true", help="the file names everything the source holds"
        )
        doing = parser.add_mutually_exclusive_group()
        doing.add_argument(
            "--confirm", metavar="RUN", nargs="?", type=int, const=THIS_ONE, help="import it"
        )
        doing.add_argument("--undo", metavar="RUN", type=int, help="take an import back")
        doing.add_argument("--go-on", metavar="RUN", type=int, help="go on with its work")
        parser.add_argument("--json", action="store_true", help="answer for programs, on stdout")

    def handle(self, *, source, file, **options):
        found = Source.objects.filter(key=source).select_related("authority").first()
        if found is None:
            keys = ", ".join(Source.objects.values_list("key", flat=True)) or "-"
            words = _("There is no source “%(key)s”. The sources are: %(keys)s.")
            raise CommandError(words % {"key": source, "keys": keys}, returncode=2)
        try:
            run = self._do(found, file, options)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from error
        except StepNotOpen as error:
            words = _("This is not open for the run now: %(error)s.")
            raise CommandError(words % {"error": error}, returncode=2) from error
        self.stdout.write(_as_json(run) if options["json"] else _as_words(run))
        if run.state == RunState.STOPPED or run.counts.get("refused"):
            sys.exit(1)

    def _do(self, source: Source, file: Path | None, options) -> Run:
        number, undo, go_on = options["confirm"], options["undo"], options["go_on"]
        if options["dry_run"] and (number is not None or undo is not None):
            raise ValidationError(_("--dry-run imports nothing; leave --confirm or --undo out."))
        if undo is not None:
            return self._undone(_run_of(source, undo))
        if go_on is not None:
            return running.work(_run_of(source, go_on).pk)
        if number is not None and number != THIS_ONE:
            return self._imported(_run_of(source, number))
        run = self._started(source, file, whole=options["whole"])
        is_asked = number == THIS_ONE and run.state == RunState.READY
        return self._imported(run) if is_asked else run

    def _started(self, source: Source, file: Path | None, *, whole: bool) -> Run:
        kept = None
        if file is not None:
            if not file.is_file():
                raise ValidationError(_("%(path)s is not there.") % {"path": file})
            with file.open("rb") as content:
                kept = files.keep(file.name, content, kind="application/octet-stream")
        is_whole = True if whole else None
        run = running.start(source, file=kept, is_whole=is_whole, queue=False)
        return running.work(run.pk)

    def _imported(self, run: Run) -> Run:
        running.confirm_by_command(run)
        return running.work(run.pk)

    def _undone(self, run: Run) -> Run:
        running.undo_by_command(run)
        return running.work(run.pk)


def _run_of(source: Source, number: int) -> Run:
    run = Run.objects.filter(source=source, pk=number).first()
    if run is None:
        words = _("The source %(key)s has no run %(number)s.")
        raise ValidationError(words % {"key": source.key, "number": number})
    return run


def _as_words(run: Run) -> str:
    state = RunState(run.state).label
    lines = [_("Run %(number)s: %(state)s.") % {"number": run.pk, "state": state}]
    lines += [line for line in body(run).splitlines() if line]
    if run.state == RunState.STOPPED and counted(run):
        lines.append(counted(run))
    if run.state == RunState.READY:
        words = _("To import exactly this: simpul import %(key)s --confirm %(number)s")
        lines.append(words % {"key": run.source.key, "number": run.pk})
    return "\n".join(lines)


def _as_json(run: Run) -> str:
    why = running.reason(run) if run.state == RunState.STOPPED else None
    answer = {
        "run": run.pk,
        "source": run.source.key,
        "state": run.state,
        "stage": run.stage,
        "counts": run.counts,
        "stopped": {"code": run.stop_code, "say": why.say, "fix": why.fix} if why else None,
        "problems": [
            {"key": key, "at": at, **problem}
            for key, at, problems in run.outcomes.filter(has_problems=True)
            .order_by("pk")
            .values_list("key", "at", "problems")[:200]
            for problem in problems
        ],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2, default=str)
