"""What the kernels keep. Core points only to the person, to content types and to itself."""

from simpul.core.models.addresses import RefusedAddress
from simpul.core.models.files import File
from simpul.core.models.journal import Anchor, Entry, EntryDetail, Lease
from simpul.core.models.lookups import IntegerIn
from simpul.core.models.mandates import Mandate
from simpul.core.models.outbox import OutboxMessage
from simpul.core.models.threads import Appeal, Decision, Message, MessageEdit, Report
from simpul.core.models.work import Duty, Version

__all__ = [
    "Anchor",
    "Appeal",
    "Decision",
    "Duty",
    "Entry",
    "EntryDetail",
    "File",
    "IntegerIn",
    "Lease",
    "Mandate",
    "Message",
    "MessageEdit",
    "OutboxMessage",
    "RefusedAddress",
    "Report",
    "Version",
]
