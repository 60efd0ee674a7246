"""The catalogue asked of the database alone: whole lists for files, and lists without an index."""

from collections.abc import Callable

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from simpul.innovations.models import Award, Claim, Innovation
from simpul.innovations.queries.lists import Lists
from simpul.innovations.queries.records import innovations_for
from simpul.innovations.queries.url_state import (
    EVIDENCE,
    TITLE,
    YEAR,
    CatalogueQuery,
)
from simpul.innovations.workflow import State

Codes = tuple[str, ...]
STATES = {"listed": State.LISTED, "verified": State.PUBLISHED}
# Words beyond these would only make the database slow.
MOST_WORDS = 8


def plain_list(query: CatalogueQuery, *, user, lists: Lists) -> QuerySet[Innovation]:
    """Every record that passes the filters and holds the words in its title, in order."""
    records = innovations_for(user).filter(state__in=STATES.values())
    for name, codes in query.filters.items():
        records = records.filter(_CONDITIONS[name](codes, lists))
    for word in query.text.split()[:MOST_WORDS]:
        records = records.filter(Q(title__icontains=word))
    return records.order_by(*_ORDERS.get(query.order, _NEWEST))


def _held(model, **conditions) -> Exists:
    return Exists(model.objects.order_by().filter(innovation=OuterRef("pk"), **conditions))


def _goals(codes: Codes, _lists: Lists) -> Exists:
    through = Innovation.goals.through.objects
    return Exists(through.filter(innovation=OuterRef("pk"), goal__number__in=codes))


def _sources(codes: Codes, _lists: Lists) -> Exists:
    said = Claim.objects.order_by().filter(
        innovation__canonical=OuterRef("pk"), authority__key__in=codes, retired_at=None
    )
    return Exists(said)


def _stages(codes: Codes, _lists: Lists) -> Q:
    known = Q(life_status__in=codes)
    return known | Q(life_status=None) if "unknown" in codes else known


_CONDITIONS: dict[str, Callable[[Codes, Lists], Q | Exists]] = {
    "state": lambda codes, _: Q(state__in=[STATES[code] for code in codes]),
    "kind": lambda codes, _: Q(owner__level__in=codes),
    "province": lambda codes, _: Q(province__code__in=codes),
    "regency": lambda codes, _: Q(region__code__in=codes),
    "sector": lambda codes, _: Q(sector__key__in=codes),
    "affair": lambda codes, _: Q(affair__code__in=codes),
    "goal": _goals,
    "year": lambda codes, _: Q(year__in=codes),
    "award": lambda codes, _: _held(Award, level__code__in=codes),
    "source": _sources,
    "owner": lambda codes, lists: Q(owner__code__in=lists.family(codes)),
    "stage": _stages,
    "hub": lambda codes, _: Q(hub__code__in=codes),
}
_NEWEST: tuple[str | Combinable, ...] = ("-created_at", "pk")
_ORDERS: dict[str, tuple[str | Combinable, ...]] = {
    TITLE: ("title", "pk"),
    YEAR: (F("year").desc(nulls_last=True), "pk"),
    EVIDENCE: ("-evidence_grade", "-completeness", "pk"),
}
