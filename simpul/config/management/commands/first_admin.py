from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from simpul.accounts.services import invite
from simpul.core import mandates
from simpul.core.mandates import Letter
from simpul.organisations.policies import NATIONAL_ADMIN


class Command(BaseCommand):
    help = (
        "Invite the first national administrator by mail and give them the office. Only while "
        "nobody holds it: later ones are granted on the pages, each with a letter."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--name", default="", help="as it is shown to others")
        parser.add_argument("--letter", default="", metavar="NUMBER", help="that grants the office")
        parser.add_argument("--issuer", default="", help="who signed the letter")

    def handle(self, *, email: str, name: str, letter: str, issuer: str, **options: Any) -> None:
        held = mandates.could_decide(NATIONAL_ADMIN).first()
        if held is not None:
            raise CommandError(
                f"{held.person} holds the office already and may grant it to others."
            )
        try:
            validate_email(email)
        except ValidationError as wrong:
            raise CommandError(f"{email}: {wrong.messages[0]}") from None
        with transaction.atomic():
            person = invite(email, by=None, name=name)
            paper = Letter(number=letter, issuer=issuer)
            mandates.grant(person, office=NATIONAL_ADMIN, by=None, letter=paper)
        self.stdout.write(f"{email} is invited by mail; the office counts from now on.")
