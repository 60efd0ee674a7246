"""What the pages of records, institutions and hubs tell of replication, in few questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Exists, Q

from simpul.hubs.models import Hub
from simpul.innovations.models import Innovation, Relation, RelationKind
from simpul.organisations.models import Organisation
from simpul.replication.models import Adoption, Case, Plan
from simpul.replication.queries.edges import edges_of
from simpul.replication.queries.lineage.graph import CONFIRMED, Node, grow
from simpul.replication.queries.lineage.reading import (
    Knot,
    Lineage,
    Names,
    as_copy,
    has_lineage,
    lineage_of,
)
from simpul.replication.queries.lineage.totals import Totals
from simpul.replication.workflow.plans import PUBLIC_PLANS

SHOWN = 5


@dataclass(frozen=True)
class OfRecord:
    """The tree of a record, as far as its page tells it."""

    lineage: Lineage

    @property
    def first(self) -> list[Knot]:
        """The surest of what was copied from it."""
        found = self.lineage.knots
        return sorted(found, key=lambda one: (one.node.state != CONFIRMED, one.node.generation))[
            :SHOWN
        ]

    @property
    def more(self) -> int:
        return max(0, self.lineage.total - SHOWN)


def of_record(record: Innovation) -> OfRecord | None:
    """What was copied from a public record and what it was copied from; nothing for most."""
    if not has_lineage(record.pk):
        return None
    found = lineage_of(record)
    return OfRecord(found) if found.total or found.above else None


@dataclass(frozen=True)
class OfBody:
    """What an institution gave and took."""

    given: Sequence[Knot]
    taken: Sequence[tuple[Knot, Innovation]]
    claimed: int

    @property
    def most(self) -> int:
        return SHOWN


def of_body(body: Organisation) -> OfBody | None:
    """The replications an institution takes part in, as origin or as adopter."""
    if not _takes_part(body):
        return None
    known = edges_of([body.pk])
    owned = set(
        Innovation.objects.filter(owner=body.pk, pk__in={edge.origin for edge in known})
        .values_list("pk", flat=True)
    )  # fmt: skip
    mine = [edge for edge in known if edge.origin in owned or edge.adopter == body.pk]
    sure = [edge for edge in mine if edge.state == CONFIRMED]
    nodes = {edge.key: _alone(edge) for edge in sure}
    names = Names(list(nodes.values()))
    origins = Innovation.objects.public().in_bulk(
        {edge.origin for edge in sure if edge.adopter == body.pk}
    )
    given = [names.knot(nodes[edge.key]) for edge in sure if edge.origin in owned]
    taken = [
        (names.knot(nodes[edge.key]), origins[edge.origin])
        for edge in sure
        if edge.adopter == body.pk and edge.origin in origins
    ]
    if not mine:
        return None
    return OfBody(given, taken, len(mine) - len(sure))


def _takes_part(body: Organisation) -> bool:
    """One quick question, so that most pages ask no more."""
    related = Relation.objects.filter(kind=RelationKind.REPLICATES)
    words = (
        Case.objects.completed().filter(Q(adopter=body) | Q(origin__owner=body)),
        Adoption.objects.standing().filter(Q(adopter=body) | Q(origin__owner=body)),
        related.filter(Q(subject__canonical__owner=body) | Q(object__canonical__owner=body)),
    )
    said = reduce(or_, (Q(Exists(rows)) for rows in words))
    return Organisation.objects.filter(said, pk=body.pk).exists()


def _alone(edge) -> Node:
    """One adoption as a knot outside of any tree."""
    return grow(edge.origin, [as_copy(edge)]).nodes[0]


@dataclass(frozen=True)
class OfHub:
    """What is replicated in the area of a hub, and its plans."""

    totals: Totals
    plans: Sequence[Plan]


def of_hub(hub: Hub) -> OfHub | None:
    """Adoptions by institutions in its area, cases it facilitates, plans it has; or nothing."""
    areas = [area.pk for area in hub.areas.all()]
    inside = set(
        Organisation.objects.filter(Q(region__in=areas) | Q(region__parent__in=areas))
        .values_list("pk", flat=True)
    )  # fmt: skip
    totals = Totals(inside, Case.objects.filter(facilitator=hub))
    plans = list(Plan.objects.filter(hub=hub, state__in=PUBLIC_PLANS).order_by("-year")[:SHOWN])
    if not (totals.edges or plans or totals.begun):
        return None
    return OfHub(totals, plans)
