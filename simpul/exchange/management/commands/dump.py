import json

from django.core.management.base import BaseCommand, CommandError

from simpul.exchange.services import dumping


class Command(BaseCommand):
    help = (
        "Write everything public as files now: JSON Lines, CSV and Parquet of each set of data, "
        "with a manifest of rows, sizes and sums. `simpul serve` does so once a night, in "
        "DUMP_HOUR; the last DUMPS_KEPT dumps stay. They appear under /dumps/ when they are whole."
    )

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="answer with the manifest as JSON")

    def handle(self, **options):
        try:
            dump = dumping.make_dump(progress=None if options["json"] else self._progress)
        except dumping.AlreadyDumping:
            raise CommandError("Another process is making a dump; wait until it is done.") from None
        if options["json"]:
            self.stdout.write(json.dumps(dump.manifest, ensure_ascii=False))
            return
        files = [file for each in dump.manifest["datasets"] for file in each["files"]]
        size = sum(file["bytes"] for file in files) / 1_000_000
        rows = sum(each["rows"] for each in dump.manifest["datasets"])
        self.stdout.write(
            self.style.SUCCESS(
                f"dumps/{dump.name}: {rows} rows in {len(files)} files ({size:.1f} MB), "
                f"journal up to {dump.seq}"
            )
        )

    def _progress(self, key: str, rows: int) -> None:
        self.stderr.write(f"{key}: {rows} rows")
