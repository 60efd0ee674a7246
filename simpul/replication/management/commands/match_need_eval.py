import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from simpul.replication.queries.matching.judging import judge
from simpul.search.protocol import IndexMissingError

NEEDS = settings.DATA_DIR / "evaluation" / "needs.csv"


class Command(BaseCommand):
    help = (
        "Measure matching: for how many needs, told without the words of the title, the innovation "
        "that answers them is among the first five, beside plain search, by part and language. "
        "NEEDS.csv has need_id, lang, region, split, innovation_id (numbers of the data set), text."
    )

    def add_arguments(self, parser):
        parser.add_argument("needs", nargs="?", type=Path, default=NEEDS, metavar="NEEDS.csv")
        parser.add_argument("--json", action="store_true", help="answer for programs, on stdout")

    def handle(self, *, needs, **options):
        try:
            report = judge(needs)
        except (OSError, KeyError, ValueError) as wrong:
            message = _("These files cannot be read: %(why)s") % {"why": wrong}
            raise CommandError(message, returncode=2) from wrong
        except IndexMissingError as missing:
            none = _("There is no search index. Run: simpul reindex")
            raise CommandError(none, returncode=3) from missing
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
            return
        for name, figures in sorted(report["groups"].items()):
            self.stdout.write(
                f"{name:24} {figures['needs']:4} needs   hit@5 {figures['hit@5']:.3f}"
                f"   plain search {figures['plain search']:.3f}"
            )
        if report["missed"]:
            self.stdout.write(self.style.WARNING(" ".join(report["missed"])))
