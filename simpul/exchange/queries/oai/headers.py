"""Which headers stand on which page: by place, so that changes between pages lose nothing.

A header that changes moves to the end. Whoever has read up to a place therefore meets every header
that was not told yet, however many come, change or go meanwhile; one that changed comes again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from django.db.models import Q, QuerySet

from simpul.exchange.models import HarvestHeader
from simpul.exchange.queries.oai import sets


class Place(NamedTuple):
    """How far somebody has read; places compare as they are told."""

    seq: int = 0
    row: int = 0


class Told(Protocol):
    """What a header says of itself."""

    @property
    def seq(self) -> int: ...
    @property
    def id(self) -> int: ...
    @property
    def stamp(self) -> datetime: ...
    @property
    def sets(self) -> str: ...


T = TypeVar("T")


@dataclass(frozen=True)
class Selection:
    """Which records are asked for; ends of time are included, nothing means no bound."""

    since: datetime | None = None
    until: datetime | None = None
    spec: str = ""

    def holds(self, header: Told) -> bool:
        return (
            (self.since is None or header.stamp >= self.since)
            and (self.until is None or header.stamp <= self.until)
            and (not self.spec or sets.is_in(header.sets, self.spec))
        )

    def q(self) -> Q:
        """The same as a condition for the database."""
        wanted = Q()
        if self.since:
            wanted &= Q(stamp__gte=self.since)
        if self.until:
            wanted &= Q(stamp__lte=self.until)
        if self.spec:
            whole, below = sets.sought(self.spec)
            wanted &= Q(sets__contains=whole) | Q(sets__contains=below)
        return wanted


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some headers in order, and where to go on; nowhere when these were the last."""

    headers: Sequence[T]
    after: Place | None


def place_of(header: Any) -> Place:
    return Place(header.seq, header.id)


def page_among(headers: Iterable[Any], chosen: Selection, after: Place, *, size: int) -> Page[Any]:
    """The next page among ``headers`` in any order: what the database must answer, too."""
    waiting = [one for one in headers if place_of(one) > after]
    ordered = sorted((one for one in waiting if chosen.holds(one)), key=place_of)
    return _cut(ordered[: size + 1], size)


def page_after(chosen: Selection, after: Place, *, size: int) -> Page[HarvestHeader]:
    """The next page of what is chosen, after a place."""
    rows = matching(chosen)
    if chosen.since and after == Place():
        after = _before(chosen.since)
    beyond = Q(seq__gt=after.seq) | Q(seq=after.seq, id__gt=after.row)
    found = rows.filter(beyond, seq__gte=after.seq).order_by("seq", "id")
    return _cut(list(found[: size + 1]), size)


def matching(chosen: Selection) -> QuerySet[HarvestHeader]:
    """Every header that is chosen."""
    return HarvestHeader.objects.filter(chosen.q())


def _before(since: datetime) -> Place:
    """A place before everything stamped from ``since`` on, for datestamps grow with places."""
    row = HarvestHeader.objects.filter(stamp__gte=since).order_by("stamp", "seq").first()
    return Place(row.seq if row else 0)


def _cut(found: list[T], size: int) -> Page[T]:
    shown = found[:size]
    return Page(shown, place_of(shown[-1]) if len(found) > size else None)
