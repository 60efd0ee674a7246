import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from simpul.core import addresses


class Command(BaseCommand):
    help = (
        "Read a mail that came back (a delivery report or a complaint) from FILE or standard input "
        "and pause the address that refused; one that answers no mail of ours changes nothing. "
        "With --trust, send to an address again."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="- for stdin")
        parser.add_argument("--trust", metavar="ADDRESS", help="send to this address again")

    def handle(self, *, file, trust, **options):
        if trust:
            if not addresses.trust(trust):
                raise CommandError(f"{trust} was not known to refuse mail.")
            self.stdout.write(f"{trust} gets mail again.")
            return
        try:
            content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        except OSError as reason:
            raise CommandError(str(reason)) from reason
        found = addresses.read(content)
        for refusal in found:
            row = addresses.refused(refusal)
            state = "paused" if row.paused_at else f"refused {row.refusals} times"
            self.stdout.write(f"{row.address}: {state} ({row.status})")
        if not found:
            self.stdout.write("It answers no mail of ours; nothing was changed.")
