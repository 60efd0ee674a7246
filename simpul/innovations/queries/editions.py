"""The rules in force and those to come: form, chains, days of rest, grades of evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from simpul.core import clock, mandates
from simpul.hubs.models import Hub
from simpul.hubs.policies import ASSISTANT, COORDINATOR, VERIFIER
from simpul.innovations.models import ChainLink, ChainScope, EvidenceGrade, Question, RestDay
from simpul.organisations.models import Office
from simpul.organisations.policies import ADMIN, HEAD

# Whose office may stand in a chain, in the order of the way a submission takes.
STATIONS = (
    (ChainScope.UNIT, ADMIN),
    (ChainScope.UNIT, HEAD),
    (ChainScope.DISTRICT, ASSISTANT),
    (ChainScope.HUB, VERIFIER),
    (ChainScope.NATIONAL, VERIFIER),
)


@dataclass(frozen=True)
class Chain:
    """The offices that check for a hub, or for all that have no chain of their own."""

    hub: Hub | None
    now: Sequence[ChainLink]
    later: Sequence[ChainLink]

    @property
    def begins(self) -> date | None:
        """From when on what is to come holds."""
        return self.later[0].valid_from if self.later else None


def questions_now() -> list[Question]:
    """The form as it is asked today, each with ``coming``, its next edition, if there is one."""
    today = clock.today()
    rows = Question.objects.select_related("step").filter(Q(valid_to=None) | Q(valid_to__gte=today))
    coming = {row.field: row for row in rows if row.valid_from > today}
    asked = [row for row in rows if row.valid_from <= today]
    for row in asked:
        row.coming = coming.get(row.field)  # type: ignore[attr-defined]
    return asked


def editions_of(field: str) -> list[Question]:
    """Every edition of one question, the newest first."""
    return list(Question.objects.filter(field=field).order_by("-valid_from"))


def chain_of(hub: Hub | None) -> Chain:
    """The chain of one hub, or the one of all."""
    return _chain(hub, list(ChainLink.objects.filter(hub=hub).order_by("valid_from", "order")))


def chains(hubs: Sequence[Hub]) -> list[Chain]:
    """The chain of all, then those of ``hubs`` that have or will have one of their own."""
    rows = list(ChainLink.objects.order_by("valid_from", "order"))
    by_hub: dict[int | None, list[ChainLink]] = {}
    for row in rows:
        by_hub.setdefault(row.hub_id, []).append(row)
    own = [_chain(hub, by_hub[hub.pk]) for hub in hubs if hub.pk in by_hub]
    return [_chain(None, by_hub.get(None, [])), *(each for each in own if each.now or each.later)]


def _chain(hub: Hub | None, rows: Sequence[ChainLink]) -> Chain:
    today = clock.today()
    now = [r for r in rows if r.valid_from <= today and (not r.valid_to or r.valid_to >= today)]
    later = [row for row in rows if row.valid_from > today]
    return Chain(hub, now, later)


def may_change_a_rule(user) -> bool:
    """Say whether any rule is theirs to change."""
    return user.has_perm("innovations.change_rules") or bool(hubs_led(user))


def hubs_led(user) -> list[Hub]:
    """The hubs whose chain ``user`` may change."""
    hubs = Hub.objects.order_by("name")
    if user.has_perm("innovations.change_rules"):
        return list(hubs)
    return list(hubs.filter(pk__in=mandates.scope_ids(user, COORDINATOR, Hub)))


def stations() -> list[tuple[str, str]]:
    """What may be chosen as an office of a chain, with its words."""
    offices = {office.key: office for office in Office.objects.all()}
    return [
        (f"{scope.value}|{key}", f"{offices[key].label}, {scope.label}")
        for scope, key in STATIONS
        if key in offices
    ]


def office_labels() -> dict[str, str]:
    return {office.key: office.label for office in Office.objects.all()}


def rest_days(year: int) -> list[RestDay]:
    return list(RestDay.objects.filter(date__year=year))


def years_of_rest() -> list[int]:
    """Years with a day of rest, and this one."""
    found = {day.year for day in RestDay.objects.values_list("date", flat=True)}
    return sorted(found | {clock.today().year})


def grades() -> list[EvidenceGrade]:
    return list(EvidenceGrade.objects.all())
