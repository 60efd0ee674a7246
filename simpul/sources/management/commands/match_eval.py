import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from simpul.sources.queries import judging
from simpul.sources.services.matching.measuring import keep


class Command(BaseCommand):
    help = (
        "Measure matching against labelled pairs: precision and recall at both thresholds, and "
        "whether probabilities come true. PAIRS.csv has label (duplicate or not_duplicate) and, "
        "for both mentions, id_a and id_b (numbers of the data set) or raw_title_a, "
        "raw_institution_a, year_a and the same for b. Any encoding and any mark between cells "
        "will do; a row that cannot be judged is named and stands in no figure."
    )

    def add_arguments(self, parser):
        parser.add_argument("pairs", type=Path, metavar="PAIRS.csv")
        parser.add_argument(
            "--keep", action="store_true", help="show the figures on the public page of quality"
        )
        parser.add_argument("--json", action="store_true", help="answer for programs, on stdout")

    def handle(self, *, pairs, **options):
        try:
            report = judging.judge(pairs)
        except (OSError, ValueError, KeyError) as wrong:
            message = _("This file cannot be read: %(why)s") % {"why": wrong}
            raise CommandError(message, returncode=2) from wrong
        if options["keep"]:
            keep(report, pairs)
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
            return
        self._tell(report)

    def _tell(self, report):
        self.stdout.write(f"{len(report.pairs)} pairs")
        for name, threshold in report.thresholds.items():
            said = report.at(name)
            self.stdout.write(
                f"  {name:9} from {threshold:.3f}: {said['pairs']} pairs, precision "
                f"{_share(said['precision'])}, recall {_share(said['recall'])}"
            )
        self.stdout.write("  said        pairs   predicted   observed")
        for row in report.calibration:
            self.stdout.write(
                f"  {row['from']:.2f}-{row['to']:.2f}  {row['pairs']:6}   "
                f"{row['predicted']:9.3f}   {row['observed']:8.3f}"
            )
        for pair in report.wrong:
            what = "missed" if pair.is_duplicate else "joined wrongly"
            said = ", ".join(f"{name}: {level}" for name, level in pair.levels.items())
            self.stdout.write(f"  {what} {pair.key} ({pair.probability:.3f}): {said}")
        for name in report.unresolved:
            self.stdout.write(self.style.WARNING(_("No institution is known as: %s") % name))
        for why in report.unread:
            self.stdout.write(self.style.WARNING(_("Left out of the figures: %s") % why))


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
