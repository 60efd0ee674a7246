import json
import sys

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from simpul.innovations.services.checking import check_records


class Command(BaseCommand):
    help = (
        "Rebuild every record from its claims and compare. Exit code 1 when any record shows "
        "something else; --repair writes what the claims say."
    )

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="write what the claims say")
        parser.add_argument("--json", action="store_true", help="answer for programs")

    def handle(self, *, repair, **options):
        found = check_records(repair=repair)
        if options["json"]:
            answer = {"records": found.count, "different": found.different}
            self.stdout.write(json.dumps(answer))
        else:
            words = _("%(count)s records rebuilt, %(different)s different") % {
                "count": found.count,
                "different": len(found.different),
            }
            self.stdout.write(words)
            for public_id in found.different:
                self.stdout.write(f"  {public_id}")
        if found.different and not repair:
            sys.exit(1)
