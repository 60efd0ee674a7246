"""Addresses that refuse mail: what came back is read, and no more is sent there.

A mail that comes back names the one it answers; only for mails of ours is it believed, so that
nobody can silence another by writing to us.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message as Letter
from email.policy import default as policy
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from simpul.core import clock
from simpul.core.models import OutboxMessage, RefusedAddress
from simpul.core.models.outbox import Channel

# An address that refuses for the moment is paused after so many times in a row.
MOST_REFUSALS = 5

LONGEST_REASON = 500
STATUS = re.compile(r"\d\.\d{1,3}\.\d{1,3}")
OUR_ID = re.compile(r"<([0-9a-f]{32})@")
COMPLAINT = "complaint"


@dataclass(frozen=True)
class Refusal:
    """One address that one of our mails did not reach, or whose reader complained."""

    address: str
    status: str
    reason: str

    @property
    def is_final(self) -> bool:
        """Whether trying again is of no use."""
        return self.status == COMPLAINT or self.status.startswith("5")


def mail_id(key: str) -> str:
    """The name a mail bears outside, the same at every attempt."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def paused() -> QuerySet:
    """The addresses nothing is sent to now."""
    return RefusedAddress.objects.filter(paused_at__isnull=False).values("address")


def is_paused(address: str) -> bool:
    """Whether nothing is sent to this address now."""
    return paused().filter(address=address.lower()).exists()


def refused(refusal: Refusal) -> RefusedAddress:
    """Remember a refusal; a final one, or one too many, pauses the address."""
    now, address = clock.now(), refusal.address.lower()
    said = {"status": refusal.status, "reason": refusal.reason[:LONGEST_REASON], "last_at": now}
    with transaction.atomic():
        RefusedAddress.objects.get_or_create(
            address=address, defaults={**said, "first_at": now, "refusals": 0}
        )
        rows = RefusedAddress.objects.filter(address=address)
        rows.update(refusals=F("refusals") + 1, **said)
        worth_pausing = rows.filter(paused_at=None)
        if not refusal.is_final:
            worth_pausing = worth_pausing.filter(refusals__gte=MOST_REFUSALS)
        worth_pausing.update(paused_at=now)
        return rows.get()


def trust(address: str) -> bool:
    """Send to the address again, as after its owner confirmed it; answers whether it was known."""
    return bool(RefusedAddress.objects.filter(address=address.lower()).delete()[0])


# --- Reading what came back --------------------------------------------------------------------


def read(content: bytes) -> list[Refusal]:
    """The refusals a returned mail tells of; none when it does not answer a mail of ours."""
    letter = message_from_bytes(content, policy=policy)
    known = set(OUR_ID.findall(_original_ids(letter)))
    return [refusal for refusal in _told(letter) if _is_ours(refusal.address, known)]


def _original_ids(letter: Letter) -> str:
    """Every message id inside the mail that came back: those of the mails it answers."""
    found = []
    for part in letter.walk():
        if part is not letter:
            found.append(str(part.get("Message-ID", "")))
        if part.get_content_type() == "text/rfc822-headers":
            found.append(str(part.get_payload()))
    return " ".join(found)


def _told(letter: Letter) -> Iterator[Refusal]:
    for part in letter.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            for group in part.get_payload():
                yield from _of_recipient(group)
        elif kind == "message/feedback-report":
            yield from _of_complaint(part)


def _of_recipient(group) -> Iterator[Refusal]:
    recipient = str(group.get("Final-Recipient") or group.get("Original-Recipient") or "")
    action = str(group.get("Action", "")).strip().lower()
    if not recipient or action not in {"failed", "delayed"}:
        return
    found = STATUS.search(str(group.get("Status", "")))
    status = found.group() if found else "5.0.0" if action == "failed" else "4.0.0"
    yield Refusal(_bare(recipient), status, str(group.get("Diagnostic-Code", "")).strip())


def _of_complaint(part: Letter) -> Iterator[Refusal]:
    payload: Any = part.get_payload()
    groups = payload if isinstance(payload, list) else [message_from_bytes(str(payload).encode())]
    for group in groups:
        if address := str(group.get("Original-Rcpt-To") or ""):
            yield Refusal(_bare(address), COMPLAINT, str(group.get("Feedback-Type", "")))


def _bare(recipient: str) -> str:
    return recipient.rpartition(";")[2].strip().strip("<>").lower()


def _is_ours(address: str, known: set[str]) -> bool:
    if not known:
        return False
    sent = OutboxMessage.objects.filter(channel=Channel.MAIL, address__iexact=address)
    return any(mail_id(key) in known for key in sent.values_list("key", flat=True).iterator())
