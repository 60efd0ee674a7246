"""Who replicated what: one row for each real adoption, wherever it was said.

Three kinds of words say so: a completed case, a replication of the past recorded by an official or
read from a form, and a relation between two records. All are read through merges, so a merge or its
end moves no row and loses none; what says the same adoption again is folded into one edge.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from simpul.innovations.models import (
    PUBLIC_STATES,
    Innovation,
    Relation,
    RelationKind,
    RelationState,
)
from simpul.organisations.models import Kind, Organisation
from simpul.organisations.queries import with_units
from simpul.replication.models import Adoption, Case
from simpul.replication.workflow import AdoptionState

CONFIRMED, CONTESTED, CLAIMED = "confirmed", "contested", "claimed"
# Of two words about one adoption the first of these counts.
_STRONGEST = (CONFIRMED, CONTESTED, CLAIMED)
_WORDS = {
    AdoptionState.CLAIMED: CLAIMED,
    AdoptionState.NOT_ANSWERED: CLAIMED,
    AdoptionState.CONFIRMED: CONFIRMED,
    AdoptionState.CONTESTED: CONTESTED,
}
_RELATED = {
    RelationState.CLAIMED: CLAIMED,
    RelationState.CONFIRMED: CONFIRMED,
    RelationState.CONTESTED: CONTESTED,
}


@dataclass(frozen=True)
class Edge:
    """One adoption: ``adopter`` (an institution) took over ``origin``; both sides are keys.

    ``result`` is the adopter's own record where it has one that readers see. ``is_silent`` is of a
    claim that the origin did not answer in time; ``is_year`` says that of ``since`` only the year
    is known. ``case``, ``claim`` and ``relation`` are the rows that say so.
    """

    origin: int
    adopter: int | None
    result: int | None = None
    mode: str = ""
    state: str = CLAIMED
    since: date | None = None
    is_year: bool = False
    is_silent: bool = False
    case: int | None = None
    claim: int | None = None
    relation: int | None = None

    @property
    def key(self) -> str:
        """A name that stays while the row that says so stays."""
        if self.case:
            return f"case-{self.case}"
        return f"claim-{self.claim}" if self.claim else f"relation-{self.relation}"


def edges(
    *,
    origins: Collection[int] | None = None,
    adopters: Collection[int] | None = None,
    results: Collection[int] | None = None,
    public: bool = True,
) -> list[Edge]:
    """Every adoption, oldest first; of these canonical records, institutions or results only.

    With ``public`` only what everybody may read: an adoption of a record that is not public is left
    out, and the adopter's record is not named until it is public. What is asked for is narrowed in
    the database, to whole groups of words about one origin and one adopter.
    """
    asked = _Asked(public, origins, adopters)
    if results is not None:
        copied = _origins_of(results)
        asked = replace(asked, origins=copied if origins is None else copied & set(origins))
    said = [*_of_cases(asked), *_of_claims(asked), *_of_relations(asked)]
    groups: dict[tuple[int, int | None], list[Edge]] = defaultdict(list)
    for edge in said:
        groups[edge.origin, edge.adopter].append(edge)
    found = [edge for group in groups.values() for edge in folded(group)]
    kept = (
        edge
        for edge in found
        if (origins is None or edge.origin in origins)
        and (adopters is None or edge.adopter in adopters)
        and (results is None or edge.result in results)
    )
    return sorted(kept, key=lambda edge: (edge.since or date.max, edge.key))


def edges_of(bodies: Collection[int]) -> list[Edge]:
    """Every public adoption by these institutions, or of a record of theirs or their units."""
    owned = Innovation.objects.public().filter(owner__in=_with_units(bodies))
    found = [*edges(adopters=bodies), *edges(origins=set(owned.values_list("pk", flat=True)))]
    return list({edge.key: edge for edge in found}.values())


def folded(group: Iterable[Edge]) -> list[Edge]:
    """Words about one origin and one adopter as adoptions: one for each record that came of it.

    A word without a record is about the oldest of them.
    """
    by_result: dict[int, list[Edge]] = defaultdict(list)
    bare: list[Edge] = []
    for edge in group:
        if edge.result is None:
            bare.append(edge)
        elif edge.result != edge.origin:
            by_result[edge.result].append(edge)
        else:
            # Both records were found to be one: no copy, but for the word that somebody adopted it.
            bare += [replace(edge, result=None)] if edge.case or edge.claim else []
    if not by_result:
        return [_one(bare)] if bare else []
    adoptions = [_one(said) for said in by_result.values()]
    adoptions.sort(key=lambda edge: (edge.since or date.max, edge.key))
    return [_one([adoptions[0], *bare]), *adoptions[1:]]


def _one(said: list[Edge]) -> Edge:
    """What several words about one adoption say together."""
    strongest = min(said, key=lambda edge: (_STRONGEST.index(edge.state), edge.key))
    dated = min(
        (edge for edge in said if edge.since),
        key=lambda edge: (_STRONGEST.index(edge.state), edge.is_year, edge.since),
        default=strongest,
    )
    return replace(
        strongest,
        result=_first(edge.result for edge in said),
        mode=strongest.mode or _first(edge.mode for edge in said) or "",
        since=dated.since,
        is_year=dated.is_year,
        case=_first(edge.case for edge in said),
        claim=_first(edge.claim for edge in said),
        relation=_first(edge.relation for edge in said),
    )


def _first(values: Iterable) -> Any:
    return next((value for value in values if value), None)


# --- The three kinds of words ------------------------------------------------------------------


@dataclass(frozen=True)
class _Asked:
    """Which words are read; ``None`` asks for all."""

    public: bool
    origins: Collection[int] | None
    adopters: Collection[int] | None

    def narrowed(self, rows: QuerySet, *, origin: str, adopter: str) -> QuerySet:
        """Those rows whose origin and adopter, by these names, are asked for."""
        if self.public:
            rows = rows.filter(**{f"{origin}__canonical__state__in": PUBLIC_STATES})
        if self.origins is not None:
            rows = rows.filter(**{f"{origin}__canonical__in": self.origins})
        if self.adopters is not None:
            rows = rows.filter(**{f"{adopter}__in": self._units})
        return rows

    @cached_property
    def _units(self):
        return _with_units(self.adopters or ())


def _with_units(bodies: Collection[int]):
    return with_units(Organisation.objects.filter(pk__in=bodies)).values("pk")


def _origins_of(results: Collection[int]) -> set[int]:
    """The records that these were copied from, by anybody's word."""
    copies = Relation.objects.filter(kind=RelationKind.REPLICATES, subject__canonical__in=results)
    cases = Case.objects.completed().filter(result__canonical__in=results, origin__isnull=False)
    claims = Adoption.objects.standing().filter(result__canonical__in=results)
    named = copies.order_by().values_list("object__canonical", flat=True).union(
        cases.order_by().values_list("origin__canonical", flat=True),
        claims.order_by().values_list("origin__canonical", flat=True),
    )  # fmt: skip
    return {pk for pk in named if pk}


# What is read of a body to tell which institution it is a unit of.
_HOUSE = ("", "__kind", "__parent", "__parent__kind", "__parent__parent", "__parent__parent__kind")


def _house(body: str) -> list[str]:
    return [f"{body}{name}" for name in _HOUSE]


def _of_cases(asked: _Asked) -> Iterator[Edge]:
    completed = Case.objects.completed().filter(origin__isnull=False)
    rows = asked.narrowed(completed, origin="origin", adopter="adopter").order_by("pk")
    for case in rows.values(
        "pk", "mode", "implemented_on", "completed_at", "origin__canonical",
        "result__canonical", "result__canonical__state", *_house("adopter"),
    ):  # fmt: skip
        yield Edge(
            origin=case["origin__canonical"],
            adopter=_institution(case, "adopter"),
            result=_shown(case, asked.public),
            mode=case["mode"],
            state=CONFIRMED,
            since=case["implemented_on"] or _day(case["completed_at"]),
            case=case["pk"],
        )


def _of_claims(asked: _Asked) -> Iterator[Edge]:
    standing = asked.narrowed(Adoption.objects.standing(), origin="origin", adopter="adopter")
    for adoption in standing.order_by("pk").values(
        "pk", "mode", "state", "since", "origin__canonical", "result__canonical",
        "result__canonical__state", *_house("adopter"),
    ):  # fmt: skip
        yield Edge(
            origin=adoption["origin__canonical"],
            adopter=_institution(adoption, "adopter"),
            result=_shown(adoption, asked.public),
            mode=adoption["mode"],
            state=_WORDS[AdoptionState(adoption["state"])],
            since=_year(adoption["since"]),
            is_year=True,
            is_silent=adoption["state"] == AdoptionState.NOT_ANSWERED,
            claim=adoption["pk"],
        )


def _of_relations(asked: _Asked) -> Iterator[Edge]:
    owner = "subject__canonical__owner"
    rows = Relation.objects.filter(kind=RelationKind.REPLICATES)
    rows = asked.narrowed(rows, origin="object", adopter=owner)
    if asked.public:
        rows = rows.filter(subject__canonical__state__in=PUBLIC_STATES)
    for relation in rows.order_by("pk").values(
        "pk", "state", "object", "object__canonical", "subject__canonical",
        "subject__canonical__year", *_house(owner),
    ):  # fmt: skip
        yield Edge(
            origin=relation["object__canonical"] or relation["object"],
            adopter=_institution(relation, owner),
            result=relation["subject__canonical"],
            state=_RELATED[RelationState(relation["state"])],
            since=_year(relation["subject__canonical__year"]),
            is_year=True,
            relation=relation["pk"],
        )


def _institution(row: dict[str, Any], body: str) -> int | None:
    """The institution of a body whose ``_house`` was read."""
    own, kind, parent, parents_kind, above, kind_above = (row[name] for name in _house(body))
    if kind != Kind.UNIT or parent is None:
        return own
    if parents_kind != Kind.UNIT or above is None:
        return parent
    if kind_above != Kind.UNIT:
        return above
    return Organisation.objects.get(pk=above).institution.pk


def _shown(row: dict[str, Any], public: bool) -> int | None:
    """The key of the record that came of it, where its reader may know of it."""
    if public and row["result__canonical__state"] not in PUBLIC_STATES:
        return None
    return row["result__canonical"]


def _day(at: datetime) -> date:
    return timezone.localdate(at, timezone.get_default_timezone())


def _year(year: int | None) -> date | None:
    return date(year, 1, 1) if year else None
