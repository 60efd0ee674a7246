"""Mail check: whether mails of this hub arrive, and whether the world may believe them.

Asks the public records of the sender's domain (MX, SPF, DKIM, DMARC) and the mail server itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr

import dns.exception
import dns.resolver
from django.conf import settings
from django.core import mail

GOOD, WEAK, WRONG = "ok", "weak", "wrong"

SERVERS = "django.core.mail.backends.smtp.EmailBackend"


@dataclass(frozen=True)
class Finding:
    """One thing looked at: how it stands, what was found, what to do."""

    what: str
    stands: str
    found: str
    advice: str = ""


def sender_domain() -> str:
    """The domain mails come from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2].lower()


def resolver(server: str = "") -> dns.resolver.Resolver:
    """Who is asked: this machine's own resolver, or ``ADDRESS[:PORT]``."""
    if not server:
        return dns.resolver.Resolver()
    asked = dns.resolver.Resolver(configure=False)
    address, _, port = server.partition(":")
    asked.nameservers, asked.port = [address], int(port or 53)
    asked.lifetime = 5.0
    return asked


def look(domain: str, selector: str, asked: dns.resolver.Resolver) -> Iterator[Finding]:
    """Everything about one domain, in the order in which it is put right."""
    yield _mail_server()
    yield _mx(domain, asked)
    yield _spf(_texts(domain, "v=spf1", asked))
    yield _dkim(domain, selector, asked)
    yield _dmarc(domain, asked)


def _mail_server() -> Finding:
    if settings.EMAIL_BACKEND != SERVERS:
        name = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
        return Finding("mail server", WRONG, f"mails go to {name}", "set EMAIL_URL")
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with mail.get_connection():
            pass
    except OSError as reason:
        return Finding("mail server", WRONG, f"{where}: {reason}", "look at EMAIL_URL")
    if not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL):
        return Finding("mail server", WEAK, f"{where} without TLS", "submission://")
    return Finding("mail server", GOOD, where)


def _answers(name: str, kind: str, asked: dns.resolver.Resolver) -> list:
    try:
        return list(asked.resolve(name, kind))
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []


def _texts(name: str, begin: str, asked: dns.resolver.Resolver) -> list[str]:
    rows = [
        b"".join(row.strings).decode("ascii", "replace") for row in _answers(name, "TXT", asked)
    ]
    return [row for row in rows if row.lower().replace(" ", "").startswith(begin.lower())]


def _mx(domain: str, asked: dns.resolver.Resolver) -> Finding:
    names = sorted(str(row.exchange).rstrip(".") for row in _answers(domain, "MX", asked))
    if not names or names == [""]:
        advice = "without one nothing that comes back is seen; see the page about mail"
        return Finding("MX", WEAK, f"{domain} takes no mail", advice)
    return Finding("MX", GOOD, ", ".join(names))


def _spf(records: list[str]) -> Finding:
    if not records:
        return Finding("SPF", WRONG, "no record", "v=spf1 ip4:YOUR.MAIL.SERVER -all")
    if len(records) > 1:
        return Finding("SPF", WRONG, f"{len(records)} records", "join them into one")
    last = records[0].split()[-1].lower()
    if last in {"-all", "~all"} or last.startswith("redirect="):
        return Finding("SPF", GOOD, records[0])
    return Finding("SPF", WRONG, records[0], "end it with -all: now anybody may send in your name")


def _dkim(domain: str, selector: str, asked: dns.resolver.Resolver) -> Finding:
    if not selector:
        advice = "set MAIL_DKIM_SELECTOR to the selector your mail server signs with"
        return Finding("DKIM", WEAK, "selector not known", advice)
    name = f"{selector}._domainkey.{domain}"
    rows = [
        b"".join(row.strings).decode("ascii", "replace") for row in _answers(name, "TXT", asked)
    ]
    keys = [_tags(row).get("p", "") for row in rows if "p" in _tags(row)]
    if not keys:
        return Finding("DKIM", WRONG, f"no key at {name}", "publish the key of your mail server")
    if not keys[0]:
        return Finding("DKIM", WRONG, f"the key at {name} is revoked", "publish the new key")
    return Finding("DKIM", GOOD, f"{name}, key of {len(keys[0])} letters")


def _dmarc(domain: str, asked: dns.resolver.Resolver) -> Finding:
    records = _texts(f"_dmarc.{domain}", "v=DMARC1", asked)
    parts = domain.split(".")
    while not records and len(parts) > 2:
        parts = parts[1:]
        records = _texts(f"_dmarc.{'.'.join(parts)}", "v=DMARC1", asked)
    if not records:
        advice = f"_dmarc.{domain} TXT v=DMARC1; p=quarantine; rua=mailto:dmarc@{domain}"
        return Finding("DMARC", WRONG, "no record", advice)
    policy = _tags(records[0]).get("p", "").lower()
    if policy in {"quarantine", "reject"}:
        return Finding("DMARC", GOOD, records[0])
    return Finding("DMARC", WEAK, records[0], "p=quarantine once the reports look right")


def _tags(record: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in record.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if name.strip()}
