from django.core.management.base import BaseCommand, CommandError

from simpul.core import maintenance


class Command(BaseCommand):
    help = (
        "Close the hub of this machine for writing, open it again, or say how it stands. Pages are "
        "served meanwhile; forms, jobs and commands that write are refused."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("switch", choices=["on", "off", "status"])
        parser.add_argument("--note", default="", help="what visitors are told, with `on`")

    def handle(self, *, switch, note, **options):
        if switch == "on":
            maintenance.close(note)
        elif switch == "off" and not maintenance.open_again():
            self.stdout.write("The switch was not on.")
        found = maintenance.closing()
        if switch == "off" and found:
            raise CommandError(str(maintenance.ReadOnly(found)))
        self.stdout.write(f"read-only: {found.reason}" if found else "open for writing")
