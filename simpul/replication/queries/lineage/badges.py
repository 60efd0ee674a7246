"""Badges: what each stands on now, what an institution may take, and the statement others check."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from simpul.innovations.models import Innovation
from simpul.needs.policies import run_by
from simpul.organisations.models import Organisation
from simpul.replication.hooks import SIGNING
from simpul.replication.models import Badge, BadgeKind
from simpul.replication.queries.edges import Edge, edges, edges_of
from simpul.replication.queries.lineage.graph import CONFIRMED
from simpul.replication.workflow.lineage import BadgeState
from simpul.ui.parts import Status

STATEMENT = "replication-badge"
REVOKED = "replication-badges-revoked"


@dataclass(frozen=True)
class Support:
    """The confirmed replications a badge stands on."""

    confirmed: int
    since: date | None = None

    @property
    def holds(self) -> bool:
        return self.confirmed > 0


def support_of(
    kind: str, origin: Innovation, organisation: Organisation, known: Sequence[Edge] | None = None
) -> Support:
    """What a badge of this kind stands on now."""
    sure = [
        edge
        for edge in (edges(origins={origin.pk}) if known is None else known)
        if edge.state == CONFIRMED
        and edge.origin == origin.pk
        and (kind == BadgeKind.ORIGIN or edge.adopter == organisation.institution.pk)
    ]
    return Support(len(sure), min((edge.since for edge in sure if edge.since), default=None))


@dataclass(frozen=True)
class Checked:
    """A badge as whoever checks it should read it."""

    badge: Badge
    support: Support

    @property
    def holds(self) -> bool:
        return not self.badge.is_revoked and self.support.holds

    @property
    def status(self) -> Status:
        if self.badge.is_revoked:
            return Status(_("Revoked: it counts no more"), "stop")
        if not self.support.holds:
            return Status(_("No confirmed replication stands behind it now"), "stop")
        return Status(_("Genuine and counts today"), "ok")


def checked(badge: Badge) -> Checked:
    return Checked(badge, support_of(badge.kind, badge.record, badge.organisation))


def badge_at(code: str) -> Badge | None:
    """The badge of a code as people type it."""
    rows = Badge.objects.select_related(
        "innovation__canonical__owner", "innovation__canonical__hub", "organisation__parent"
    )
    return rows.filter(code=code.strip().upper()).first()


def given_for(record: Innovation) -> list[Badge]:
    """The badges that stand for a canonical record, of its origin and of adopters."""
    rows = Badge.objects.filter(innovation__canonical=record, state=BadgeState.GIVEN)
    return list(rows.select_related("organisation").order_by("-kind", "organisation__name"))


# --- Taking ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Offer:
    """A badge that an institution may take."""

    kind: str
    innovation: Innovation
    organisation: Organisation
    confirmed: int

    @property
    def label(self) -> str:
        return str(BadgeKind(self.kind).label)


def offers_for(user) -> list[Offer]:
    """The badges that the institutions ``user`` runs may take and have not taken."""
    bodies = {body.pk: body for body in run_by(user).select_related("parent")}
    if not bodies:
        return []
    sure = [edge for edge in edges_of(bodies) if edge.state == CONFIRMED]
    records = Innovation.objects.select_related("owner__parent").in_bulk(
        {edge.origin for edge in sure}
    )
    wanted: dict[tuple[str, int, int], int] = {}
    for edge in sure:
        record = records.get(edge.origin)
        owner = record.owner.institution.pk if record and record.owner else None
        for kind, body in ((BadgeKind.ORIGIN, owner), (BadgeKind.ADOPTER, edge.adopter)):
            if body in bodies and record is not None:
                key = (str(kind), record.pk, body)
                wanted[key] = wanted.get(key, 0) + 1
    taken = set(
        Badge.objects.filter(organisation__in=bodies, state=BadgeState.GIVEN).values_list(
            "kind", "innovation__canonical", "organisation"
        )
    )
    found = [
        Offer(kind, records[record], bodies[body], count)
        for (kind, record, body), count in wanted.items()
        if (kind, record, body) not in taken
    ]
    return sorted(found, key=lambda one: (one.innovation.name, one.kind))


def taken_by(user) -> QuerySet[Badge]:
    """The badges of the institutions ``user`` runs."""
    rows = Badge.objects.filter(Q(organisation__in=run_by(user)))
    return rows.select_related("innovation__canonical", "organisation")


# --- Checking without this site ----------------------------------------------------------------


def sealed_statement(badge: Badge) -> dict[str, Any]:
    """The statement of a badge, signed where this installation signs."""
    return _sealed(STATEMENT, badge.statement)


def sealed_revocations() -> dict[str, Any]:
    """The codes of all revoked badges with the day, signed."""
    rows = Badge.objects.filter(state=BadgeState.REVOKED).order_by("revoked_at")
    codes = {code: f"{at:%Y-%m-%d}" for code, at in rows.values_list("code", "revoked_at")}
    return _sealed(REVOKED, {"revoked": codes})


def _sealed(name: str, payload: dict[str, Any]) -> dict[str, Any]:
    found = SIGNING.seal(name, payload) if SIGNING.seal else None
    return found or {name: payload}


def public_keys() -> list[dict[str, Any]]:
    """The keys by which statements are checked; none while nothing is signed."""
    return SIGNING.keys() if SIGNING.keys else []


def verify(said: Any, keys: list[dict[str, Any]]) -> str:
    """Nothing where ``said`` is a statement signed by one of ``keys``, else why it is not."""
    if SIGNING.opened is None:
        return str(_("This installation cannot check signatures."))
    try:
        SIGNING.opened(STATEMENT, said, keys)
    except ValueError as error:
        return str(error)
    return ""
