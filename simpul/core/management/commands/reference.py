from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from simpul.core import reference


class Command(BaseCommand):
    help = "Write the reference pages from the code: settings, commands, permissions and the rest."

    def add_arguments(self, parser):
        parser.add_argument(
            "--into",
            type=Path,
            default=Path(settings.BASE_DIR) / "docs" / "reference",
            metavar="FOLDER",
            help="where the pages go; docs/reference by default",
        )

    def handle(self, *, into, **options):
        into.mkdir(parents=True, exist_ok=True)
        for name, text in reference.pages().items():
            (into / name).write_text(text, encoding="utf-8")
        self.stdout.write(self.style.SUCCESS(f"{len(reference.PAGES)} pages written"))
