import json
import sys
from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from simpul.innovations.services import index

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Compare the search index with the database, record by record and by content. Ends with 0 "
        "when they agree and with 1 when they do not."
    )

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="write what differs")
        parser.add_argument("--json", action="store_true", help="answer for programs, on stdout")

    def handle(self, *, repair, **options):
        found = index.check_index()
        if options["json"]:
            answer = {**asdict(found), "sound": found.sound}
            self.stdout.write(json.dumps(answer))
        else:
            self._tell(found)
        if repair and not found.sound:
            index.mend(found)
            found = index.check_index()
            if not options["json"]:
                self._tell(found)
        if not found.sound:
            sys.exit(1)

    def _tell(self, found):
        if found.missing:
            self.stdout.write(self.style.ERROR(_("There is no search index. Run: simpul reindex")))
            return
        if found.behind:
            late = _("The index is %(behind)s journal entries behind; the relay takes them over.")
            self.stdout.write(late % {"behind": found.behind})
        if found.sound:
            agree = _("The index agrees with the database: %(records)s innovations.")
            self.stdout.write(self.style.SUCCESS(agree % {"records": found.records}))
            return
        differences = found.differences
        for words, keys in (
            (_("missing in the index"), differences.missing),
            (_("otherwise in the index"), differences.changed),
            (_("in the index only"), differences.extra),
        ):
            if keys:
                shown = ", ".join(map(str, keys[:SHOWN])) + (" …" if len(keys) > SHOWN else "")
                self.stdout.write(self.style.ERROR(f"{len(keys)} {words}: {shown}"))
