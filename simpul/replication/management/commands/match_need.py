import argparse
import json
import sys

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError, DjangoHelpFormatter
from django.utils.translation import gettext as _

from simpul.geography.models import Region
from simpul.innovations.queries.lists import lists
from simpul.replication.queries.matching import Wish, find
from simpul.replication.queries.matching.answer import as_json
from simpul.replication.queries.matching.reasons import FEATURES
from simpul.search.protocol import IndexMissingError

EPILOG = """
The text is a problem in plain words, Indonesian or English; "-" reads it from standard input.
Each result tells its reasons, whose points add up to the score, and what to be warned of.

  simpul match-need "Nelayan jauh dari kantor untuk mengurus surat kapal" --region 74.07
  simpul match-need "Girls marry at fifteen" --region 52 --limit 5 --json
  simpul match-need "Warga sulit air bersih" --without meaning      how the rank stands without it

Exit codes: 0 something fits, 1 nothing does, 2 wrong use, 3 there is no search index.
"""


class Command(BaseCommand):
    help = "Find the innovations that may answer a need, with reasons and warnings."

    def create_parser(self, prog_name, subcommand, **kwargs):
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.epilog, parser.formatter_class = EPILOG, _Teaching
        return parser

    def add_arguments(self, parser):
        parser.add_argument("text", help="the problem in plain words, or - for standard input")
        parser.add_argument(
            "--region", default="", metavar="CODE", help="where the problem is, such as 74.07"
        )
        parser.add_argument("--sector", default="", metavar="KEY", help="such as kesehatan")
        parser.add_argument(
            "--without",
            action="append",
            default=[],
            metavar="REASON",
            choices=sorted(FEATURES),
            help="leave a reason out; repeatable",
        )
        parser.add_argument("--limit", type=int, default=10, help="how many results (default: 10)")
        parser.add_argument("--json", action="store_true", help="answer for programs, on stdout")

    def handle(self, *, text, region, sector, without, limit, **options):
        wish = Wish(self._text(text), _region(region), _sector(sector))
        if limit < 0:
            raise CommandError(_("--limit takes a number from 0 on."), returncode=2)
        try:
            matched = find(wish, user=AnonymousUser(), limit=limit, without=without)
        except IndexMissingError as missing:
            none = _("There is no search index. Run: simpul reindex")
            raise CommandError(none, returncode=3) from missing
        if options["json"]:
            self.stdout.write(json.dumps(as_json(matched), ensure_ascii=False))
        else:
            self._tell(matched)
        if not matched.fits:
            sys.exit(1)

    def _text(self, text):
        text = sys.stdin.read() if text == "-" else text
        if not text.strip():
            raise CommandError(_("Write the problem in plain words."), returncode=2)
        return text

    def _tell(self, matched):
        for place, fit in enumerate(matched.fits, start=1):
            record = fit.innovation
            owner = record.owner.name if record.owner else "-"
            self.stdout.write(
                self.style.SUCCESS(f"{place:2}. {fit.score:6.2f}  {record.public_id}  {record}")
            )
            self.stdout.write(f"            {owner}, {record.year or '-'}")
            for reason in fit.reasons:
                self.stdout.write(f"    {reason.points:+6.2f}  {reason.label}: {reason.say}")
            for warning in fit.warnings:
                self.stdout.write(self.style.WARNING(f"         !  {warning.say}"))


def _region(code: str) -> Region | None:
    if not code:
        return None
    region = Region.objects.select_related("parent").filter(code=code).first()
    if region is None:
        message = _("“%(code)s” is no code of a region.") % {"code": code}
        raise CommandError(message, returncode=2)
    return region


def _sector(key: str) -> str:
    if key and not lists().knows("sector", key):
        message = _("“%(code)s” is no code of the filter “%(name)s”.")
        raise CommandError(message % {"code": key, "name": "sector"}, returncode=2)
    return key


class _Teaching(DjangoHelpFormatter, argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of the epilog."""
