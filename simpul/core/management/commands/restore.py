from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from simpul.core import backup


class Command(BaseCommand):
    help = (
        "Put the backup FILE into an empty data directory (SIMPUL_VAR), and prove by counts, sums "
        "and the sealed journal that all of it is there."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *, file, **options):
        try:
            manifest = backup.restore(file)
        except backup.CannotRestore as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(
            self.style.SUCCESS(
                f"Restored as of {manifest.made_at}: {sum(manifest.rows.values())} rows, "
                f"{len(manifest.files)} files, journal intact up to {manifest.head[0]}. "
                "Now: make setup"
            )
        )
