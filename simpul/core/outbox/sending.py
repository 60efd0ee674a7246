"""Sending: mails that are due go out, each attempt counted before it is made."""

import logging
import secrets
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core import mail, signing
from django.db.models import F
from django.db.models.functions import Lower
from django.utils import translation

from simpul.core import addresses, clock, leases
from simpul.core.hooks import ADDRESSES
from simpul.core.models import OutboxMessage
from simpul.core.models.outbox import Channel, MessageState

from .digests import page
from .jobs import answers, later
from .messages import person_of

logger = logging.getLogger(__name__)

DELIVER = "core.deliver"
BATCH = 100

# A mail is tried again after 1, 2, 4 ... minutes and given up after the last of these attempts.
MOST_ATTEMPTS = 8
LEASE_SECONDS = 60

# What a link in a mail may do without signing in: stop the mails, nothing else.
UNSUBSCRIBE = "core.unsubscribe"


def wake_delivery() -> bool:
    """Queue a delivery if mail is due and none is under way."""
    holder = secrets.token_hex(8)
    if not _due().exists() or not leases.take(DELIVER, seconds=LEASE_SECONDS, by=holder):
        return False
    later(DELIVER, {"holder": holder})
    return True


@answers(DELIVER)
def deliver(holder: str = "") -> tuple[int, int]:
    """Send every mail that is due; answers how many went and how many did not."""
    sent = failed = 0
    with mail.get_connection() as connection:
        while batch := list(_due()[:BATCH]):
            for message in filter(_claim, batch):
                went = _send(message, connection)
                sent, failed = sent + went, failed + (not went)
    leases.release(DELIVER, by=holder)
    return sent, failed


def unsubscribe_token(person) -> str:
    """What a mail carries so that its reader may stop them with one click."""
    return signing.dumps(person.pk, salt=UNSUBSCRIBE)


def reader_of(token: str):
    """The person a mail was for; nobody for a token that is not ours."""
    try:
        return person_of(signing.loads(token, salt=UNSUBSCRIBE))
    except signing.BadSignature:
        return None


def _due():
    due = OutboxMessage.objects.filter(
        channel=Channel.MAIL, state=MessageState.QUEUED, not_before__lte=clock.now()
    )
    # What waits for a paused address waits until the address is trusted again.
    reachable = due.alias(reader=Lower("address")).exclude(reader__in=addresses.paused())
    return reachable.order_by("id")


def _claim(message: OutboxMessage) -> bool:
    """Count the attempt before it is made, so that two workers never make the same one."""
    pause = timedelta(minutes=2**message.attempts)
    last = message.attempts + 1 >= MOST_ATTEMPTS
    same = OutboxMessage.objects.filter(
        pk=message.pk, state=MessageState.QUEUED, attempts=message.attempts
    )
    return bool(
        same.update(
            attempts=F("attempts") + 1,
            not_before=clock.now() + pause,
            state=MessageState.FAILED if last else MessageState.QUEUED,
        )
    )


def _send(message: OutboxMessage, connection) -> bool:
    link = message.link
    letter = mail.EmailMessage(
        message.subject.replace("\n", " "),
        f"{message.body}\n\n{settings.SITE_URL + link if link.startswith('/') else link}".strip(),
        to=[message.address],
        headers=_headers(message),
        connection=connection,
    )
    try:
        letter.send()
    except SMTPRecipientsRefused as refused:
        _remember(refused)
        return False
    except OSError:
        logger.exception("Mail %s did not go.", message.key)
        return False
    OutboxMessage.objects.filter(pk=message.pk).update(state=MessageState.SENT, sent_at=clock.now())
    return True


def _remember(refused: SMTPRecipientsRefused) -> None:
    """The mail server itself would not take the address."""
    for address, (code, words) in refused.recipients.items():
        status = f"{code // 100}.0.0"
        reason = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
        addresses.refused(addresses.Refusal(address, status, reason))


def _headers(message: OutboxMessage) -> dict[str, str]:
    # The same message has the same id, so a mailbox can tell a repeated one.
    name = addresses.mail_id(message.key)
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].strip(">")
    headers = {"Message-ID": f"<{name}@{domain}>", "Content-Language": message.language}
    if message.by_preference and message.person_id is not None:
        with translation.override(message.language):
            token = signing.dumps(message.person_id, salt=UNSUBSCRIBE)
            if stop := page(ADDRESSES.unsubscribe, token):
                headers["List-Unsubscribe"] = f"<{stop}>"
                headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
