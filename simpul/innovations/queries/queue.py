"""What waits to be checked: whose turn it is, how long it has waited, and who has it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.db.models import Count, F, Min, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from simpul.core import clock
from simpul.core.models import Mandate
from simpul.hubs.policies import COORDINATOR, VERIFIER
from simpul.innovations.models import CHECKED, ChainLink, Draft, DraftKind, DraftState
from simpul.innovations.policies import on_desks_of
from simpul.innovations.queries.url_state import whole
from simpul.innovations.queries.working_days import Calendar

SIZES = (25, 50, 100)
SORTS = {
    "oldest": gettext_lazy("Oldest first"),
    "turn": gettext_lazy("Institutions in turn"),
    "due": gettext_lazy("Due first"),
}
WHO = {
    "free": gettext_lazy("Nobody has it yet"),
    "mine": gettext_lazy("With me"),
    "others": gettext_lazy("With somebody else"),
}
CLOCKS = {
    "late": gettext_lazy("Overdue"),
    "running": gettext_lazy("Clock is running"),
    "stopped": gettext_lazy("Waits for an answer"),
}
SOON = 2


@dataclass(frozen=True)
class QueueFilter:
    """What the address of the queue asks for; whatever is no choice counts as not asked."""

    hub: str = ""
    who: str = ""
    clock: str = ""
    kind: str = ""
    owner: str = ""
    sort: str = "oldest"
    page: int = 1
    size: int = SIZES[0]

    @classmethod
    def of(cls, data: Mapping[str, str]) -> "QueueFilter":
        """Read the query of an address."""
        size = whole(data.get("size"), SIZES[0])
        return cls(
            hub=data.get("hub", "")[:60],
            who=_choice(data.get("who"), WHO),
            clock=_choice(data.get("clock"), CLOCKS),
            kind=_choice(data.get("kind"), DraftKind.values),
            owner=data.get("owner", "")[:60],
            sort=_choice(data.get("sort"), SORTS) or "oldest",
            page=max(whole(data.get("page"), 1), 1),
            size=size if size in SIZES else SIZES[0],
        )

    def query(self, **changes: Any) -> str:
        """The address of the same queue with these changes; what is usual is left out."""
        wanted = replace(self, **changes) if changes else self
        return urlencode(
            {
                field.name: getattr(wanted, field.name)
                for field in fields(self)
                if field.name != "page" and getattr(wanted, field.name) != field.default
            }
        )

    @property
    def is_narrowed(self) -> bool:
        return any((self.hub, self.who, self.clock, self.kind, self.owner))


@dataclass(frozen=True)
class Waiting:
    """One submission in the queue."""

    draft: Draft
    age: int
    # Working days left; below zero when late, none while the clock stands.
    left: int | None
    # The how manieth of how many of the same institution.
    turn: int
    turns: int

    @property
    def due(self) -> str:
        """The state of its clock in words."""
        if self.draft.paused_at is not None:
            return _("clock stopped")
        if self.left is None:
            return ""
        if self.left < 0:
            return ngettext("%(n)d working day late", "%(n)d working days late", -self.left) % {
                "n": -self.left
            }
        if self.left == 0:
            return pgettext("due", "today")
        return ngettext("%(n)d working day left", "%(n)d working days left", self.left) % {
            "n": self.left
        }

    @property
    def tone(self) -> str:
        if self.left is None:
            return ""
        return "late" if self.left < 0 else "soon" if self.left <= SOON else ""


@dataclass(frozen=True)
class Load:
    """How much one checker has in hand."""

    person: Any
    count: int
    oldest: datetime | None


@dataclass(frozen=True)
class Queue:
    """One page of the queue, with what the filters offer."""

    rows: Sequence[Waiting]
    count: int
    pages: int
    hubs: Sequence[tuple[str, str]]
    owners: Sequence[tuple[str, str]]
    loads: Sequence[Load]
    asked: QueueFilter


def checks_somewhere(user) -> bool:
    """Say whether ``user`` holds an office that checks, or leads those who do."""
    named = ChainLink.objects.order_by().values_list("office", flat=True).distinct()
    held = Mandate.objects.valid_at(clock.now()).filter(person=user.pk)
    return held.filter(office__in={VERIFIER, COORDINATOR, *named}).exists()


def drafts_on_desks_of(user) -> QuerySet[Draft]:
    """Everything in verification that ``user`` has something to do with."""
    return Draft.objects.filter(on_desks_of(user), state__in=CHECKED)


def queue(user, asked: QueueFilter) -> Queue:
    """The queue as ``asked``, in a fixed number of questions."""
    whole = drafts_on_desks_of(user)
    turns = _turns(whole)
    keys = _ordered(user, whole, asked, turns)
    pages = max(-(-len(keys) // asked.size), 1)
    asked = replace(asked, page=min(asked.page, pages))
    start = (asked.page - 1) * asked.size
    return Queue(
        rows=list(_rows(keys[start : start + asked.size], turns)),
        count=len(keys),
        pages=pages,
        hubs=_labels(whole, "hub__code", "hub__name"),
        owners=_labels(whole, "organisation__code", "organisation__short_name"),
        loads=_loads(whole),
        asked=asked,
    )


def queue_rows(user, asked: QueueFilter) -> Iterator[Waiting]:
    """Every row of the queue as ``asked``, for a file."""
    whole = drafts_on_desks_of(user)
    turns = _turns(whole)
    keys = _ordered(user, whole, asked, turns)
    for start in range(0, len(keys), SIZES[-1]):
        yield from _rows(keys[start : start + SIZES[-1]], turns)


def _ordered(user, whole: QuerySet[Draft], asked: QueueFilter, turns) -> list[int]:
    found = whole.filter(_wanted(user, asked))
    if asked.sort == "due":
        due_first = found.order_by(F("due_at").asc(nulls_last=True), "pk")
        return list(due_first.values_list("pk", flat=True))
    keys = list(found.order_by("submitted_at", "pk").values_list("pk", flat=True))
    if asked.sort != "turn":
        return keys
    # The first of every institution, then the second of each: none waits behind another's pile.
    return sorted(keys, key=lambda pk: turns[pk][0])


def _wanted(user, asked: QueueFilter) -> Q:
    wanted = Q()
    if asked.hub:
        wanted &= Q(hub__code=asked.hub)
    if asked.kind:
        wanted &= Q(kind=asked.kind)
    if asked.owner:
        wanted &= Q(organisation__code=asked.owner)
    who = {
        "free": Q(state=DraftState.SUBMITTED),
        "mine": Q(verifier=user),
        "others": Q(verifier__isnull=False) & ~Q(verifier=user),
    }
    clocks = {
        "late": Q(paused_at=None, due_at__lt=clock.now()),
        "running": Q(paused_at=None),
        "stopped": Q(paused_at__isnull=False),
    }
    return wanted & who.get(asked.who, Q()) & clocks.get(asked.clock, Q())


def _turns(whole: QuerySet[Draft]) -> dict[int, tuple[int, int]]:
    """The place of each among those of its institution, and how many these are."""
    rows = list(whole.order_by("submitted_at", "pk").values_list("pk", "organisation"))
    total = Counter(body for _pk, body in rows)
    seen: Counter = Counter()
    turns = {}
    for pk, body in rows:
        seen[body] += 1
        turns[pk] = (seen[body], total[body])
    return turns


def _rows(keys: Sequence[int], turns: Mapping[int, tuple[int, int]]) -> Iterator[Waiting]:
    parts = ("innovation", "organisation", "hub", "verifier")
    found = Draft.objects.select_related(*parts).in_bulk(keys)
    now = clock.now()
    calendar = Calendar(now)
    for pk in keys:
        draft = found[pk]
        due = draft.due_at if draft.paused_at is None else None
        submitted = draft.submitted_at or draft.opened_at
        yield Waiting(
            draft,
            age=calendar.between(submitted, now),
            left=_left(calendar, due, now) if due is not None else None,
            turn=turns[pk][0],
            turns=turns[pk][1],
        )


def _left(calendar: Calendar, due: datetime, now: datetime) -> int:
    left = calendar.between(now, due)
    # Past the closing hour of the last day it is late, though no day has passed.
    return -1 if left == 0 and due < now else left


def _labels(whole: QuerySet[Draft], code: str, label: str) -> list[tuple[str, str]]:
    rows = whole.exclude(**{code: None}).order_by(label).values_list(code, label).distinct()
    return list(rows)


def _loads(whole: QuerySet[Draft]) -> list[Load]:
    """Everybody who holds an office of these desks, the busiest first."""
    busy = {
        row["verifier"]: (row["count"], row["oldest"])
        for row in whole.filter(verifier__isnull=False)
        .order_by()
        .values("verifier")
        .annotate(count=Count("pk"), oldest=Min("taken_up_at"))
    }
    desks = whole.order_by().values_list("office", "desk_type", "desk_id").distinct()
    seats = [Q(office=office, scope_type=kind, scope_id=pk) for office, kind, pk in desks if office]
    held = Mandate.objects.valid_at(clock.now()).filter(reduce(or_, seats, Q(pk__in=[])))
    people = get_user_model()._default_manager.filter(
        Q(pk__in=held.values("person")) | Q(pk__in=list(busy)), is_active=True
    )
    loads = [Load(person, *busy.get(person.pk, (0, None))) for person in people.order_by("name")]
    return sorted(loads, key=lambda load: -load.count)


def _choice(text: str | None, choices) -> str:
    return text if text and text in choices else ""
