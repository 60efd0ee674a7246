"""What a source gave: how much, of which fields, and how new it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.core.figures import Figure
from simpul.innovations.models import FIELDS, Authority, AuthorityKind, Claim, ExternalId
from simpul.sources.models import (
    Contradiction,
    Coverage,
    Pair,
    PairState,
    Party,
    Proposal,
    Provision,
    Run,
    WorkItem,
)
from simpul.sources.workflow import OVER, WAITING, ItemState, ProposalState
from simpul.ui.parts import Bar

# Who speaks only through a record: people, owners and hubs have pages of their own.
NO_SOURCES = (AuthorityKind.PERSON, AuthorityKind.OWNER, AuthorityKind.HUB)


def count(authority: Authority) -> Coverage:
    """Count now; whoever calls may keep it."""
    living = Claim.objects.order_by().filter(authority=authority, retired_at=None)
    named = ExternalId.objects.filter(authority=authority)
    fields = dict(
        living.values_list("field")
        .annotate(n=Count("innovation", distinct=True))
        .values_list("field", "n")
    )
    newest = living.aggregate(
        at=Max("recorded_at"),
        on=Max("asserted_on"),
        n=Count("pk"),
        r=Count("innovation", distinct=True),
    )
    return Coverage(
        authority=authority,
        mentions=named.count(),
        records=newest["r"],
        claims=newest["n"],
        fields=fields,
        newest_at=newest["at"],
        newest_on=newest["on"],
        as_of=clock.now(),
    )


def coverage_of(authority: Authority) -> Coverage:
    """As it was counted last, or now where it never was."""
    return Coverage.objects.filter(authority=authority).first() or count(authority)


def bars(found: Coverage) -> list[Bar]:
    """The fields a source speaks about, the most often first."""
    ranked = sorted(found.fields.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Bar(FIELDS[name].label, number) for name, number in ranked if name in FIELDS]


# --- Lists -------------------------------------------------------------------------------------


def public_sources() -> QuerySet[Authority]:
    """Every source that names a record or belongs to a party of the agreement."""
    named = ExternalId.objects.filter(authority=OuterRef("pk"))
    joint = Party.objects.filter(authorities=OuterRef("pk"))
    shown = Authority.objects.exclude(kind__in=NO_SOURCES).exclude(kind=AuthorityKind.SYNTHETIC)
    return shown.filter(Q(Exists(named)) | Q(Exists(joint)))


def listed_sources(kind: str = "") -> QuerySet[Authority]:
    """The public sources with how many mentions each gave, those with most first."""
    rows = public_sources().annotate(
        named=Count("external_ids", distinct=True), parts=Count("parties", distinct=True)
    )
    return (rows.filter(kind=kind) if kind else rows).order_by("-parts", "-named", "name")


def kinds() -> list[tuple[str, Any]]:
    """The kinds of sources that readers may ask for."""
    hidden = {*NO_SOURCES, AuthorityKind.SYNTHETIC}
    return [(kind.value, kind.label) for kind in AuthorityKind if kind not in hidden]


# --- The state of a source ---------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """How a source is: what it gave, its last run, and what waits for its steward."""

    authority: Authority
    coverage: Coverage
    last: Run | None
    faults: int
    items: int
    pairs: int
    open: int
    oldest: Any

    @property
    def waits(self) -> int:
        """Everything that waits for its steward."""
        return self.items + self.pairs + self.open


def standing_of(authority: Authority) -> Standing:
    """One source as its page and the desk of its steward tell it."""
    runs = Run.objects.filter(source__authority=authority)
    last = runs.select_related("source").order_by("-started_at", "-pk").first()
    waiting = Contradiction.objects.filter(authorities=authority, state__in=WAITING)
    named = ExternalId.objects.filter(authority=authority).values("innovation")
    pairs = Pair.objects.filter(state=PairState.OPEN)
    return Standing(
        authority=authority,
        coverage=coverage_of(authority),
        last=last,
        faults=last.outcomes.filter(has_problems=True).count() if last else 0,
        items=WorkItem.objects.filter(source__authority=authority, state=ItemState.OPEN).count(),
        pairs=pairs.filter(Q(left__in=named) | Q(right__in=named)).count(),
        open=waiting.count(),
        oldest=waiting.order_by("since").values_list("since", flat=True).first(),
    )


def standings(authorities: Sequence[Authority]) -> list[Standing]:
    """These sources as they are, each with its own few questions."""
    return [standing_of(authority) for authority in authorities]


def last_runs(authority: Authority, most: int = 10) -> QuerySet[Run]:
    """The newest runs of a source."""
    runs = Run.objects.filter(source__authority=authority).select_related("source")
    return runs.order_by("-started_at", "-pk")[:most]


# --- Figures -----------------------------------------------------------------------------------


def _contradictions() -> int:
    return Contradiction.objects.filter(state__in=WAITING).count()


def _standing() -> int:
    return Contradiction.objects.filter(state="stands").count()


def _in_force() -> int:
    return Provision.objects.filter(kind="parameter", valid_to=None).count()


def _proposals() -> int:
    decided = (ProposalState.IN_FORCE, ProposalState.REVERSED)
    return Proposal.objects.filter(state__in=decided).count()


def _runs() -> int:
    return Run.objects.filter(state__in=OVER).count()


FIGURES = (
    Figure(
        "contradictions_open",
        _("Open contradictions"),
        _(
            "Fields of public records about which living claims of different sources disagree once "
            "both are read the same way, and which nobody has decided. Long texts and awards are "
            "not compared."
        ),
        _contradictions,
        _("contradictions"),
    ),
    Figure(
        "contradictions_standing",
        _("Contradictions left to stand"),
        _("Contradictions of which somebody answerable said that both stand. A new claim reopens."),
        _standing,
        _("contradictions"),
    ),
    Figure(
        "parameters_in_force",
        _("Standard parameters in force"),
        _("Parameters of the joint management that have a value today."),
        _in_force,
        _("parameters"),
    ),
    Figure(
        "proposals_in_force",
        _("Proposals that came into force"),
        _("Changes of agreed rules that were adopted and took effect, those reversed since too."),
        _proposals,
        _("proposals"),
    ),
    Figure(
        "runs_ended",
        _("Imports that ended"),
        _("Runs of sources that were imported, dropped or undone."),
        _runs,
        _("runs"),
    ),
)


def by_state(rows: QuerySet[Contradiction]) -> Mapping[str, int]:
    """How many contradictions stand in each state."""
    return dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
