"""Which record is which: the numbers by which installations know each other's records."""

from collections.abc import Iterable

from simpul.exchange.queries.sync.messages import owner_of
from simpul.innovations.models import ExternalId, Innovation, identity

# Under it a record keeps the number it has at another installation.
SCHEME = "simpul"
# Between that number and who, other than its owner, says something about the record.
SAID_BY = "~"


class Numbers:
    """Numbers of some records among installations; ``ours`` is the identity of this one."""

    def __init__(self, ours: str, pks: Iterable[int]) -> None:
        self._ours = ours
        rows = Innovation.objects.filter(pk__in=set(pks)).values_list("pk", "public_id")
        self._public_ids = dict(rows)
        ids = ExternalId.objects.filter(scheme=SCHEME, innovation__in=self._public_ids)
        self._mirrored = {
            pk: value
            for pk, value in ids.values_list("innovation_id", "value")
            if SAID_BY not in value and self._public_ids[pk] == identity(SCHEME, value)
        }

    def is_ours(self, pk: int) -> bool:
        """Whether the record began here, not with a word of another installation."""
        return pk in self._public_ids and pk not in self._mirrored

    def of(self, pk: int) -> str:
        """The number of a record among installations; empty for one that is not there."""
        if pk in self._mirrored:
            return self._mirrored[pk]
        number = self._public_ids.get(pk)
        return f"{self._ours}/{number}" if number else ""


def rows_of(records: Iterable[str], ours: str) -> dict[str, int]:
    """The records here that these numbers mean, by key."""
    wanted = set(records)
    own = {record.partition("/")[2]: record for record in wanted if owner_of(record) == ours}
    rows = Innovation.objects.filter(public_id__in=own).values_list("public_id", "pk")
    found = {own[number]: pk for number, pk in rows}
    ids = ExternalId.objects.filter(scheme=SCHEME, value__in=wanted - found.keys())
    found.update(ids.values_list("value", "innovation_id"))
    return found


def is_mirror(record: Innovation, number: str) -> bool:
    """Whether a record here was made from what another installation says."""
    return record.public_id == identity(SCHEME, number)


def said_key(record: str, origin: str) -> str:
    """Under which number the word of ``origin`` about a record is kept."""
    return record if owner_of(record) == origin else f"{record}{SAID_BY}{origin}"


def is_of_owner(origin: str, record: str) -> bool:
    """Whether an installation speaks of a record of its own."""
    return owner_of(record) == origin
