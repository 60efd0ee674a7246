from django.core.management.base import BaseCommand

from simpul.ui import assets


class Command(BaseCommand):
    help = "Write the one style sheet of the site from its layered parts."
    requires_system_checks = []

    def handle(self, **options):
        path = assets.build()
        self.stdout.write(self.style.SUCCESS(f"{path} ({path.stat().st_size / 1000:.1f} kB)"))
