"""Needs, ideas and challenges as lists show them: narrowed, ordered, counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from simpul.needs.models import Challenge, Idea, Need, Support
from simpul.needs.policies import visible_challenges, visible_ideas
from simpul.needs.queries.needs import needs_for
from simpul.needs.queries.searching import matching
from simpul.needs.workflow import SHOWN_IDEAS

NEED_SORTS = {
    "": _("Newest first"),
    "followers": _("Most institutions first"),
    "deadline": _("Nearest deadline first"),
    "title": _("By title"),
}
NEED_ORDERS: dict[str, list[Any]] = {
    "": ["-stated_at"],
    "followers": ["-also", "-stated_at"],
    "deadline": [F("deadline").asc(nulls_last=True), "-stated_at"],
    "title": ["title"],
}
IDEA_SORTS = {
    "": _("Newest first"),
    "support": _("Most supported first"),
    "title": _("By title"),
}
IDEA_ORDERS: dict[str, list[Any]] = {
    "": ["-offered_at"],
    "support": ["-supporters", "-offered_at"],
    "title": ["title"],
}


@dataclass(frozen=True)
class NeedFilter:
    """What a list of needs is narrowed by; the values are codes, as in the address."""

    q: str = ""
    province: str = ""
    regency: str = ""
    sector: str = ""
    goal: str = ""
    owner: str = ""
    state: str = ""
    origin: str = ""
    sort: str = ""


@dataclass(frozen=True)
class IdeaFilter:
    """What a list of ideas is narrowed by."""

    q: str = ""
    province: str = ""
    sector: str = ""
    kind: str = ""
    state: str = ""
    sort: str = ""


def need_list(wanted: NeedFilter, user) -> QuerySet[Need]:
    """The needs of a list that ``user`` may read, with everything a row reads."""
    found = needs_for(user).filter(_needs_asked(wanted))
    if wanted.q:
        found = found.filter(matching(wanted.q))
    return found.annotate(also=Count("followers")).order_by(*NEED_ORDERS[wanted.sort], "-pk")


def idea_list(wanted: IdeaFilter, user) -> QuerySet[Idea]:
    """The ideas of a list that ``user`` may read: of equal ones the kept one."""
    found = Idea.objects.kept().shown().filter(visible_ideas(user))
    conditions = {
        "sector__key": wanted.sector,
        "author_kind": wanted.kind,
        "state": wanted.state,
    }
    found = found.filter(**{name: value for name, value in conditions.items() if value})
    if wanted.province:
        found = found.filter(_in_province(wanted.province))
    if wanted.q:
        found = found.filter(matching(wanted.q))
    return with_supporters(found).order_by(*IDEA_ORDERS[wanted.sort], "-pk")


def with_supporters(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    """The ideas with what their row reads; a person who supports two equal ideas counts once."""
    given = Support.objects.filter(idea__canonical=OuterRef("pk")).order_by()
    counted = given.values("idea__canonical").annotate(n=Count("person", distinct=True)).values("n")
    return ideas.annotate(supporters=Coalesce(Subquery(counted), 0)).select_related(
        "need", "challenge", "sponsor", "region", "sector", "author", "organisation"
    )


def supporters_of(idea: Idea) -> int:
    """How many people support an idea or one equal to it."""
    given = Support.objects.filter(idea__canonical=idea.canonical_id)
    return given.aggregate(n=Count("person", distinct=True))["n"]


def supports(person, idea: Idea) -> bool:
    """Say whether ``person`` supports an idea or one equal to it."""
    if not person.is_authenticated:
        return False
    return Support.objects.filter(idea__canonical=idea.canonical_id, person=person.pk).exists()


def challenge_list(user, *, q: str = "", phase: str = "") -> QuerySet[Challenge]:
    """The announced challenges, those that are open first, then by their last day."""
    found = Challenge.objects.public().filter(visible_challenges(user))
    if q:
        found = found.filter(matching(q))
    if phase == "welcoming":
        found = found.filter(pk__in=Challenge.objects.welcoming().values("pk"))
    elif phase == "concluded":
        found = found.filter(state=phase)
    counted = Count(
        "ideas", filter=Q(ideas__canonical=F("ideas__pk"), ideas__state__in=SHOWN_IDEAS)
    )
    return (
        found.select_related("sponsor", "region", "sector")
        .annotate(offered=counted)
        .order_by("state", "-closes_on", "-pk")
    )


def supporters_by_idea(ideas: Iterable[Idea]) -> dict[int, int]:
    """How many people support each of these kept ideas."""
    given = Support.objects.filter(idea__canonical__in=[idea.pk for idea in ideas]).order_by()
    rows = given.values("idea__canonical").annotate(n=Count("person", distinct=True))
    return {row["idea__canonical"] or 0: row["n"] for row in rows}


def _needs_asked(wanted: NeedFilter) -> Q:
    asked = Q()
    if wanted.province:
        asked &= _in_province(wanted.province)
    if wanted.regency:
        asked &= Q(region__code=wanted.regency)
    if wanted.sector:
        asked &= Q(sector__key=wanted.sector)
    if wanted.goal:
        asked &= Q(
            pk__in=Need.goals.through.objects.filter(goal__number=wanted.goal).values("need")
        )
    if wanted.owner:
        asked &= Q(organisation__code=wanted.owner) | Q(organisation__parent__code=wanted.owner)
    if wanted.state:
        asked &= Q(state=wanted.state)
    if wanted.origin:
        asked &= Q(origin=wanted.origin)
    return asked


def _in_province(code: str) -> Q:
    return Q(region__code=code) | Q(region__parent__code=code)
