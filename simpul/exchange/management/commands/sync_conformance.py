import json
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from simpul.exchange.queries.sync import vectors
from simpul.exchange.services.sync import conformance


class Command(BaseCommand):
    help = (
        "Try another implementation of Simpul sync 1: asks the installation at URL for everything "
        "the protocol says, sends it what must be refused, and names each thing that is otherwise. "
        "Nothing is kept here or there. Without URL the recorded vectors are tried on us. "
        "Ends with 1 when anything failed."
    )

    def add_arguments(self, parser):
        parser.add_argument("url", nargs="?", metavar="URL")
        parser.add_argument(
            "--vectors",
            type=Path,
            default=settings.DATA_DIR / "sync" / "vectors",
            metavar="DIRECTORY",
            help="where the recorded vectors are",
        )
        parser.add_argument("--json", action="store_true", help="answer for programs, on stdout")

    def handle(self, *, url, **options):
        try:
            checks = list(conformance.check(url) if url else vectors.run(options["vectors"]))
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages), returncode=2) from wrong
        except OSError as wrong:
            raise CommandError(str(wrong), returncode=2) from wrong
        failed = [check for check in checks if not check.passed]
        if options["json"]:
            said = {"passed": not failed, "checks": [asdict(check) for check in checks]}
            self.stdout.write(json.dumps(said))
        else:
            for check in checks:
                self.stdout.write(f"{'ok  ' if check.passed else 'FAIL'} {check.name} {check.says}")
        if failed:
            raise CommandError(f"{len(failed)} of {len(checks)} failed.", returncode=1)
        if not options["json"]:
            self.stdout.write(self.style.SUCCESS(f"All {len(checks)} passed."))
