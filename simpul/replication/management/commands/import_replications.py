import csv
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from simpul.innovations.models import Authority
from simpul.replication.services.claim_sheets import COLUMNS, NEEDED, read_sheet, take_over_sheet


class Command(BaseCommand):
    help = (
        "Claim past replications from a CSV file, such as rows of a KIPP form or of IGA's "
        "indicator of replication, in the name of the source --source. Columns: "
        + ", ".join(COLUMNS)
        + " (the first three are needed). Records are named by permanent number, address, exact "
        "title or number at their source, institutions by code or name, mode is adoption, "
        "adaptation, modification or scale_up. Each origin is asked whether it is so; until it "
        "answers the row counts as claimed. The same file twice changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--source", required=True, metavar="KEY", help="key of the source")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
        parser.add_argument("--json", action="store_true", help="answer for programs, on stdout")

    def handle(self, *, file, **options):
        source = Authority.objects.filter(key=options["source"]).first()
        if source is None:
            raise CommandError(f"No source has the key {options['source']}.", returncode=2)
        sheet = read_sheet(_rows(file))
        told = {"readable": len(sheet.told), "faults": sheet.faults}
        if not options["dry_run"]:
            report = take_over_sheet(source, sheet)
            told |= {"created": report.created, "changed": report.changed, "same": report.same}
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        for fault in sheet.faults:
            self.stderr.write(fault)
        counts = ", ".join(f"{name} {value}" for name, value in told.items() if name != "faults")
        self.stdout.write(self.style.SUCCESS(f"{counts}, faults {len(sheet.faults)}"))


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as content:
            reader = csv.DictReader(content)
            missing = [name for name in NEEDED if name not in (reader.fieldnames or [])]
            if missing:
                lacks = ", ".join(missing)
                raise CommandError(f"{path.name} lacks the columns: {lacks}.", returncode=2)
            return list(reader)
    except (OSError, UnicodeDecodeError) as wrong:
        raise CommandError(f"{path} cannot be read: {wrong}", returncode=2) from wrong
