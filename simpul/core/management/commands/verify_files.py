import json
import sys

from django.core.management.base import BaseCommand

from simpul.core import files


class Command(BaseCommand):
    help = "Read every kept file and name those that are missing or altered; ends with 1 if any is."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(self, **options):
        damaged = [
            {"file": file.token, "name": file.name, "wrong": wrong}
            for file, wrong in files.damaged()
        ]
        if options["json"]:
            self.stdout.write(json.dumps({"intact": not damaged, "damaged": damaged}))
        elif damaged:
            for row in damaged:
                self.stdout.write(self.style.ERROR("{file} {name}: {wrong}".format(**row)))
        else:
            self.stdout.write(self.style.SUCCESS("Every kept file is intact."))
        if damaged:
            sys.exit(1)
