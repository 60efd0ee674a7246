"""Records at risk: each reason is a rule with its threshold, asked of the database itself.

Only records are looked at. Nobody is counted, ranked or named.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from simpul.core import clock
from simpul.innovations.models import Draft, Innovation, InstitutionalTest, PassedTest
from simpul.innovations.queries.quality import Scope
from simpul.replication.models.continuity import RiskRule
from simpul.vocabularies.models import Life

from .teams import gone, present_members, team_size

PAGE = 25


def rules(on: date | None = None) -> dict[str, RiskRule]:
    """The rules that warn on a day (today), by key; a later row comes before an earlier one."""
    on = on or clock.today()
    rows = RiskRule.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on, key__in=RISKS
    )
    found = {row.key: row for row in rows.order_by("valid_from", "pk")}
    kept = [row for row in found.values() if row.is_on]
    return {row.key: row for row in sorted(kept, key=lambda row: row.order)}


# --- What each rule asks -----------------------------------------------------------------------


def _moved(rule: RiskRule) -> Q:
    """Whoever began it, its author or the author of its first draft, has left."""
    return Q(Exists(gone("author_id", "owner"))) | Q(
        author=None, pk__in=_first_drafts().filter(left=True).values("innovation")
    )


def _first_drafts() -> Any:
    first = Draft.objects.filter(innovation=OuterRef("innovation")).order_by("opened_at", "pk")
    rows = Draft.objects.filter(pk=Subquery(first.values("pk")[:1]))
    return rows.annotate(left=Exists(gone("author_id", "innovation__owner")))


def _nobody(rule: RiskRule) -> Q:
    return Q(team_then__gt=0, team_now=0)


def _alone(rule: RiskRule) -> Q:
    return Q(team_now__gte=1, team_now__lte=rule.threshold or 1)


def _untested(test: str) -> Callable[[RiskRule], Q]:
    shown = PassedTest.objects.filter(
        innovation=OuterRef("pk"), test=test, accepted_at__isnull=False
    )
    return lambda rule: ~Q(Exists(shown))


def _old(rule: RiskRule) -> Q:
    return Q(life_due_on__lte=clock.today() - timedelta(days=rule.threshold or 0))


def _silent(rule: RiskRule) -> Q:
    since = clock.now() - timedelta(days=rule.threshold or 0)
    return Q(life_as_of=None, published_at__lte=since)


RISKS: Mapping[str, Callable[[RiskRule], Q]] = {
    "moved": _moved,
    "nobody": _nobody,
    "alone": _alone,
    "no_law": _untested(InstitutionalTest.LAW),
    "no_budget": _untested(InstitutionalTest.BUDGET),
    "old": _old,
    "silent": _silent,
}


def watched() -> QuerySet[Innovation]:
    """The records early warning looks at: verified ones of which nobody says that they ended."""
    ended = Q(life_status__life=Life.STOPPED)
    rows = Innovation.objects.verified().exclude(ended)
    return rows.annotate(team_now=present_members(), team_then=team_size())


def with_risks(rows: QuerySet[Innovation], known: Mapping[str, RiskRule]) -> QuerySet[Innovation]:
    """``rows`` of ``watched()`` with a truth for each rule, and how many are true."""
    asked = {
        f"risk_{key}": ExpressionWrapper(RISKS[key](rule), output_field=BooleanField())
        for key, rule in known.items()
    }
    rows = rows.annotate(**asked)
    total: Any = Value(0)
    for name in asked:
        total = total + Case(When(**{name: True}, then=1), default=0, output_field=IntegerField())
    return rows.annotate(risks=ExpressionWrapper(total, output_field=IntegerField()))


# --- The list ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """Which records at risk an address asks for; what it does not know is left out."""

    reason: str = ""
    least: int = 1
    words: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Asked":
        reason, least = query.get("reason", ""), query.get("least", "")
        return cls(
            reason=reason if reason in RISKS else "",
            least=int(least) if least in {"2", "3", "4", "5"} else 1,
            words=query.get("words", "").replace("\0", "").strip()[:100],
        )

    @property
    def query(self) -> str:
        """The part of an address that asks for this again."""
        said = {
            "reason": self.reason,
            "least": str(self.least) if self.least > 1 else "",
            "words": self.words,
        }
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True)
class Line:
    """A record with the rules that warn of it."""

    record: Innovation
    reasons: list[RiskRule]


def at_risk(
    scope: Scope, asked: Asked, known: Mapping[str, RiskRule] | None = None
) -> QuerySet[Innovation]:
    """The records of a scope of which some rule warns, those with most reasons first."""
    known = rules() if known is None else known
    rows: Any = with_risks(watched().filter(scope.about), known)
    rows = rows.filter(risks__gte=asked.least)
    if asked.reason:
        rows = (
            rows.filter(**{f"risk_{asked.reason}": True}) if asked.reason in known else rows.none()
        )
    if asked.words:
        rows = rows.filter(
            Q(title__icontains=asked.words)
            | Q(acronym__icontains=asked.words)
            | Q(owner__name__icontains=asked.words)
        )
    return rows.select_related("owner", "hub", "life_status").order_by("-risks", "title", "pk")


def lines(rows: Iterable[Innovation], known: Mapping[str, RiskRule]) -> list[Line]:
    """Each record with its reasons, in the order of the rules."""
    return [
        Line(record, [rule for key, rule in known.items() if getattr(record, f"risk_{key}")])
        for record in rows
    ]


def counts(scope: Scope, known: Mapping[str, RiskRule]) -> list[tuple[RiskRule, int]]:
    """How many records of a scope each rule warns of."""
    rows = with_risks(watched().filter(scope.about), known).order_by()
    return [(rule, rows.filter(**{f"risk_{key}": True}).count()) for key, rule in known.items()]


def bus_factor_one() -> QuerySet[Innovation]:
    """The records that one person alone looks after."""
    rows: Any = watched()
    return rows.filter(team_now=1)
