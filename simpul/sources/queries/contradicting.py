"""The queue of contradictions: whose, how old, what is said, and what official figures say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, QuerySet
from django.utils.translation import gettext as _

from simpul.core import clock
from simpul.innovations.models import FIELDS, Authority, Claim
from simpul.innovations.queries.claiming import Readable
from simpul.sources.models import Contradiction, Party
from simpul.sources.policies import contradictions_for
from simpul.sources.queries.disagreeing import COMPARED
from simpul.sources.workflow import WAITING, ContradictionState
from simpul.statistics.models import Statement

PAGE = 25
WAITING_ALL = "waiting"


@dataclass(frozen=True)
class Asked:
    """Which contradictions a list shows."""

    source: str = ""
    field: str = ""
    state: str = WAITING_ALL
    record: int = 0

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Asked":
        """What an address asks for; what it does not know is left out."""
        field, state = query.get("field", ""), query.get("state", WAITING_ALL)
        record = query.get("record", "")
        return cls(
            source=query.get("source", "").replace("\0", "")[:120],
            field=field if field in COMPARED else "",
            state=state if state in {*ContradictionState.values, "all"} else WAITING_ALL,
            record=int(record)
            if record.isascii() and record.isdecimal() and len(record) < 18
            else 0,
        )

    @property
    def query(self) -> str:
        parts = {
            "source": self.source,
            "field": self.field,
            "state": "" if self.state == WAITING_ALL else self.state,
            "record": str(self.record or ""),
        }
        return urlencode({name: value for name, value in parts.items() if value})

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query)


def queue(user, asked: Asked) -> QuerySet[Contradiction]:
    """The contradictions ``user`` may see and an address asks for, the oldest first."""
    rows = Contradiction.objects.filter(contradictions_for(user))
    if asked.source:
        rows = rows.filter(authorities__key=asked.source)
    if asked.field:
        rows = rows.filter(field=asked.field)
    if asked.record:
        rows = rows.filter(innovation=asked.record)
    if asked.state == WAITING_ALL:
        rows = rows.filter(state__in=WAITING)
    elif asked.state != "all":
        rows = rows.filter(state=asked.state)
    inside = rows.order_by().values("pk")
    found = Contradiction.objects.filter(pk__in=inside)
    return found.select_related("innovation__owner", "innovation__hub", "asked").order_by(
        "since", "pk"
    )


@dataclass(frozen=True)
class Side:
    """One reading, who gives it, and the claim that would be shown."""

    text: str
    claims: Sequence[Claim]

    @property
    def claim(self) -> Claim:
        return self.claims[0]

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(claim.authority.label for claim in self.claims))


@dataclass(frozen=True)
class Line:
    """A contradiction in words."""

    found: Contradiction
    label: str
    sides: Sequence[Side]

    @property
    def days(self) -> int:
        """For how long sources have disagreed."""
        return (clock.now() - self.found.since).days


def lines(rows: Iterable[Contradiction]) -> list[Line]:
    """Contradictions in words; claims and codes are looked up at once."""
    found = list(rows)
    pks = {pk for row in found for one in row.values for pk in one["claims"]}
    claims = {
        claim.pk: claim for claim in Claim.objects.filter(pk__in=pks).select_related("authority")
    }
    readable = Readable(claims.values())
    return [_line(row, claims, readable) for row in found]


def _line(row: Contradiction, claims: Mapping[int, Claim], readable: Readable) -> Line:
    sides = []
    for one in row.values:
        said = [claims[pk] for pk in one["claims"] if pk in claims]
        if said:
            sides.append(Side(readable.text(said[0]), said))
    return Line(row, str(FIELDS[row.field].label), sides)


def header() -> list[str]:
    return [
        _("Permanent number"),
        _("Innovation"),
        _("Field"),
        _("Value"),
        _("Sources"),
        _("State"),
        _("Since"),
    ]


def cells(line: Line) -> Iterator[list[Any]]:
    """One row for each reading."""
    for side in line.sides:
        yield [
            line.found.innovation.public_id,
            line.found.innovation.title,
            line.label,
            side.text,
            "; ".join(side.names),
            line.found.get_state_display(),
            line.found.since.date(),
        ]


def sources_in(user) -> list[tuple[str, str]]:
    """The sources between which something waits, for a list of choices."""
    waiting = Contradiction.objects.filter(contradictions_for(user), state__in=WAITING)
    found = Authority.objects.filter(contradictions__in=waiting.values("pk")).distinct()
    return [(authority.key, authority.label) for authority in found.order_by("name")]


# --- For everybody -----------------------------------------------------------------------------


@dataclass(frozen=True)
class PartyLine:
    """How many contradictions wait in which a source of a party has a part, and since when."""

    party: Party
    open: int
    oldest: Any


def by_party(parties: Iterable[Party]) -> list[PartyLine]:
    """The open contradictions of each party and the age of the oldest."""
    return [_of_party(party) for party in parties]


def _of_party(party: Party) -> PartyLine:
    waiting = Contradiction.objects.filter(
        authorities__in=party.authorities.all(), state__in=WAITING
    )
    told = waiting.aggregate(n=Count("pk", distinct=True), oldest=Min("since"))
    return PartyLine(party, told["n"], told["oldest"])


@dataclass(frozen=True)
class Stated:
    """An official figure that sources state differently for one time."""

    label: str
    when: str
    statements: Sequence[Statement]


def official_figures() -> list[Stated]:
    """The official figures of one time with more than one value; all of them stand."""
    rows = Statement.objects.filter(since=None).select_related("figure")
    ordered = rows.order_by("figure__topic", "figure__order", "figure", "as_of", "value", "pk")
    groups = groupby(ordered, key=lambda row: (row.figure_id, row.as_of, row.precision))
    found = [list(group) for _key, group in groups]
    return [
        Stated(group[0].figure.label, group[0].as_of_text, group)
        for group in found
        if len({row.value for row in group}) > 1
    ]
