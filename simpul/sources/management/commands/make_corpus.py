import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from simpul.sources.services.corpus import make_corpus


class Command(BaseCommand):
    help = (
        "Write a synthetic corpus of N mentions as CSV, for tests of scale: simpul make-corpus "
        "1000000 --out corpus.csv, then simpul load --only innovations --file corpus.csv. "
        "Every record is marked as synthetic, everywhere it is shown."
    )

    def add_arguments(self, parser):
        parser.add_argument("count", type=int, metavar="N", help="how many mentions")
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same corpus")
        parser.add_argument("--out", type=Path, help="the file; standard output by default")
        parser.add_argument(
            "--duplicates",
            type=float,
            default=0.05,
            metavar="SHARE",
            help="share of mentions that name an earlier innovation again (0 to 0.9)",
        )
        parser.add_argument("--dir", type=Path, default=settings.DATA_DIR, help="the real lists")

    def handle(self, *, count, seed, out, duplicates, dir, **options):  # noqa: A002
        if count < 0 or not 0 <= duplicates <= 0.9:
            raise CommandError(_("N is 0 or more, and SHARE between 0 and 0.9."), returncode=2)
        if out is None:
            make_corpus(count, sys.stdout, dir, seed=seed, duplicates=duplicates)
            return
        with out.open("w", encoding="utf-8", newline="") as file:
            repeated = make_corpus(count, file, dir, seed=seed, duplicates=duplicates)
        self.stderr.write(
            _("%(count)s synthetic mentions in %(path)s, %(repeated)s of them repeat another")
            % {
                "count": number_format(count),
                "path": out,
                "repeated": number_format(repeated),
            }
        )
