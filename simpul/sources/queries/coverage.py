"""What a source gave: how much, of which fields, and how new it is."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from simpul.core import clock
from simpul.core.figures import Figure
from simpul.innovations.models import FIELDS, Authority, AuthorityKind, Claim, ExternalId
from simpul.sources.models import (
    Contradiction,
    Coverage,
    Outcome,
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
    return count_each([authority])[authority.pk]


def count_each(authorities: Sequence[Authority]) -> dict[int, Coverage]:
    """Count each source now, by its key, in as many questions for all as for one."""
    living = Claim.objects.order_by().filter(authority__in=authorities, retired_at=None)
    named = ExternalId.objects.order_by().filter(authority__in=authorities)
    mentions = dict(named.values_list("authority").annotate(n=Count("pk")))
    fields: dict[int, dict[str, int]] = defaultdict(dict)
    of_fields = living.values_list("authority", "field")
    for pk, name, number in of_fields.annotate(n=Count("innovation", distinct=True)):
        fields[pk][name] = number
    newest = living.values("authority").annotate(
        at=Max("recorded_at"),
        on=Max("asserted_on"),
        n=Count("pk"),
        r=Count("innovation", distinct=True),
    )
    found: dict[int, dict[str, Any]] = {row["authority"]: {**row} for row in newest}
    nothing: dict[str, Any] = {"at": None, "on": None, "n": 0, "r": 0}
    now = clock.now()
    return {
        each.pk: Coverage(
            authority=each,
            mentions=mentions.get(each.pk, 0),
            records=(row := found.get(each.pk, nothing))["r"],
            claims=row["n"],
            fields=fields[each.pk],
            newest_at=row["at"],
            newest_on=row["on"],
            as_of=now,
        )
        for each in authorities
    }


def coverages(authorities: Sequence[Authority]) -> dict[int, Coverage]:
    """As each was counted last, or now where it never was."""
    kept = {row.authority_id: row for row in Coverage.objects.filter(authority__in=authorities)}
    return {**count_each([each for each in authorities if each.pk not in kept]), **kept}


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
    return standings([authority])[0]


def standings(authorities: Sequence[Authority]) -> list[Standing]:
    """These sources as they are, in as many questions for all as for one."""
    counted, last = coverages(authorities), _last_runs(authorities)
    faults = Outcome.objects.filter(run__in=last.values(), has_problems=True).order_by()
    by_run = dict(faults.values_list("run").annotate(n=Count("pk")))
    items = WorkItem.objects.filter(source__authority__in=authorities, state=ItemState.OPEN)
    by_source = dict(items.order_by().values_list("source__authority").annotate(n=Count("pk")))
    pairs = _pairs(authorities)
    waiting = Contradiction.objects.filter(authorities__in=authorities, state__in=WAITING)
    open_rows = waiting.order_by().values_list("authorities")
    open_by = {
        pk: (n, since) for pk, n, since in open_rows.annotate(n=Count("pk"), at=Min("since"))
    }
    found = []
    for each in authorities:
        run = last.get(each.pk)
        number, since = open_by.get(each.pk, (0, None))
        found.append(
            Standing(
                authority=each,
                coverage=counted[each.pk],
                last=run,
                faults=by_run.get(run.pk, 0) if run else 0,
                items=by_source.get(each.pk, 0),
                pairs=pairs[each.pk],
                open=number,
                oldest=since,
            )
        )
    return found


def _last_runs(authorities: Sequence[Authority]) -> dict[int, Run]:
    """The newest run of each source that has one."""
    runs = Run.objects.filter(source__authority=OuterRef("pk")).order_by("-started_at", "-pk")
    of_each = Authority.objects.filter(pk__in=[each.pk for each in authorities])
    newest = dict(of_each.annotate(run=Subquery(runs.values("pk")[:1])).values_list("pk", "run"))
    held = Run.objects.select_related("source").in_bulk([pk for pk in newest.values() if pk])
    return {pk: held[run] for pk, run in newest.items() if run}


def _pairs(authorities: Sequence[Authority]) -> Counter[int]:
    """How many open pairs name each source on either side."""
    rows = Pair.objects.filter(state=PairState.OPEN).order_by()
    sides = [
        rows.filter(**{f"{side}__external_ids__authority__in": authorities}).values_list(
            f"{side}__external_ids__authority", "pk"
        )
        for side in ("left", "right")
    ]
    return Counter(authority for authority, _pair in sides[0].union(sides[1]))


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
