from django.core.management.base import BaseCommand

from simpul.innovations.services.grading import regrade_due
from simpul.innovations.services.life import ask_due


class Command(BaseCommand):
    help = (
        "Ask owners whether their records still run, remind them, tell the hubs of those who stay "
        "silent, and let old grades of evidence fall. The worker does it once a day."
    )

    def handle(self, **options):
        done, fallen = ask_due(), regrade_due()
        self.stdout.write(
            self.style.SUCCESS(
                f"{done.asked} asked, {done.reminded} reminded, {done.escalated} handed to hubs, "
                f"{fallen} grades fell"
            )
        )
