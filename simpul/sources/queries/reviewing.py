"""The queue of matching: what waits, whose it is, and two records side by side."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.innovations.models import (
    FIELDS,
    Authority,
    AuthorityKind,
    Claim,
    ExternalId,
    Innovation,
    MergeEdge,
    MergeReason,
)
from simpul.innovations.policies import mergeable
from simpul.innovations.queries.claiming import Readable
from simpul.innovations.queries.two_texts import Piece, differing
from simpul.sources.models import Pair, PairState
from simpul.sources.policies import pairs_for
from simpul.sources.queries.levels import NOT_TOLD
from simpul.sources.queries.weighing import Model
from simpul.sources.queries.wording import REASONS

PAGE = 25
SORTS = {
    "likely": _("Most likely first"),
    "unsure": _("Least certain first"),
    "oldest": _("Oldest first"),
}
_ORDERS = {
    "likely": ("-probability", "pk"),
    "unsure": ("probability", "pk"),
    "oldest": ("found_at", "pk"),
}
COMPARED = (
    "title", "owner", "unit", "region", "year", "sector", "affair", "goals", "form", "summary",
    "problem", "how_it_works", "impact", "award",
)  # fmt: skip
# From so many bits on a reason is a strong one.
STRONG = 2.5


@dataclass(frozen=True)
class Asked:
    """Which pairs a list shows."""

    state: str = PairState.OPEN.value
    source: str = ""
    owner: str = ""
    sort: str = "likely"
    page: int = 1

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Asked":
        """What an address asks for; what it does not know is left out."""
        state, sort, page = query.get("state", ""), query.get("sort", ""), query.get("page", "")
        return cls(
            state=state if state in PairState.values else PairState.OPEN.value,
            source=query.get("source", "").replace("\0", "")[:120],
            owner=query.get("owner", "").replace("\0", "")[:60],
            sort=sort if sort in SORTS else "likely",
            page=int(page) if page.isascii() and page.isdecimal() and len(page) < 9 else 1,
        )

    @property
    def query(self) -> str:
        parts = {
            "state": "" if self.state == PairState.OPEN else self.state,
            "source": self.source,
            "owner": self.owner,
            "sort": "" if self.sort == "likely" else self.sort,
        }
        return urlencode({name: value for name, value in parts.items() if value})

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query)


def queue(user, asked: Asked) -> QuerySet[Pair]:
    """The pairs ``user`` may see and an address asks for."""
    rows = Pair.objects.filter(pairs_for(user), state=asked.state)
    if asked.state == PairState.OPEN:
        # Two that became one by another way are no question any more.
        rows = rows.exclude(left__canonical=F("right__canonical"))
    if asked.source:
        rows = rows.filter(_named_by(Authority.objects.filter(key=asked.source)))
    if asked.owner:
        rows = rows.filter(Q(left__owner__code=asked.owner) | Q(right__owner__code=asked.owner))
    parts = ("left__owner", "right__owner", "decided_by")
    return rows.select_related(*parts).order_by(*_ORDERS[asked.sort])


def next_after(pair: Pair, user, asked: Asked) -> Pair | None:
    """The pair to decide after this one, in the order of the list."""
    found = list(queue(user, asked).values_list("pk", flat=True)[:500])
    if pair.pk in found:
        at = found.index(pair.pk) + 1
        following = [*found[at:], *found[: at - 1]]
    else:
        following = found
    return Pair.objects.filter(pk=following[0]).first() if following else None


def _named_by(authorities: QuerySet[Authority]) -> Q:
    named = ExternalId.objects.filter(authority__in=authorities).values("innovation")
    return Q(left__in=named) | Q(right__in=named)


@dataclass(frozen=True)
class Share:
    """What waits for one source, and how much of what was asked has been decided."""

    authority: Authority
    waiting: int
    decided: int
    oldest: datetime | None

    @property
    def days(self) -> int | None:
        return (clock.now() - self.oldest).days if self.oldest else None

    @property
    def percent(self) -> int:
        whole = self.waiting + self.decided
        return round(100 * self.decided / whole) if whole else 0


def shares(user) -> list[Share]:
    """The sources named in the pairs ``user`` sees, those with most waiting first."""
    seen = Pair.objects.filter(pairs_for(user))
    kinds = (AuthorityKind.REGISTRY, AuthorityKind.OFFICIAL)
    found: dict[int, list] = {}
    for side in ("left", "right"):
        name = f"{side}__external_ids__authority"
        rows = seen.filter(**{f"{name}__kind__in": kinds}).order_by().values(name)
        for row in rows.annotate(
            waiting=Count("pk", filter=Q(state=PairState.OPEN), distinct=True),
            decided=Count("pk", filter=~Q(state=PairState.OPEN), distinct=True),
            oldest=Min("found_at", filter=Q(state=PairState.OPEN)),
        ):
            kept = found.setdefault(row[name], [0, 0, None])
            kept[0] += row["waiting"]
            kept[1] += row["decided"]
            kept[2] = min(filter(None, (kept[2], row["oldest"])), default=None)
    authorities = Authority.objects.in_bulk(found)
    made = [Share(authorities[pk], *counts) for pk, counts in found.items()]
    return sorted(made, key=lambda share: (-share.waiting, share.authority.name))


def sources_in(user) -> list[tuple[str, str]]:
    """What the filter by source offers."""
    return [(share.authority.key, share.authority.label) for share in shares(user)]


# --- Two records -------------------------------------------------------------------------------


@dataclass(frozen=True)
class FieldPair:
    """One field on both sides, with the words that only one has."""

    label: str
    left: Sequence[Piece]
    right: Sequence[Piece]
    differs: bool
    missing: bool


@dataclass(frozen=True)
class Reason:
    """What one comparison says, and how much it counts."""

    words: str
    bits: float

    @property
    def side(self) -> str:
        """``for`` or ``against`` one innovation, or neither."""
        if abs(self.bits) < 0.3:
            return "neither"
        return "for" if self.bits > 0 else "against"

    @property
    def is_strong(self) -> bool:
        return abs(self.bits) >= STRONG


def reasons(pair: Pair, using: Model) -> list[Reason]:
    """Why a pair is so likely, what counts most first; what is not told is left out."""
    found = []
    for name, label in pair.levels.items():
        known = (name, label) in using.shares and (name, label) in REASONS
        if label != NOT_TOLD and known:
            found.append(Reason(str(REASONS[name, label]), using.bits(name, label)))
    return sorted(found, key=lambda reason: -abs(reason.bits))


def side_by_side(pair: Pair) -> list[FieldPair]:
    """Every field that one of both says, in one order, with the differences."""
    sides = (pair.left_id, pair.right_id)
    claims = list(
        Claim.objects.filter(innovation__in=sides, field__in=COMPARED, retired_at=None)
        .select_related("authority")
        .order_by("pk")
    )
    readable = Readable(claims)
    said: dict[tuple[int, str], list[str]] = defaultdict(list)
    for claim in claims:
        text = readable.text(claim)
        if text not in said[claim.innovation_id, claim.field]:
            said[claim.innovation_id, claim.field].append(text)
    found = []
    for name in COMPARED:
        left, right = (" / ".join(said.get((pk, name), ())) for pk in sides)
        if left or right:
            pieces = differing(left, right)
            found.append(
                FieldPair(str(FIELDS[name].label), *pieces, left != right, not left or not right)
            )
    return found


def mentions(record: Innovation) -> list[ExternalId]:
    """Who names a record, under which number."""
    return list(record.external_ids.select_related("authority").order_by("pk"))


# --- What was joined without asking ------------------------------------------------------------


def joined(user) -> QuerySet[MergeEdge]:
    """The merges a rule drew among the records ``user`` answers for, the latest first."""
    led = Innovation.objects.filter(mergeable(user)).values("pk")
    rows = MergeEdge.objects.filter(Q(absorbed__in=led) | Q(kept__in=led))
    found = rows.filter(reason=MergeReason.MATCHED)
    return found.select_related("absorbed__owner", "kept__owner").order_by("-merged_at", "-pk")


def header() -> list[str]:
    """The columns of the list as a file."""
    return [
        str(words)
        for words in (
            _("Probability"), _("One record"), _("Its owner"), _("Other record"), _("Its owner"),
            _("State"), _("Found on"), _("Decided by"), _("Why"),
        )
    ]  # fmt: skip


def cells(pairs: Iterable[Pair]) -> Iterable[list[Any]]:
    for pair in pairs:
        yield [
            round(pair.probability, 3),
            pair.left.title,
            pair.left.owner.name if pair.left.owner else "",
            pair.right.title,
            pair.right.owner.name if pair.right.owner else "",
            pair.get_state_display(),
            pair.found_at,
            str(pair.decided_by or ""),
            pair.why,
        ]
