import json
import resource
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from simpul.innovations.models import Innovation
from simpul.sources.queries.comparing import MatchingMissing
from simpul.sources.queries.planted import planted
from simpul.sources.services.matching import look_for
from simpul.sources.services.matching.whole import Told, match_whole


class Command(BaseCommand):
    help = (
        "Find the records that are one innovation: join what is sure, put what may be into the "
        "queue of the desk. Without RECORD the whole catalogue is compared, province by province "
        "and within bounded memory; a run that was stopped goes on where it was. With the numbers "
        "of records (RECORD) only these are compared with what stands near them."
    )

    def add_arguments(self, parser):
        parser.add_argument("records", nargs="*", metavar="RECORD", help="permanent numbers")
        parser.add_argument(
            "--splink",
            action="store_true",
            help="score with splink on DuckDB: the same pairs, more processor time",
        )
        parser.add_argument("--afresh", action="store_true", help="begin at the beginning")
        parser.add_argument(
            "--against",
            type=Path,
            metavar="CORPUS.csv",
            help="say how many of the duplicates planted by make-corpus were found",
        )
        parser.add_argument("--json", action="store_true", help="answer for programs, on stdout")

    def handle(self, *, records, against, **options):
        told = _some(records) if records else self._whole(options)
        said = {**told, "peak_mb": _peak_mb()}
        if against is not None:
            try:
                said["planted"] = planted(against)
            except (OSError, KeyError) as wrong:
                message = _("This file cannot be read: %(why)s") % {"why": wrong}
                raise CommandError(message, returncode=2) from wrong
        if options["json"]:
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            return
        for name, value in said.items():
            self.stdout.write(f"{name:12} {value}")

    def _whole(self, options):
        def progress(told: Told) -> None:
            self.stderr.write(
                f"[{told.done}/{told.pieces}] {told.piece}: "
                f"{number_format(told.records, use_l10n=True)} records, "
                f"{told.joined} joined, {told.waiting} wait ({told.seconds:.0f} s)"
            )

        folder = settings.VAR_DIR / "matching"
        asked = {name: options[name] for name in ("afresh", "splink")}
        try:
            told = asdict(match_whole(folder, progress=progress, **asked))
        except MatchingMissing as missing:
            none = _("The packages for matching are not installed. Run: make install")
            raise CommandError(none, returncode=3) from missing
        del told["piece"]
        return told


def _some(numbers):
    rows = Innovation.objects.filter(public_id__in=numbers)
    missing = set(numbers) - set(rows.values_list("public_id", flat=True))
    if missing:
        names = ", ".join(sorted(missing))
        raise CommandError(_("There is no such record: %(names)s") % {"names": names}, returncode=2)
    looked = look_for(list(rows.values_list("pk", flat=True)))
    return {"records": len(numbers), "waiting": looked.pairs, "new": looked.new}


def _peak_mb() -> int:
    """The most memory this process has used, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
