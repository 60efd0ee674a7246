import argparse
import json
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, DjangoHelpFormatter
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from simpul.core import figures
from simpul.core.hooks import LoadReport
from simpul.sources.hooks import Loader, loaders
from simpul.sources.services import loading

EPILOG = """
Steps, in this order: vocabularies, regions, boundaries, organisations, hubs, statements,
authorities, innovations, competitions, joint. A second run writes nothing; a changed row changes
that row's record only; a record that the file no longer names is reported and stays.

  simpul load                                  everything shipped in data/
  simpul load --only innovations --dir DIR     innovations.csv of DIR
  simpul load --only innovations --file FILE   a file with the columns of innovations.csv

Exit codes: 0 all rows are taken over, 1 some rows have faults (each is named), 2 wrong use.
"""


class Command(BaseCommand):
    help = "Load the facts shipped with the product, or files of the same shape."

    def create_parser(self, prog_name, subcommand, **kwargs):
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.epilog, parser.formatter_class = EPILOG, _Teaching
        return parser

    def add_arguments(self, parser):
        parser.add_argument(
            "--only", metavar="NAME", action="append", default=[], help="only this step; repeatable"
        )
        parser.add_argument("--dir", type=Path, default=settings.DATA_DIR, help="where files are")
        parser.add_argument("--file", type=Path, help="the mentions, with --only innovations")
        parser.add_argument("--feed", default="", help="a name for FILE that stays across runs")
        parser.add_argument("--json", action="store_true", help="answer for programs, on stdout")

    def handle(self, *, only, dir, file, feed, **options):  # noqa: A002
        self._check(only, dir, file)
        teller = _Teller(
            self.stderr if options["json"] else self.stdout, len(only) or len(loaders())
        )
        steps = []
        for step in loading.run(
            dir, only=only, file=file, feed=feed, starting=teller.start, progress=teller.progress
        ):
            teller.finish(step)
            steps.append(step)
        if options["json"]:
            self.stdout.write(_as_json(steps))
        elif any(step.loader.name == "innovations" for step in steps):
            self.stdout.write(_catalogue())
        if teller.faults:
            sys.exit(1)

    def _check(self, only, directory, file) -> None:
        wrong = loading.check_steps(only)
        if not wrong and file and only != ["innovations"]:
            wrong = _("--file goes with --only innovations.")
        if not wrong and not directory.is_dir():
            wrong = _("%(path)s is no directory.") % {"path": directory}
        if not wrong and file and not file.is_file():
            wrong = _("%(path)s is not there.") % {"path": file}
        if wrong:
            raise CommandError(wrong, returncode=2)


class _Teaching(DjangoHelpFormatter, argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of the epilog."""


class _Teller:
    """Says on the terminal what happens; on a live one also how far a long step has come."""

    def __init__(self, out, steps: int) -> None:
        self.out, self.steps = out, steps
        self.live = bool(getattr(out, "isatty", bool)())
        self.number = self.faults = 0
        self._told = 0.0
        self._label = ""

    def start(self, loader: Loader) -> None:
        self.number += 1
        self._label = f"[{self.number}/{self.steps}] {loader.label}"
        if self.live:
            self.out.write(f"\r{self._label} …", ending="")

    def progress(self, done: int) -> None:
        if self.live and time.monotonic() - self._told > 0.2:
            self._told = time.monotonic()
            self.out.write(f"\r{self._label} … {number_format(done)}", ending="")

    def finish(self, step: loading.Step) -> None:
        report = step.report
        counts = _("%(created)s new, %(changed)s changed, %(same)s as before") % {
            "created": number_format(report.created),
            "changed": number_format(report.changed),
            "same": number_format(report.same),
        }
        start = "\r\x1b[K" if self.live else ""
        self.out.write(f"{start}{self._label}: {counts} ({step.seconds:.1f} s)")
        for text in _remarks(report):
            self.out.write(f"      {text}")
        self.faults += loading.faults_in(report)


def _remarks(report: LoadReport) -> list[str]:
    """What the reader must know beyond the counts: faults, and records no longer named."""
    remarks = list(report.errors)
    more = loading.faults_in(report) - len(report.errors)
    if more:
        remarks.append(_("and %(count)s more faults") % {"count": number_format(more)})
    gone, count = loading.missing_in(report)
    if count:
        remarks.append(
            _("%(count)s records are no longer in the file and stay as they are: %(keys)s")
            % {
                "count": number_format(count),
                "keys": ", ".join(gone) + (" …" if count > len(gone) else ""),
            }
        )
    return remarks


def _catalogue() -> str:
    """What the catalogue holds now."""
    counted = {
        key: number_format(figures.read(key).value)
        for key in ("mentions", "innovations_listed", "innovations_verified")
    }
    return (
        _(
            "The catalogue: %(mentions)s mentions, %(innovations_listed)s listed innovations, "
            "%(innovations_verified)s verified."
        )
        % counted
    )


def _as_json(steps) -> str:
    rows = {}
    for step in steps:
        gone, count = loading.missing_in(step.report)
        rows[step.loader.name] = {
            "created": step.report.created,
            "changed": step.report.changed,
            "same": step.report.same,
            "errors": loading.faults_in(step.report),
            "faults": step.report.errors,
            "missing": count,
            "missing_ids": gone,
            "seconds": round(step.seconds, 3),
        }
    return json.dumps(rows, ensure_ascii=False, indent=2)
