"""What travels from a source to the catalogue: where to read, what was read, what is wrong."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

Text = str | Promise

FAULT, UNRESOLVED, REFUSED, NOTED = "fault", "unresolved", "refused", "noted"


@dataclass(frozen=True)
class Piece:
    """One thing to fetch and read whole: a file, a page of a list. Plain values, kept as JSON.

    ``options`` tell the adapter how to read it; nobody else looks into them.
    """

    key: str
    address: str = ""
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Raw:
    """One record as its source gave it. ``at`` says where it stands: "sheet Data, row 7"."""

    key: str
    values: dict[str, Any]
    at: str = ""
    deleted: bool = False


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field of one record, and what to do about it.

    Of kind ``unresolved`` the rest of the record may come in and the field waits, with what the
    source wrote as ``given`` and the codes it may mean as ``candidates``; of kind ``refused`` the
    record may not come in; a ``fault`` of a field leaves that field out and is told; ``noted``
    tells what was read into words that are not plain, and the field comes in.
    """

    key: str
    at: str
    field: str
    say: Text
    fix: Text
    kind: str = FAULT
    given: str = ""
    candidates: tuple[str, ...] = ()
