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
        parser.add_argument(
            "--keep-days",
            type=int,
            default=0,
            metavar="N",
            help="then remove backups of this directory older than N days, never the last one",
        )

    def handle(self, *, directory, keep_days, **options):
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
        if keep_days > 0:
            gone = backup.prune(directory, keep_days)
            self.stdout.write(f"{len(gone)} older than {keep_days} days removed")
