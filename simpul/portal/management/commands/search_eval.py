import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from simpul.portal.queries import judging
from simpul.search.protocol import IndexMissingError


class Command(BaseCommand):
    help = (
        "Measure search against graded judgements: nDCG@10 and recall@50, in all and by language, "
        "with and without the encoder of meaning, and the worst queries. QUERIES.csv has query_id, "
        "text, lang; QRELS.csv has query_id, innovation_id (a number of the data set), grade."
    )

    def add_arguments(self, parser):
        parser.add_argument("queries", type=Path, metavar="QUERIES.csv")
        parser.add_argument("qrels", type=Path, metavar="QRELS.csv")
        parser.add_argument("--worst", type=int, default=10, help="how many queries to name")
        parser.add_argument("--json", action="store_true", help="answer for programs, on stdout")

    def handle(self, *, queries, qrels, worst, **options):
        try:
            report = judging.judge(queries, qrels, worst=worst)
        except (OSError, KeyError, ValueError) as wrong:
            message = _("These files cannot be read: %(why)s") % {"why": wrong}
            raise CommandError(message, returncode=2) from wrong
        except IndexMissingError as missing:
            none = _("There is no search index. Run: simpul reindex")
            raise CommandError(none, returncode=3) from missing
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
            return
        for name, run in report["runs"].items():
            self.stdout.write(self.style.MIGRATE_HEADING(name))
            for group, figures in run["means"].items():
                self.stdout.write(
                    f"  {group:4} {figures['queries']:4} queries   "
                    f"nDCG@10 {figures['ndcg@10']:.3f}   recall@50 {figures['recall@50']:.3f}"
                )
            for item in run["worst"]:
                self.stdout.write(
                    f"    {item['ndcg']:.3f} {item['recall']:.3f}  {item['query']} {item['text']}"
                )
        for line in report["notes"]:
            self.stdout.write(self.style.WARNING(line))
