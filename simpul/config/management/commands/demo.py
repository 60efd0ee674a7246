from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from simpul.config.demo import making
from simpul.config.demo.words import PASSWORD


class Command(BaseCommand):
    help = (
        "Make a demonstration: marked accounts, one for each kind of person, and marked cases in "
        "every state. Only where SIMPUL_DEMO=1 is set; a second run adds what is missing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--password", default=PASSWORD, help="of accounts made now")

    def handle(self, *, password: str, **options: Any) -> None:
        try:
            made = making.make(password)
        except making.NotADemonstration:
            raise CommandError(
                "This hub is no demonstration. Where nobody real signs in, set SIMPUL_DEMO=1."
            ) from None
        except making.NothingLoaded:
            raise CommandError("Load the facts first: simpul load") from None
        self.stdout.write(f"{len(made.cases)} cases added. Accounts (password {password}):")
        for email, name, _does_id, does in made.accounts:
            self.stdout.write(f"  {email:<34}{name.removeprefix('[Contoh] '):<28}{does}")
