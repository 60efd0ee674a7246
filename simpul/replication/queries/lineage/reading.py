"""The tree of a record as its page tells it: names, places, days, states."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import or_

from django.db.models import Exists, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from simpul.innovations.models import Innovation, Relation, RelationKind
from simpul.innovations.queries.detail import record_at
from simpul.organisations.models import Organisation
from simpul.replication.models import Adoption, Case, Mode
from simpul.replication.queries.edges import Edge, edges
from simpul.replication.queries.lineage.drawing import Drawing, draw
from simpul.replication.queries.lineage.graph import (
    CLAIMED,
    CONFIRMED,
    CONTESTED,
    Copy,
    Node,
    Tree,
    grow,
)
from simpul.ui.parts import Status

STATES = {
    CONFIRMED: Status(pgettext_lazy("adoption of a copy", "confirmed"), "ok"),
    CLAIMED: Status(pgettext_lazy("adoption of a copy", "said by one side"), "wait"),
    CONTESTED: Status(pgettext_lazy("adoption of a copy", "contested"), "stop"),
}


@dataclass(frozen=True)
class Knot:
    """One adoption, or the origin, in words. ``url`` is empty where nothing has a page."""

    node: Node
    name: str
    url: str
    owner: Organisation | None
    province: str
    life: str
    lineage_url: str = ""

    @property
    def key(self) -> str:
        return self.node.key

    @property
    def edge(self) -> Edge | None:
        return self.node.copy.source if self.node.copy else None

    @property
    def status(self) -> Status:
        return STATES[self.node.state]

    @property
    def when(self) -> str:
        """Since when, as exactly as it is known."""
        edge = self.edge
        if edge is None or edge.since is None:
            return ""
        return date_format(edge.since, "Y" if edge.is_year else "j F Y")

    @property
    def year(self) -> int | None:
        edge = self.edge
        return edge.since.year if edge and edge.since else None

    @property
    def mode(self) -> str:
        edge = self.edge
        return str(Mode(edge.mode).label) if edge and edge.mode else ""

    @property
    def is_silent(self) -> bool:
        """Say whether the origin let the time for its answer pass."""
        return bool(self.edge and self.edge.is_silent)

    @property
    def facts(self) -> str:
        """Who and since when, on one line."""
        owner = self.owner.short_name if self.owner else _("Institution not named")
        return " · ".join(part for part in (owner, self.when) if part)


# --- Growing -----------------------------------------------------------------------------------


def as_copy(edge: Edge) -> Copy:
    """An edge as the tree takes it."""
    return Copy(
        edge.key, edge.origin, edge.result, edge.adopter, edge.mode, edge.state, edge.since, edge
    )


def around(record: int) -> list[Edge]:
    """The edges above a canonical record and below it, one generation after the other.

    The questions grow with the generations, the rows with the tree, not with the nation.
    """
    found: dict[str, Edge] = {}
    for is_up in (True, False):
        seen: set[int] = set()
        ahead = {record}
        while ahead:
            seen |= ahead
            fresh = edges(results=ahead) if is_up else edges(origins=ahead)
            found |= {edge.key: edge for edge in fresh}
            met = (edge.origin if is_up else edge.result for edge in fresh)
            ahead = {pk for pk in met if pk is not None} - seen
    return list(found.values())


def tree_of(record: int, known: Iterable[Edge] | None = None) -> Tree:
    """The tree under a canonical record, of what everybody may read."""
    return grow(record, map(as_copy, around(record) if known is None else known))


def has_lineage(record: int) -> bool:
    """Say whether a canonical record was copied or is a copy, in one question.

    For pages that show the tree only where there is one.
    """
    related = Relation.objects.filter(kind=RelationKind.REPLICATES)
    claimed, completed = Adoption.objects.standing(), Case.objects.completed()
    words = (
        related.filter(object__canonical=record),
        related.filter(subject__canonical=record),
        claimed.filter(origin__canonical=record),
        claimed.filter(result__canonical=record),
        completed.filter(origin__canonical=record),
        completed.filter(result__canonical=record),
    )
    said = reduce(or_, (Q(Exists(rows)) for rows in words))
    return Innovation.objects.filter(said, pk=record).exists()


Above = Mapping[int, Sequence[int]]


def origins_by_copy(known: Iterable[Edge]) -> Above:
    """By canonical record, those it was copied from: the surest first; contested ones are none."""
    found: dict[int, list[Edge]] = defaultdict(list)
    for edge in known:
        if edge.result and edge.result != edge.origin and edge.state != CONTESTED:
            found[edge.result].append(edge)
    for rows in found.values():
        rows.sort(key=lambda edge: (as_copy(edge).rank, edge.since or date.max, edge.key))
    return {
        record: list(dict.fromkeys(edge.origin for edge in rows)) for record, rows in found.items()
    }


def first_origin(record: int, above: Above) -> list[int]:
    """The way up from a record to where it all began, itself last; a circle is walked once."""
    way = [record]
    while higher := next((one for one in above.get(way[0], ()) if one not in way), None):
        way.insert(0, higher)
    return way


# --- Naming ------------------------------------------------------------------------------------


class Names:
    """What knots are called, read for many at once: five questions however many there are."""

    def __init__(self, nodes: Collection[Node]) -> None:
        copies = [node.copy for node in nodes if node.copy]
        sources = [copy.source for copy in copies if copy.source is not None]
        self.records: Mapping[int, Innovation] = (
            Innovation.objects.public()
            .select_related("owner", "region__parent", "province", "life_status")
            .in_bulk({node.record for node in nodes if node.record})
        )
        self.bodies: Mapping[int, Organisation] = Organisation.objects.select_related(
            "region__parent"
        ).in_bulk({copy.adopter for copy in copies if copy.adopter})
        self.cases = Case.objects.only("number", "local_name", "public_since").in_bulk(
            {source.case for source in sources if source.case}
        )
        self.claims = Adoption.objects.only("local_name").in_bulk(
            {source.claim for source in sources if source.claim}
        )

    def knot(self, node: Node) -> Knot:
        record = self.records.get(node.record or 0)
        body = self.bodies.get((node.copy.adopter if node.copy else None) or 0)
        owner = body or (record.owner if record else None)
        return Knot(
            node,
            self._name(node, record, owner),
            self._url(node, record),
            owner,
            _province(record, owner),
            str(record.life_status.label) if record and record.life_status else "",
            reverse("replication:lineage", args=[record.slug]) if record and node.children else "",
        )

    def _name(self, node: Node, record: Innovation | None, owner: Organisation | None) -> str:
        if record is not None:
            return record.name
        edge = node.copy.source if node.copy else None
        for rows, key in ((self.cases, edge and edge.case), (self.claims, edge and edge.claim)):
            row = rows.get(key or 0)
            if row is not None and row.local_name:
                return row.local_name
        return _("Without a record of its own")

    def _url(self, node: Node, record: Innovation | None) -> str:
        if record is not None:
            return record.get_absolute_url()
        edge = node.copy.source if node.copy else None
        case = self.cases.get((edge.case if edge else 0) or 0)
        if case is not None and case.public_since:
            return case.get_absolute_url()
        claim = self.claims.get((edge.claim if edge else 0) or 0)
        return claim.get_absolute_url() if claim is not None else ""


def _province(record: Innovation | None, owner: Organisation | None) -> str:
    if record is not None and record.province is not None:
        return record.province.code
    region = owner.region if owner else None
    return region.province_code if region else ""


# --- One page ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lineage:
    """All that the page of a tree tells, read once."""

    record: Innovation
    tree: Tree
    above: Sequence[Innovation]
    names: Names

    @cached_property
    def knots(self) -> list[Knot]:
        """Every adoption in the order of the drawing."""
        return [self.names.knot(node) for node in self.tree.nodes]

    @cached_property
    def by_key(self) -> dict[str, Knot]:
        root = self.names.knot(self.tree.root)
        return {root.key: root, **{knot.key: knot for knot in self.knots}}

    @cached_property
    def drawing(self) -> Drawing:
        return draw(self.tree)

    @cached_property
    def counts(self) -> Counter[str]:
        return self.tree.count()

    @property
    def confirmed(self) -> int:
        return self.counts[CONFIRMED]

    @property
    def claimed(self) -> int:
        return self.counts[CLAIMED]

    @property
    def contested(self) -> int:
        return self.counts[CONTESTED]

    @property
    def silent(self) -> int:
        """How many of the claimed ones the origin let pass without an answer."""
        return sum(knot.is_silent for knot in self.knots if knot.node.state == CLAIMED)

    @property
    def deepest(self) -> int:
        """The last generation with a confirmed adoption."""
        return max(self.tree.generations(), default=0)

    @property
    def total(self) -> int:
        return len(self.tree.nodes)

    def sure(self) -> list[Knot]:
        return [knot for knot in self.knots if knot.node.state == CONFIRMED]

    def provinces(self) -> Counter[str]:
        """Confirmed adoptions by the province they are in."""
        return Counter(knot.province for knot in self.sure() if knot.province)

    def years(self) -> list[tuple[int, int]]:
        """Confirmed adoptions by the year they began, every year between told, too."""
        counts = Counter(knot.year for knot in self.sure() if knot.year)
        if not counts:
            return []
        return [(year, counts[year]) for year in range(min(counts), max(counts) + 1)]

    @property
    def undated(self) -> int:
        return sum(knot.year is None for knot in self.sure())


def lineage_of(record: Innovation) -> Lineage:
    """The tree of a canonical public record."""
    known = around(record.pk)
    tree = tree_of(record.pk, known)
    way = first_origin(record.pk, origins_by_copy(known))[:-1]
    found = Innovation.objects.public().select_related("owner").in_bulk(way)
    above = [found[pk] for pk in way if pk in found]
    return Lineage(record, tree, above, Names(tree.places.values()))


def public_record(slug: str) -> Innovation | None:
    """The public record an address leads to, with what the pages of its copies read."""
    found = record_at(slug)
    if found is None:
        return None
    records = Innovation.objects.public().select_related("owner", "hub", "province", "sector")
    return records.filter(pk=found.pk).first()
