import json
import sys

from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from simpul.portal.queries import searching
from simpul.search.protocol import IndexMissingError

EPILOG_FACETS = 5


class Command(BaseCommand):
    help = (
        "Search the catalogue as a visitor does. Ends with 0 when something was found, 1 when "
        "nothing was, 2 on wrong use. Filters: province, regency, owner, kind, sector, affair, "
        "goal, year, award, source, stage, state; values are codes, such as province=35."
    )

    def add_arguments(self, parser):
        parser.add_argument("text", help="what to search; may be empty")
        parser.add_argument(
            "--filter",
            action="append",
            default=[],
            metavar="NAME=CODE",
            help="only records with this code; may be repeated, codes of one name are alternatives",
        )
        parser.add_argument("--limit", type=int, default=10, help="how many results (default: 10)")
        parser.add_argument("--json", action="store_true", help="answer for programs, on stdout")

    def handle(self, *, text, filter, limit, **options):  # noqa: A002
        if limit < 0:
            raise CommandError(_("--limit takes a number from 0 on."), returncode=2)
        try:
            filters = searching.filters_from(filter)
            found = searching.search(text, filters=filters, limit=limit, user=AnonymousUser())
        except ValueError as wrong:
            raise CommandError(str(wrong), returncode=2) from wrong
        except IndexMissingError as missing:
            none = _("There is no search index. Run: simpul reindex")
            raise CommandError(none, returncode=3) from missing
        if options["json"]:
            self.stdout.write(json.dumps(found.as_json(), ensure_ascii=False))
        else:
            self._tell(found)
        if not found.total:
            sys.exit(1)

    def _tell(self, found):
        if found.corrected:
            self.stdout.write(_("Searched for: %(text)s") % {"text": found.corrected})
        self.stdout.write(self.style.SUCCESS(_("%(total)s found") % {"total": found.total}))
        for result in found.results:
            owner = f"  {result.owner}, {result.year or '-'}" if result.owner else ""
            self.stdout.write(f"{result.score:8.2f}  {result.public_id}  {result.title}")
            self.stdout.write(f"          {owner}")
        for name, counts in found.facets.items():
            top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:EPILOG_FACETS]
            if top:
                shown = ", ".join(f"{code} {count}" for code, count in top)
                self.stdout.write(f"{name}: {shown}")
