import json
import sys
import time

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from simpul.innovations.services import index
from simpul.search.protocol import IndexBusyError


class Command(BaseCommand):
    help = "Build the search index anew, beside the one in use; searching goes on meanwhile."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="answer for programs, on stdout")

    def handle(self, **options):
        started = time.monotonic()
        live = sys.stderr.isatty()

        def progress(number: int, total: int) -> None:
            if live or number == total:
                end = "\n" if number == total else "\r"
                self.stderr.write(f"  {number:,} / {total:,}", ending=end)

        try:
            stats = index.reindex(progress=None if options["json"] else progress)
        except IndexBusyError as busy:
            words = _("Another process is building the index; try again when it is done.")
            raise CommandError(words) from busy
        seconds = round(time.monotonic() - started, 2)
        if options["json"]:
            self.stdout.write(json.dumps({**vars(stats), "seconds": seconds}))
            return
        done = _(
            "%(documents)s innovations are indexed (%(seconds)s s, generation %(generation)s)."
        )
        self.stdout.write(self.style.SUCCESS(done % {**vars(stats), "seconds": seconds}))
