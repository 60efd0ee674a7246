"""A filtered catalogue in few figures: listed and verified, by year, by sector, the newest."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from simpul.innovations.models import Innovation
from simpul.innovations.policies import visible
from simpul.innovations.queries.life import LifeCounts, life_counts
from simpul.innovations.queries.lists import lists
from simpul.innovations.queries.rows import CatalogueRow, catalogue_rows
from simpul.innovations.workflow import PUBLIC_STATES, State

NEWEST = 10
SECTORS = 8


@dataclass(frozen=True)
class Digest:
    """What the panel of a region, institution, sector, goal or hub says about its records."""

    listed: int
    verified: int
    life: LifeCounts
    years: Sequence[tuple[int, int]]
    without_year: int
    sectors: Sequence[tuple[str, str, int]]
    newest: Sequence[CatalogueRow]

    @property
    def total(self) -> int:
        return self.listed + self.verified


def digest(about: Q, *, user, newest: int = NEWEST, sectors: int = SECTORS) -> Digest:
    """The figures of the public records for which ``about`` holds."""
    rows = Innovation.objects.public().filter(about)
    states, years = _states_and_years(rows)
    latest = rows.filter(visible(user)).order_by("-created_at", "-year", "-pk")
    ids = list(latest.values_list("pk", flat=True)[:newest])
    return Digest(
        listed=states[State.LISTED],
        verified=states[State.PUBLISHED],
        life=life_counts(rows),
        years=sorted((year, count) for year, count in years.items() if year),
        without_year=years[None],
        sectors=_sectors(rows, sectors),
        newest=catalogue_rows(ids, user=user, lists=lists()),
    )


def _states_and_years(rows: QuerySet[Innovation]) -> tuple[Counter, Counter]:
    states: Counter = Counter(dict.fromkeys(PUBLIC_STATES, 0))
    years: Counter = Counter({None: 0})
    counted = rows.order_by().values_list("state", "year").annotate(count=Count("pk"))
    for state, year, count in counted:
        states[state] += count
        years[year] += count
    return states, years


def _sectors(rows: QuerySet[Innovation], most: int) -> list[tuple[str, str, int]]:
    """The sectors with the most records: key, label, count."""
    known = {words.key: words for words in lists().terms["sector"].values()}
    counted = rows.order_by().exclude(sector=None).values_list("sector").annotate(n=Count("pk"))
    ranked = sorted(counted, key=lambda row: (-row[1], known[row[0]].label))
    return [(known[key].code, known[key].label, count) for key, count in ranked[:most]]
