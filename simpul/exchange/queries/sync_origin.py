"""Where a record began: what its own hub, at another installation, says of it."""

from dataclasses import dataclass
from datetime import date

from simpul.exchange.models import Peer, SyncEvent
from simpul.exchange.queries.sync.messages import CONTENT, owner_of
from simpul.exchange.queries.sync_records import SAID_BY, SCHEME
from simpul.innovations.models import Evidence, ExternalId, Innovation, identity


@dataclass(frozen=True)
class Origin:
    """What is known of a record at the installation where it began."""

    peer: Peer
    address: str
    is_verified: bool
    verified_on: date | None
    heard: SyncEvent
    files: list[Evidence]


def origin_of(record: Innovation) -> Origin | None:
    """Where a record of others comes from; None for one that began here."""
    numbers = ExternalId.objects.filter(innovation=record, scheme=SCHEME).order_by("pk")
    for number in numbers.values_list("value", flat=True):
        if SAID_BY not in number and record.public_id == identity(SCHEME, number):
            return _read(record, number)
    return None


def _read(record: Innovation, number: str) -> Origin | None:
    owner = owner_of(number)
    peer = Peer.objects.filter(code=owner).first()
    event = SyncEvent.objects.filter(origin=owner, record=number, register=CONTENT).first()
    if peer is None or event is None:
        return None
    body = event.sealed["event"]["body"]
    files = Evidence.objects.public().filter(innovation=record, draft=None, added_by=None)
    return Origin(
        peer,
        numbered_address(body.get("address")),
        body.get("standing") == "verified",
        _day(body.get("verified_at")),
        event,
        list(files.select_related("file")),
    )


def numbered_address(said: object) -> str:
    """The address there, where it is one that a page may link to."""
    text = said if isinstance(said, str) else ""
    return text if text.startswith(("https://", "http://")) else ""


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) and text else None
    except ValueError:
        return None
