"""What a proposal does: how far its simulation is, whether it still holds, and its list."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from simpul.core.models import Entry
from simpul.geography.models import Region
from simpul.hubs.models import Hub
from simpul.innovations.models import (
    FIELDS,
    Authority,
    Claim,
    EvidenceGrade,
    FieldLock,
    Innovation,
    Precedence,
    ShelfLife,
)
from simpul.organisations.models import Organisation
from simpul.sources.models import ChangeKind, Effect, Proposal, Sweep, SweepPurpose
from simpul.sources.queries.joint.standing import LISTS, SHELF_LIFE, YEAR_GAP, term_of
from simpul.vocabularies.models import Affair, AwardLevel, Goal, Programme, Sector, Stage

# A change of any of these may make the effect another one.
READ: tuple[type[models.Model], ...] = (
    Innovation,
    Claim,
    FieldLock,
    Precedence,
    ShelfLife,
    EvidenceGrade,
    Authority,
    Organisation,
    Hub,
    Region,
    *(listed.model for listed in LISTS.values()),
)
LABELS = tuple(model._meta.label_lower for model in READ)


def simulation_of(proposal: Proposal) -> Sweep | None:
    """The newest simulation of what the proposal says now."""
    return proposal.sweeps.filter(purpose=SweepPurpose.SIMULATE).order_by("-pk").first()


def application_of(proposal: Proposal) -> Sweep | None:
    """The walk in which it took effect."""
    return proposal.sweeps.filter(purpose=SweepPurpose.APPLY).order_by("-pk").first()


def is_stale(sweep: Sweep) -> bool:
    """Say whether records or rules changed since the effect was computed."""
    since = Entry.objects.filter(Q(seq__gt=sweep.seq) | Q(seq=None))
    return since.filter(model__in=LABELS).exists()


# --- Which records -----------------------------------------------------------------------------


def touched(proposal: Proposal) -> QuerySet[Innovation]:
    """The records that a proposal may make show something else, and perhaps some more."""
    return _TOUCHED[proposal.kind](proposal.changes).order_by("pk")


def _by_claims(changes: Iterable[Mapping[str, Any]]) -> QuerySet[Innovation]:
    about = Q(pk__in=[])
    for change in changes:
        who = (
            Q(authority__key=change["authority"])
            if change["authority"]
            else Q(authority__kind=change["kind"])
        )
        about |= who if change["field"] == "*" else who & Q(field=change["field"])
    said = Claim.objects.filter(about)
    # Claims about what was merged into a record speak for that record.
    return Innovation.objects.filter(
        Q(Exists(said.filter(innovation=OuterRef("pk"))))
        | Q(Exists(said.filter(innovation__canonical=OuterRef("pk"))))
    )


def _by_term(changes: Iterable[Mapping[str, Any]]) -> QuerySet[Innovation]:
    about = Q(pk__in=[])
    for change in changes:
        term = term_of(change)
        about |= Q(**{LISTS[change["list"]].shown_by: [term.pk]})
    return Innovation.objects.filter(pk__in=Innovation.objects.filter(about).values("pk"))


def _by_parameter(changes: Iterable[Mapping[str, Any]]) -> QuerySet[Innovation]:
    keys = {change["key"] for change in changes}
    about = Q(pk__in=[])
    if SHELF_LIFE in keys:
        about |= Q(life_as_of__isnull=False)
    if YEAR_GAP in keys:
        about |= Q(Exists(Claim.objects.filter(innovation=OuterRef("pk"), field="year")))
    return Innovation.objects.filter(about)


_TOUCHED: dict[str, Callable[[Iterable[Mapping[str, Any]]], QuerySet[Innovation]]] = {
    ChangeKind.PRECEDENCE: _by_claims,
    ChangeKind.VOCABULARY: _by_term,
    ChangeKind.PARAMETER: _by_parameter,
}


# --- The list ----------------------------------------------------------------------------------

OTHER_FIELDS = {
    "acronym": gettext_lazy("Acronym"),
    "long_title": gettext_lazy("Long title"),
    "hub": gettext_lazy("Hub"),
    "life_as_of": gettext_lazy("Life status as of"),
    "life_due_on": gettext_lazy("Due for confirmation on"),
    "evidence_grade": gettext_lazy("Grade of evidence"),
    "completeness": gettext_lazy("Core fields filled"),
}
_CODED: dict[str, type[models.Model]] = {
    "owner": Organisation,
    "hub": Hub,
    "region": Region,
    "sector": Sector,
    "affair": Affair,
    "life_status": Stage,
}


@dataclass(frozen=True)
class EffectLine:
    """One row of the list: which value of which record, what is shown now and then."""

    innovation: Innovation
    label: str
    language: str
    old: str
    new: str


def effects_of(sweep: Sweep) -> QuerySet[Effect]:
    """Every value that would change, record by record."""
    return sweep.effects.select_related("innovation").order_by("pk")


def field_label(name: str) -> str:
    return str(FIELDS[name].label if name in FIELDS else OTHER_FIELDS.get(name, name))


def lines(effects: Iterable[Effect]) -> Iterator[EffectLine]:
    """Effects in words; codes are looked up at once."""
    rows = list(effects)
    known = _labels(rows)
    for row in rows:
        yield EffectLine(
            innovation=row.innovation,
            label=field_label(row.field),
            language=row.language,
            old=_in_words(row.field, row.old, known),
            new=_in_words(row.field, row.new, known),
        )


def _labels(rows: Iterable[Effect]) -> dict[tuple[str, Any], str]:
    wanted: dict[str, set] = {}
    for row in rows:
        for value in (row.old, row.new):
            if row.field == "award":
                wanted.setdefault("programme", set()).update(part[0] for part in value or ())
                wanted.setdefault("level", set()).update(part[2] for part in value or ())
            elif row.field == "goals" and isinstance(value, list):
                wanted.setdefault("goals", set()).update(value)
            elif row.field in _CODED and value is not None:
                wanted.setdefault(row.field, set()).add(value)
    kinds: dict[str, type[models.Model]] = {
        **_CODED,
        "goals": Goal,
        "programme": Programme,
        "level": AwardLevel,
    }
    found: dict[tuple[str, Any], str] = {}
    for field, pks in wanted.items():
        key = "code" if field == "life_status" else "pk"
        numbers = [pk for pk in pks if key == "code" or isinstance(pk, int)]
        for term in kinds[field]._default_manager.filter(**{f"{key}__in": numbers}):
            found[field, getattr(term, key)] = str(term)
    return found


def _in_words(field: str, value: Any, known: Mapping[tuple[str, Any], str]) -> str:
    if value in (None, "", []):
        return _("nothing")
    if field == "award":
        return "; ".join(
            " ".join(
                str(part) for part in (known.get(("programme", one[0])), one[1], one[3]) if part
            )
            for one in value
        )
    if field == "outcomes":
        return "; ".join(str(row[1]) for row in value)
    if isinstance(value, list):
        return ", ".join(known.get((field, one), str(one)) for one in value)
    return known.get((field, value), str(value))
