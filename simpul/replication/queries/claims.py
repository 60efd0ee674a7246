"""Replications of the past: lists of them, and counts that keep each kind of word apart."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet

from simpul.innovations.models import PUBLIC_STATES, Award, Innovation
from simpul.needs.policies import hubs_served
from simpul.organisations.policies import runs_the_network
from simpul.replication.models import Adoption
from simpul.replication.policies.cases import bodies_of
from simpul.replication.policies.claims import (
    answered_adoptions,
    spoken_adoptions,
    visible_adoptions,
)
from simpul.replication.workflow import AdoptionState

REPLICATION_LEVEL = "kipp_top_replikasi"


@dataclass(frozen=True)
class Counts:
    """How many words of each kind there are; they are never added up."""

    claimed: int = 0
    confirmed: int = 0
    contested: int = 0
    not_answered: int = 0


@dataclass(frozen=True)
class AdoptionQuery:
    """What is asked of a list of past replications."""

    state: str = ""
    side: str = ""
    q: str = ""

    @classmethod
    def of(cls, given) -> "AdoptionQuery":
        state, side = given.get("state", ""), given.get("side", "")
        return cls(
            state if state in AdoptionState.values else "",
            side if side in {"origin", "adopter"} else "",
            given.get("q", "").strip()[:200],
        )

    @property
    def encoded(self) -> str:
        return urlencode({name: value for name, value in vars(self).items() if value})

    @property
    def is_narrowed(self) -> bool:
        return bool(self.state or self.side or self.q)


def adoption_rows() -> QuerySet[Adoption]:
    """Past replications with what a row or a page of them reads."""
    return Adoption.objects.select_related(
        "origin__canonical__owner",
        "adopter__parent__parent",
        "result__canonical",
        "source",
        "recorded_by",
        "answered_by",
        "evidence",
    )


def my_adoptions(user, query: AdoptionQuery) -> QuerySet[Adoption]:
    """Those ``user`` recorded, or that one of their institutions answers or made."""
    theirs = {"origin": answered_adoptions(user), "adopter": spoken_adoptions(user)}
    part = theirs.get(query.side)
    if part is None:
        part = theirs["origin"] | theirs["adopter"] | Q(recorded_by=user)
    rows = adoption_rows().filter(visible_adoptions(user)).filter(part)
    if query.state:
        rows = rows.filter(state=query.state)
    if query.q:
        rows = rows.filter(
            Q(local_name__icontains=query.q)
            | Q(origin__canonical__title__icontains=query.q)
            | Q(adopter__name__icontains=query.q)
        )
    return rows.order_by("-recorded_at", "-pk")


def counts_of(origin: Innovation) -> Counts:
    """The words about past replications of a record, each kind apart."""
    rows = Adoption.objects.standing().filter(origin__canonical=origin.canonical_id)
    counted = dict(rows.values_list("state").annotate(Count("pk")).order_by())
    return Counts(**{name: counted.get(name, 0) for name in Counts.__dataclass_fields__})


def adoptions_of(origin: Innovation) -> QuerySet[Adoption]:
    """The words about past replications of a record, as everybody reads them."""
    rows = adoption_rows().filter(origin__canonical=origin.canonical_id)
    return rows.exclude(state=AdoptionState.TAKEN_BACK)


def without_an_origin(user) -> QuerySet[Innovation]:
    """Public records that a competition honoured as a replication, and that name no origin.

    Those that ``user`` speaks for, or whose hub ``user`` serves; a national admin sees all.
    """
    honoured = Award.objects.filter(level__code=REPLICATION_LEVEL).values("innovation__canonical")
    told = Adoption.objects.standing().exclude(result=None).values("result__canonical")
    rows = Innovation.objects.filter(
        Q(pk__in=honoured), state__in=PUBLIC_STATES, canonical=F("pk")
    ).exclude(pk__in=told)
    if not runs_the_network(user):
        rows = rows.filter(Q(owner__in=bodies_of(user)) | Q(hub__in=hubs_served(user)))
    rows = rows.exclude(relations__kind="replicates").select_related("owner", "hub")
    return rows.order_by("-year", "title", "pk")


def record_named(text: str) -> Innovation | None:
    """The one public record a text names: by number, by address, or by its exact title."""
    words = text.strip().rstrip("/")
    last = words.rpartition("/")[2]
    public = Innovation.objects.public()
    for asked in (
        {"public_id": words},
        {"slug": last},
        {"title__iexact": words},
        {"acronym__iexact": words},
    ):
        found = list(public.filter(**asked)[:2])
        if len(found) == 1:
            return found[0]
    return None
