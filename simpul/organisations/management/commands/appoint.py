"""``simpul appoint nama@contoh.go.id``: the first national admin of an installation."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from simpul.core.mandates import Letter
from simpul.organisations.services import appoint_first


class Command(BaseCommand):
    help = "Make somebody with an account the first national admin; the others are granted by them."

    def add_arguments(self, parser):
        parser.add_argument("email", help="the address of their account")
        parser.add_argument("--letter", default="", help="number of the letter that names them")
        parser.add_argument("--issuer", default="", help="the office that signed the letter")

    def handle(self, *, email, letter, issuer, **options):
        try:
            mandate = appoint_first(email, letter=Letter(letter, issuer=issuer))
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        self.stdout.write(self.style.SUCCESS(f"{mandate.person.email} administers the network."))
