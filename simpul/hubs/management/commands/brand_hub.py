"""``simpul brand-hub HUB-73 --hue 190``: the colours of a hub's pages."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from simpul.hubs.models import Hub
from simpul.hubs.services import brand_hub


class Command(BaseCommand):
    help = "Dye the pages of a hub in one hue, or give them back the network's own colours."

    def add_arguments(self, parser):
        parser.add_argument("hub", help="code or address of the hub, such as HUB-73")
        choice = parser.add_mutually_exclusive_group(required=True)
        choice.add_argument("--hue", type=int, help="angle of the colour, 0 to 359 (OKLCH)")
        choice.add_argument("--plain", action="store_true", help="the network's own colours")

    def handle(self, *, hub, hue, plain, **options):
        found = Hub.objects.filter(code=hub).first() or Hub.objects.filter(slug=hub).first()
        if found is None:
            raise CommandError(f"No hub is called {hub}..")
        try:
            brand_hub(found, hue=None if plain else hue)
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        dyed = "the network's own colours" if plain else f"hue {hue}"
        self.stdout.write(self.style.SUCCESS(f"{found.name} now wears {dyed}."))
