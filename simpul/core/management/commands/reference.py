from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

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

        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; fail where a page is not as the code has it",
        )

    def handle(self, *, into, check, **options):
        pages = reference.pages()
        if check:
            self._compare(into, pages)
            return
        into.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            (into / name).write_text(text, encoding="utf-8")
        self.stdout.write(self.style.SUCCESS(f"{len(pages)} pages written"))

    def _compare(self, into, pages):
        written = {path.name: path.read_text(encoding="utf-8") for path in into.glob("*.*")}
        names = sorted(name for name in {*written, *pages} if written.get(name) != pages.get(name))
        if names:
            raise CommandError(f"Not as the code has it: {', '.join(names)}. Run `make docs`.")
