import signal
import threading

from django.core.management.base import BaseCommand, CommandError

from simpul.core.relay import Relay


class Command(BaseCommand):
    help = (
        "Seal what was committed to the journal and wake the search index and everything else that "
        "follows it, until told to end (SIGTERM or Ctrl-C)."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--once", action="store_true", help="take one turn and end; fails if one stays behind"
        )

    def handle(self, *, once, **options):
        if once:
            if not Relay().turn():
                raise CommandError("Not everything caught up; the log says what failed.")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        Relay().run(stop)
