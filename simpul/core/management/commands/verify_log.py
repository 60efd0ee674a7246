import json
import sys
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from simpul.core import journal


def published_head(text: str) -> tuple[int, str]:
    """A head as it was published, ``NUMBER:SEAL``."""
    number, _, seal = text.partition(":")
    if not number.isdecimal() or not seal:
        raise CommandError(f"{text!r} is not a head; write NUMBER:SEAL as it was published.")
    return int(number), seal.strip().lower()


class Command(BaseCommand):
    help = (
        "Read the whole journal and say whether it is what was sealed. Ends with 0 when it is and "
        "with 1 when it is not; the first break is named."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            metavar="NUMBER:SEAL",
            help="a published head; finds what was cut off or rewritten since (may be repeated)",
        )
        parser.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(self, *, head, **options):
        found = journal.verify([published_head(text) for text in head])
        if options["json"]:
            self.stdout.write(json.dumps({"intact": found.intact, **asdict(found)}))
        else:
            self._tell(found)
        if not found.intact:
            sys.exit(1)

    def _tell(self, found):
        counts = f"{found.sealed} sealed, {found.unsealed} waiting, {found.erased} erased"
        if found.intact:
            self.stdout.write(self.style.SUCCESS(f"The journal is intact: {counts}."))
        else:
            broken = found.first_break
            self.stdout.write(
                self.style.ERROR(f"Entry {broken.seq}: {broken.reason}. Before it: {counts}.")
            )
