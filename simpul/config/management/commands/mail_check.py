from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

import dns.exception
from django.conf import settings
from django.core import mail
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from simpul.config import mailcheck


class Command(BaseCommand):
    help = (
        "Look whether mails of this hub arrive and are believed: mail server, MX, SPF, DKIM and "
        "DMARC of the sender's domain. With --to, also send a mail. Ends with 1 when something is "
        "wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--domain", default="", help="default: that of DEFAULT_FROM_EMAIL")
        parser.add_argument("--selector", default=settings.MAIL_DKIM_SELECTOR, help="of DKIM")
        parser.add_argument(
            "--nameserver", default="", metavar="ADDRESS[:PORT]", help="whom to ask"
        )
        parser.add_argument("--to", default="", metavar="ADDRESS", help="send a test mail there")
        parser.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(
        self, *, domain: str, selector: str, nameserver: str, to: str, **options: Any
    ) -> None:
        domain = domain or mailcheck.sender_domain()
        try:
            found = list(mailcheck.look(domain, selector, mailcheck.resolver(nameserver)))
        except (dns.exception.DNSException, OSError) as reason:
            raise CommandError(f"{domain} cannot be looked up: {reason}") from reason
        if to:
            found.append(_sent(to))
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in found]))
        else:
            self._tell(domain, found)
        if any(finding.stands == mailcheck.WRONG for finding in found):
            sys.exit(1)

    def _tell(self, domain: str, found: list[mailcheck.Finding]) -> None:
        self.stdout.write(f"Mail of {domain}")
        for finding in found:
            self.stdout.write(f"  {finding.stands:<6}{finding.what:<12}{finding.found}")
            if finding.advice:
                self.stdout.write(f"{'':20}{finding.advice}")


def _sent(to: str) -> mailcheck.Finding:
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("A test mail from %(site)s") % {"site": settings.SITE_URL}
        body = _("If you read this, mails of this hub arrive. Nothing is to be done.")
    try:
        mail.EmailMessage(subject, body, to=[to]).send()
    except OSError as reason:
        return mailcheck.Finding("test mail", mailcheck.WRONG, str(reason), "look at EMAIL_URL")
    return mailcheck.Finding("test mail", mailcheck.GOOD, f"handed over for {to}")
