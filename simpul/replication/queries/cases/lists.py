"""Lists of cases: everybody's, and those on a desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from simpul.replication.models import Case, Mode, Side
from simpul.replication.policies.cases import (
    adopted_cases,
    facilitated_cases,
    followed_cases,
    given_cases,
    visible_cases,
)
from simpul.replication.queries.cases.page import case_rows
from simpul.replication.queries.cases.turns import TURNS
from simpul.replication.workflow import ACTIVE, CaseState, Standing

SORTS = {
    "due": ("due_at", "pk"),
    "newest": ("-opened_at", "-pk"),
    "oldest": ("opened_at", "pk"),
    "name": ("local_name", "pk"),
}
STANDS = ("active", "ended", *Standing.values[1:])


@dataclass(frozen=True)
class CaseQuery:
    """What is asked of a list of cases, as it stands in the address."""

    q: str = ""
    side: str = ""
    state: str = ""
    stand: str = ""
    mode: str = ""
    sort: str = "due"

    @classmethod
    def of(cls, given, *, sort: str = "due") -> "CaseQuery":
        """Read from an address; what is not known is left out."""
        asked = {
            "q": given.get("q", "").strip()[:200],
            "side": _known(given.get("side"), Side.values),
            "state": _known(given.get("state"), CaseState.values),
            "stand": _known(given.get("stand"), STANDS),
            "mode": _known(given.get("mode"), Mode.values),
            "sort": _known(given.get("sort"), SORTS) or sort,
        }
        return cls(**asked)

    @property
    def encoded(self) -> str:
        """The filters as they stand in an address, without the page."""
        said = {name: value for name, value in vars(self).items() if value}
        return urlencode(said)

    @property
    def is_narrowed(self) -> bool:
        return any((self.q, self.side, self.state, self.stand, self.mode))


def _known(value, choices) -> str:
    return value if value in choices else ""


def my_cases(user, query: CaseQuery) -> QuerySet[Case]:
    """The cases ``user`` has a part in."""
    return narrowed(case_rows().filter(followed_cases(user)), query, user)


def public_cases(user, query: CaseQuery) -> QuerySet[Case]:
    """The cases everybody may read."""
    rows = case_rows().filter(visible_cases(user), public_since__isnull=False)
    return narrowed(rows, query, user)


def narrowed(rows: QuerySet[Case], query: CaseQuery, user) -> QuerySet[Case]:
    if query.q:
        words = Q()
        for name in (
            "number", "local_name", "origin_title", "origin__canonical__title",
            "adopter__name", "origin_organisation__name",
        ):  # fmt: skip
            words |= Q(**{f"{name}__icontains": query.q})
        rows = rows.filter(words)
    if query.side and user.is_authenticated:
        rows = rows.filter(_OF_SIDE[Side(query.side)](user))
    for name, value in (("state", query.state), ("mode", query.mode)):
        if value:
            rows = rows.filter(**{name: value})
    return _standing(rows, query.stand).order_by(*SORTS[query.sort])


def waiting_for(user) -> QuerySet[Case]:
    """The active cases whose next step is one of the sides of ``user``."""
    turns = {side: [state for state, whose in TURNS.items() if whose == side] for side in _OF_SIDE}
    theirs = Q(pk__in=())
    for side, states in turns.items():
        theirs |= _OF_SIDE[side](user) & Q(state__in=states)
    return case_rows().filter(theirs, standing=Standing.RUNNING).order_by("due_at", "pk")


def _standing(rows: QuerySet[Case], stand: str) -> QuerySet[Case]:
    if stand == "active":
        return rows.filter(state__in=ACTIVE)
    if stand == "ended":
        return rows.exclude(state__in=ACTIVE)
    return rows.filter(standing=stand) if stand else rows


_OF_SIDE = {
    Side.ADOPTER: adopted_cases,
    Side.ORIGIN: given_cases,
    Side.FACILITATOR: facilitated_cases,
}


# --- The lists as files ------------------------------------------------------------------------


def case_header() -> list[str]:
    return [
        "number", "local_name", "mode", "origin", "origin_body", "adopter", "facilitator",
        "state", "standing", "opened", "public_since", "completed", "due",
    ]  # fmt: skip


def case_cells(cases: QuerySet[Case], *, inside: bool) -> Iterator[list[Any]]:
    """The rows of a list, in its order; ``inside`` for those who have a part in each."""
    for case in cases.iterator(chunk_size=500):
        dates = (case.opened_at, case.public_since, case.completed_at)
        yield [
            case.number,
            case.local_name,
            case.mode,
            case.origin_name if inside else case.shown_origin_name,
            case.origin_organisation.name,
            case.adopter.name,
            case.facilitator.name,
            case.state,
            case.standing,
            *(localdate(at) if at else None for at in dates),
            localdate(case.due_at) if case.is_active and case.due_at else None,
        ]
