import json

from django.core.management.base import BaseCommand

from simpul.exchange.queries import sync_status
from simpul.exchange.services.sync import identity


class Command(BaseCommand):
    help = (
        "Say how the exchange with other installations stands. Two installations that heard the "
        "same words print the same state; compare it per origin to find where they differ."
    )

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="answer for programs, on stdout")

    def handle(self, **options):
        found = sync_status.status(identity.begun())
        if options["json"]:
            self.stdout.write(json.dumps(found))
            return
        if found["installation"] is None:
            self.stdout.write("This installation does not take part. simpul sync-key begins.")
            return
        self.stdout.write(f"{found['installation']}: state {found['state']}")
        self.stdout.write(f"{found['events']} events, {found['waiting']} waiting")
        for origin, one in found["origins"].items():
            self.stdout.write(f"  {origin}  {one['events']:7}  {one['state']}")
        for peer in found["peers"]:
            self.stdout.write(
                f"  {peer['name']}: {peer['state']}, last answered {peer['answered_at'] or 'never'}"
            )
