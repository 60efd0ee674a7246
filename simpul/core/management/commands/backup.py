from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from simpul.core import backup


class Command(BaseCommand):
    help = (
        "Write one backup file into DIR: database as of one moment, kept files, settings without "
        "secrets, counts and sums. The hub goes on meanwhile."
    )

    def add_arguments(self, parser):
        parser.add_argument("directory", metavar="DIR", type=Path)

    def handle(self, *, directory, **options):
        try:
            path, manifest = backup.make(directory)
        except (backup.CannotBackUp, OSError) as reason:
            raise CommandError(str(reason)) from reason
        size = path.stat().st_size / 1_000_000
        self.stdout.write(
            self.style.SUCCESS(
                f"{path} ({size:.1f} MB): {sum(manifest.rows.values())} rows, "
                f"{len(manifest.files)} files, journal up to {manifest.head[0]}"
            )
        )
