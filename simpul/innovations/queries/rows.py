"""Rows of the catalogue: re-read from the database, three questions for any number of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import get_language

from simpul.innovations.models import Award, InnovationText
from simpul.innovations.queries import prepared
from simpul.innovations.queries.lists import Lists, Owner, Place, Words
from simpul.innovations.queries.records import innovations_for
from simpul.innovations.workflow import State

# Levels up to the first rank were won; from the second on nothing was given at all.
LOWEST_AWARD_RANK, NO_AWARD_RANK = 4, 6

COLUMNS = (
    "pk",
    "public_id",
    "slug",
    "title",
    "acronym",
    "long_title",
    "unit",
    "state",
    "year",
    "life_as_of",
    "life_due_on",
    "evidence_grade",
    "completeness",
    "synthetic",
    "created_at",
    "changed_at",
)
CODES = ("life_status_id", "owner_id", "region_id", "sector_id")
ANYBODY = AnonymousUser()
# Stands in an address where the name of a record will stand.
SLUG = "-"


@dataclass(frozen=True, slots=True)
class AwardLine:
    """What a programme gave, as a list names it."""

    programme: str
    year: int | None
    level: Words | None
    wording: str

    @property
    def won(self) -> bool:
        return self.level is not None and self.level.order <= LOWEST_AWARD_RANK

    @property
    def label(self) -> str:
        """The programme and what it gave, such as "KIPP 2021, Top 45"; a mere listing is named."""
        head = f"{self.programme} {self.year}" if self.year else self.programme
        if self.level is None or self.level.order >= NO_AWARD_RANK:
            return head
        return f"{head}, {self.level.label}"


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One innovation with everything a list, a file or a feed says of it."""

    pk: int
    public_id: str
    slug: str
    title: str
    acronym: str
    long_title: str
    unit: str
    state: str
    year: int | None
    life_as_of: date | None
    life_due_on: date | None
    evidence_grade: int
    completeness: int
    synthetic: bool
    created_at: datetime
    changed_at: datetime
    life_status: Words | None
    owner: Owner | None
    region: Place | None
    province: Place | None
    sector: Words | None
    summary: str
    language: str
    awards: tuple[AwardLine, ...]
    url: str

    @property
    def is_verified(self) -> bool:
        return self.state == State.PUBLISHED


def catalogue_rows(ids: Sequence[int], *, user, lists: Lists) -> list[CatalogueRow]:
    """The rows of ``ids`` that ``user`` may see, in that order."""
    if not ids:
        return []
    found = {row[0]: row for row in _seen(ids, user)}
    summaries = _summaries(ids)
    awards = _awards(ids, lists)
    address = reverse("innovations:detail", args=[SLUG])
    return [
        _row(found[pk], lists, summaries.get(pk, ("", "id")), awards.get(pk, ()), address)
        for pk in ids
        if pk in found
    ]


def _seen(ids: Sequence[int], user) -> list[Sequence[Any]]:
    if user.is_anonymous:
        return prepared.values(_seen_by_anybody, ids)
    return list(_narrow(ids, user))


def _seen_by_anybody(ids: Sequence[int]):
    return _narrow(ids, ANYBODY)


def _narrow(ids: Sequence[int], user):
    rows = innovations_for(user).order_by().filter(pk__in=ids)
    return rows.values_list(*COLUMNS, *CODES)


def _row(values, lists: Lists, summary: tuple[str, str], awards, address: str) -> CatalogueRow:
    stage, owner, region, sector = values[len(COLUMNS) :]
    place = lists.place_by_key.get(region)
    columns = dict(zip(COLUMNS, values, strict=False))
    return CatalogueRow(
        **columns,
        life_status=lists.terms["stage"].get(stage),
        owner=lists.owner_by_key.get(owner),
        region=place,
        province=lists.places.get(place.province) if place else None,
        sector=lists.sector_by_key.get(sector),
        summary=summary[0],
        language=summary[1],
        awards=tuple(awards),
        url=address.replace(f"/{SLUG}/", f"/{columns['slug']}/"),
    )


def _summaries(ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The summary of each record in the reader's language, else in the one it has."""
    reader = get_language() or "id"
    found: dict[int, tuple[str, str]] = {}
    for pk, language, text in prepared.values(_summaries_of, ids):
        if pk not in found or language == reader:
            found[pk] = (text, language)
    return found


def _summaries_of(ids: Sequence[int]):
    texts = InnovationText.objects.order_by().filter(innovation__in=ids, field="summary")
    return texts.values_list("innovation_id", "language", "text")


def _awards(ids: Sequence[int], lists: Lists) -> dict[int, list[AwardLine]]:
    """The awards of each record, the highest first."""
    found: dict[int, list[AwardLine]] = {}
    for pk, programme, year, level, wording in prepared.values(_awards_of, ids):
        line = AwardLine(programme, year, lists.terms["award"].get(level), wording)
        found.setdefault(pk, []).append(line)
    return found


def _awards_of(ids: Sequence[int]):
    rows = Award.objects.order_by("level__rank", "-year", "pk").filter(innovation__in=ids)
    return rows.values_list(
        "innovation_id", "programme__short_name", "year", "level__code", "wording"
    )
