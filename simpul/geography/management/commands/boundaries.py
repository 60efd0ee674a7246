import json
from argparse import RawDescriptionHelpFormatter
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from simpul.geography import queries, services

EXAMPLES = """
examples:
  simpul boundaries status
  simpul boundaries load provinces.geojson --level province --source "BIG, 2024"
  simpul boundaries load regencies.geojson --level regency
  simpul boundaries reset --level regency

The file is GeoJSON (RFC 7946, WGS 84, longitude before latitude). Each feature carries the code of
the Ministry of Home Affairs in its property "code", such as 35 or 35.78. Regions that the file does
not hold keep their shape. Nothing is changed when anything in the file is wrong.
"""


class Command(BaseCommand):
    help = "Show, replace or reset the shapes that maps are drawn with."

    def create_parser(self, prog_name, subcommand, **kwargs):
        kwargs.setdefault("epilog", EXAMPLES)
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        # After the base class, which has its own; ours keeps the lines of the examples.
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser):
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        status = verbs.add_parser("status", help="say which shapes each level has")
        status.add_argument("--json", action="store_true", help="for a program to read")
        load = verbs.add_parser("load", help="draw official shapes from a GeoJSON file")
        load.add_argument("file", type=Path)
        load.add_argument("--level", choices=services.LEVELS, help="refuse features of the other")
        load.add_argument("--source", default="", help="who drew the shapes, shown under each map")
        reset = verbs.add_parser("reset", help="return to the schematic shapes")
        reset.add_argument("--level", choices=services.LEVELS, help="only this level")

    def handle(self, *, verb, **options):
        getattr(self, verb)(**options)

    def status(self, *, json: bool, **options):
        counts = queries.boundary_counts()
        if json:
            self.stdout.write(_as_json(counts))
            return
        for count in counts:
            self.stdout.write(
                _(
                    "%(level)s: %(regions)d regions, %(official)d with official shapes, "
                    "%(schematic)d with schematic ones"
                )
                % asdict(count)
            )
            for source in count.sources:
                self.stdout.write(f"  {source}")

    def load(self, *, file: Path, level: str | None, source: str, **options):
        try:
            report = services.load_boundaries(file, level=level, source=source)
        except services.BoundaryFault as fault:
            raise CommandError(f"{fault}\n{_('Nothing was changed.')}") from None
        message = _("%(created)d new, %(changed)d replaced, %(same)d the same as before") % {
            "created": report.created,
            "changed": report.changed,
            "same": report.same,
        }
        self.stdout.write(self.style.SUCCESS(message))

    def reset(self, *, level: str | None, **options):
        number = services.reset_boundaries(level=level)
        message = ngettext(
            "%(number)d official shape removed; the schematic one is drawn again",
            "%(number)d official shapes removed; the schematic ones are drawn again",
            number,
        )
        self.stdout.write(self.style.SUCCESS(message % {"number": number}))


def _as_json(counts) -> str:
    return json.dumps([asdict(count) for count in counts], indent=2)
