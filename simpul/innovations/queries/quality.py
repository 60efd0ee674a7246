"""How good the records of a hub or an institution are, and which of them need work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from simpul.core import mandates
from simpul.hubs.models import Hub
from simpul.hubs.policies import COORDINATOR, VERIFIER
from simpul.innovations.models import (
    CORE_FIELDS,
    FIELDS,
    TEXT_FIELDS,
    Innovation,
    InnovationText,
    Reconfirmation,
    State,
)
from simpul.innovations.queries.grading import DOCUMENTED
from simpul.innovations.queries.life import LifeCounts, due_again, life_counts, of_life
from simpul.organisations.models import Organisation
from simpul.organisations.policies import runs_the_network
from simpul.organisations.queries import administered_by
from simpul.ui.parts import Bar
from simpul.vocabularies.models import Life

PAGE = 25
# Choices of a list of scopes; beyond this many an address still names one.
MOST_SCOPES = 200


# --- Whose records -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Scope:
    """The records somebody answers for: those of a hub, or of an institution and its units."""

    kind: str
    code: str
    label: str
    about: Q
    hub: Hub | None = None

    @property
    def rows(self) -> QuerySet[Innovation]:
        return Innovation.objects.public().filter(self.about)

    @property
    def query(self) -> str:
        return urlencode({self.kind: self.code})

    @property
    def value(self) -> str:
        """As the list of scopes names it."""
        return f"{self.kind}:{self.code}"


def hubs_watched(user) -> QuerySet[Hub]:
    """The hubs whose records ``user`` looks after; all for those who run the network."""
    if runs_the_network(user):
        return Hub.objects.all()
    held = Q(pk__in=mandates.scope_ids(user, COORDINATOR, Hub))
    return Hub.objects.filter(held | Q(pk__in=mandates.scope_ids(user, VERIFIER, Hub)))


def scope_of_hub(hub: Hub) -> Scope:
    return Scope("hub", hub.code, hub.name, Q(hub=hub), hub)


def _scope_of_body(body: Organisation, units: Sequence[int]) -> Scope:
    return Scope("owner", body.code, body.short_name or body.name, Q(owner__in=units))


def scopes_of(user) -> list[Scope]:
    """Everything whose quality ``user`` may look at: hubs first, then institutions."""
    if not user.is_authenticated:
        return []
    hubs = [scope_of_hub(hub) for hub in hubs_watched(user)[:MOST_SCOPES]]
    return [*hubs, *_bodies(user)]


def _bodies(user) -> list[Scope]:
    units: dict[int, list[int]] = {}
    bodies: dict[int, Organisation] = {}
    for body in administered_by(user).select_related("parent")[:MOST_SCOPES]:
        head = body.institution
        bodies[head.pk] = head
        units.setdefault(head.pk, []).append(body.pk)
    return [_scope_of_body(bodies[pk], found) for pk, found in units.items()]


def scope_at(user, asked: Mapping[str, str]) -> Scope | None:
    """The scope an address names, else the first; nothing where ``user`` may see none like it."""
    scopes = scopes_of(user)
    kind, _colon, code = asked.get("scope", "").partition(":")
    wanted = {
        "hub": asked.get("hub") or (code if kind == "hub" else ""),
        "owner": asked.get("owner") or (code if kind == "owner" else ""),
    }
    if not any(wanted.values()):
        return scopes[0] if scopes else None
    return next((each for each in scopes if wanted[each.kind] == each.code), None)


# --- What may be wrong -------------------------------------------------------------------------


def _silent() -> Q:
    waiting = Reconfirmation.objects.open().filter(escalated_at__isnull=False)
    return Q(Exists(waiting.filter(innovation=OuterRef("pk"))))


def missing(field: str) -> Q:
    """The records in which this core field says nothing."""
    if field in TEXT_FIELDS:
        return ~Q(Exists(InnovationText.objects.filter(innovation=OuterRef("pk"), field=field)))
    if field == "goals":
        goals = Innovation.goals.through.objects.filter(innovation=OuterRef("pk"))
        return ~Q(Exists(goals))
    if field == "life_status":
        return of_life(Life.UNKNOWN)
    empty = Q(**{f"{field}__isnull": True})
    return Q(**{field: ""}) if field in {"title", "unit", "form"} else empty


@dataclass(frozen=True)
class Issue:
    """One thing that may be wrong with a record."""

    key: str
    label: str | Promise
    about: str | Promise


ISSUES = (
    Issue(
        "never",
        _("never confirmed"),
        _("Nobody answerable has ever said whether they still run."),
    ),
    Issue("old", _("due for confirmation"), _("The last word is past its shelf life.")),
    Issue("silent", _("owners silent"), _("The owner was asked and did not answer in time.")),
    Issue("unverified", _("not verified"), _("Listed by sources; no hub has checked them.")),
    Issue(
        "no_evidence",
        _("without evidence"),
        _("No result is shown by a document that a hub accepted, or the last one is too old."),
    ),
)
ISSUE_KEYS = tuple(issue.key for issue in ISSUES)


def has_issue(key: str) -> Q:
    """The records with this issue."""
    return {
        "never": Q(life_as_of=None),
        "old": due_again(),
        "silent": _silent(),
        "unverified": Q(state=State.LISTED),
        "no_evidence": Q(evidence_grade__lt=DOCUMENTED),
    }[key]


# --- The dashboard -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Quality:
    """The quality of the records of one scope, in numbers."""

    total: int
    verified: int
    filled: float
    issues: Mapping[str, int]
    missing: Mapping[str, int]
    life: LifeCounts

    def share(self, number: int) -> float:
        return number / self.total if self.total else 0.0

    @property
    def confirmed(self) -> int:
        """Records whose word about running is within its shelf life."""
        return self.total - self.issues["never"] - self.issues["old"]

    @property
    def evidenced(self) -> int:
        return self.total - self.issues["no_evidence"]


COLUMNS = tuple(
    name for name in CORE_FIELDS if name not in TEXT_FIELDS and name not in {"goals", "title"}
)


def quality(rows: QuerySet[Innovation]) -> Quality:
    """Count what is missing, old and unverified, in five questions whatever the size."""
    plain = [key for key in ISSUE_KEYS if key != "silent"]
    counted = rows.order_by().aggregate(
        total=Count("pk"),
        **{f"issue_{key}": Count("pk", filter=has_issue(key)) for key in plain},
        **{f"missing_{name}": Count("pk", filter=missing(name)) for name in COLUMNS},
    )
    total = counted["total"]
    silent = Reconfirmation.objects.open().filter(
        escalated_at__isnull=False, innovation__in=rows.order_by().values("pk")
    )
    gaps = {name: counted[f"missing_{name}"] for name in COLUMNS} | _missing_beside(rows, total)
    issues = {key: counted[f"issue_{key}"] for key in plain} | {"silent": silent.count()}
    filled = total * len(CORE_FIELDS) - sum(gaps.values())
    return Quality(
        total=total,
        verified=total - issues["unverified"],
        filled=filled / (total * len(CORE_FIELDS)) if total else 0.0,
        issues=issues,
        missing={name: gaps.get(name, 0) for name in CORE_FIELDS},
        life=life_counts(rows),
    )


def _missing_beside(rows: QuerySet[Innovation], total: int) -> dict[str, int]:
    """The gaps in what is kept beside the narrow row: texts and goals."""
    inside = rows.order_by().values("pk")
    texts = InnovationText.objects.order_by().filter(innovation__in=inside)
    told = dict(
        texts.values_list("field")
        .annotate(n=Count("innovation", distinct=True))
        .values_list("field", "n")
    )
    goals = Innovation.goals.through.objects.filter(innovation__in=inside)
    served = goals.aggregate(n=Count("innovation", distinct=True))["n"]
    gaps = {name: total - told.get(name, 0) for name in CORE_FIELDS if name in TEXT_FIELDS}
    return gaps | {"goals": total - served}


# --- The worklist ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """Which records a worklist shows: one issue, one missing field, one kind of life, words."""

    issue: str = ""
    missing: str = ""
    life: str = ""
    words: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Asked":
        """What an address asks for; what it does not know is left out."""
        issue, field, life = query.get("issue"), query.get("missing"), query.get("life")
        return cls(
            issue=issue if issue in ISSUE_KEYS else "",
            missing=field if field in CORE_FIELDS else "",
            life=life if life in Life.values else "",
            words=query.get("words", "").replace("\0", "").strip()[:100],
        )

    @property
    def about(self) -> Q:
        """The condition of the rows."""
        found = Q()
        if self.issue:
            found &= has_issue(self.issue)
        if self.missing:
            found &= missing(self.missing)
        if self.life:
            found &= of_life(self.life)
        if self.words:
            found &= (
                Q(title__icontains=self.words)
                | Q(acronym__icontains=self.words)
                | Q(owner__name__icontains=self.words)
            )
        return found

    @property
    def query(self) -> str:
        """The part of an address that asks for this again."""
        parts = {
            "issue": self.issue,
            "missing": self.missing,
            "life": self.life,
            "words": self.words,
        }
        return urlencode({name: value for name, value in parts.items() if value})

    @property
    def label(self) -> str:
        """What is asked for, in words."""
        found: list[Any] = [issue.label for issue in ISSUES if issue.key == self.issue]
        if self.missing:
            found.append(_("“%(field)s” is empty") % {"field": FIELDS[self.missing].label})
        if self.life:
            found.append(Life(self.life).label)
        return ", ".join(str(part) for part in found)

    def without(self, name: str) -> "Asked":
        return replace(self, **{name: ""})


def worklist(scope: Scope, asked: Asked) -> QuerySet[Innovation]:
    """The records of a scope that need this work, those heard of least recently first."""
    rows = scope.rows.filter(asked.about)
    return rows.select_related("owner", "life_status", "hub").order_by(
        "life_as_of", "completeness", "pk"
    )


def missing_bars(found: Quality, address: str) -> list[Bar]:
    """The core fields by how often they are empty, each opening its worklist."""
    ranked = sorted(found.missing.items(), key=lambda pair: (-pair[1], pair[0]))
    return [
        Bar(FIELDS[name].label, number, url=f"{address}&{urlencode({'missing': name})}")
        for name, number in ranked
        if number
    ]
