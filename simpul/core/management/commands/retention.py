import json

from django.core.management.base import BaseCommand

from simpul.core import retention


class Command(BaseCommand):
    help = (
        "Remove what is past its time, as data/retention.csv says; `simpul serve` does so once a "
        "day. Kinds named in RETENTION_HOLD stay."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count only, remove nothing")
        parser.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(self, *, dry_run, **options):
        found = list(retention.run(dry=dry_run))
        if options["json"]:
            rows = [
                {
                    "key": row.rule.key,
                    "days": row.rule.days,
                    "count": row.count,
                    "held": row.is_held,
                }
                for row in found
            ]
            self.stdout.write(json.dumps({"dry_run": dry_run, "kinds": rows}))
            return
        for row in found:
            done = "held, would go" if row.is_held else "would go" if dry_run else "removed"
            self.stdout.write(
                f"{row.count:>7} {done}: {row.rule.what_en}, {row.rule.days} days after "
                f"{row.rule.from_en}"
            )
