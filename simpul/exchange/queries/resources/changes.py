"""What changed since somebody asked last, by the number of the journal: the one cursor there is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from simpul.core import journal
from simpul.core.models import Entry
from simpul.innovations.models import PUBLIC_STATES, Innovation, State
from simpul.innovations.queries.catalogue import CatalogueRow
from simpul.innovations.queries.lists import lists
from simpul.innovations.queries.rows import catalogue_rows

# So many entries are looked through for one answer, however few of them tell of a public record.
WINDOW = 1_000


@dataclass(frozen=True)
class Place:
    """Where a reader stands in the journal: an entry, and how many of its records were told."""

    seq: int
    told: int = 0


@dataclass(frozen=True)
class Change:
    """One record that changed: as it is now, or why it is not to be read any more."""

    seq: int
    public_id: str
    state: str
    row: CatalogueRow | None = None
    into: str = ""


@dataclass(frozen=True)
class Changes:
    """Some changes in their order, and where to go on."""

    changes: Sequence[Change]
    next: Place
    more: bool


def changes_after(place: Place, *, user, limit: int) -> Changes:
    """The next changes of public records; each tells of a record as it is now, once an answer."""
    label = Innovation._meta.label_lower
    # Read first: what is sealed meanwhile is told next time.
    head = journal.head_seq()
    entries = Entry.objects.filter(seq__gte=place.seq, seq__gt=0).order_by("seq")
    window = list(entries.filter(model=label).only("seq", "object_id", "rows")[:WINDOW])
    touched: dict[int, int] = {}
    # Everything is told up to here, unless the answer is full before.
    reached = Place(head if len(window) < WINDOW else window[-1].seq or 0)
    full = False
    for entry in window:
        full, at = _take(entry, place, touched, limit)
        if full:
            reached = at
            break
    following = _after(reached, place)
    return Changes(_told(touched, user), following, full or len(window) == WINDOW)


def _after(reached: Place, place: Place) -> Place:
    """Never back: an unsealed head stands before what was told."""
    return max(reached, place, key=lambda at: (at.seq, at.told))


def _take(entry: Entry, place: Place, touched: dict[int, int], limit: int) -> tuple[bool, Place]:
    """Add the records of one entry; whether the answer is full, and where it then goes on."""
    seq, pks = entry.seq or 0, entry.pks
    start = (place.told or len(pks)) if seq == place.seq else 0
    for number, pk in enumerate(pks[start:], start=start):
        if len(touched) >= limit and pk not in touched:
            return True, Place(seq, number) if number else Place(seq - 1, 0)
        touched[pk] = seq
    return False, place


def _told(touched: dict[int, int], user) -> list[Change]:
    keys = list(touched)
    rows = {row.pk: row for row in catalogue_rows(keys, user=user, lists=lists())}
    gone = _gone([pk for pk in keys if pk not in rows])
    found = []
    for pk, seq in sorted(touched.items(), key=lambda pair: (pair[1], pair[0])):
        if row := rows.get(pk):
            state = "verified" if row.is_verified else "listed"
            found.append(Change(seq, row.public_id, state, row))
        elif pk in gone:
            public_id, state, into = gone[pk]
            found.append(Change(seq, public_id, state, into=into))
    return found


def _gone(keys: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    """Records that were public and are not any more: merged into one that is, or withdrawn."""
    shown = (*PUBLIC_STATES, State.WITHDRAWN)
    left = Innovation.objects.order_by().filter(pk__in=keys, state__in=shown)
    merged = left.exclude(canonical=F("pk")).filter(canonical__state__in=PUBLIC_STATES)
    found = {
        pk: (public_id, "merged", into)
        for pk, public_id, into in merged.values_list("pk", "public_id", "canonical__public_id")
    }
    withdrawn = left.filter(canonical=F("pk"), state=State.WITHDRAWN)
    pairs = withdrawn.values_list("pk", "public_id")
    return found | {pk: (public_id, "withdrawn", "") for pk, public_id in pairs}
