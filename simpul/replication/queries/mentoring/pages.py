"""What pages about mentors of cases show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from simpul.learning.models import Mentor, Session
from simpul.learning.queries.coaching import log_of
from simpul.learning.queries.mentors import for_lists
from simpul.learning.queries.quarters import places_left
from simpul.replication.models import Case
from simpul.replication.models.mentoring import MentorRequest, Mentorship, MentorWeight
from simpul.replication.policies.mentoring import (
    led_requests,
    visible_mentorships,
    visible_requests,
)
from simpul.replication.workflow.mentoring import MentorshipState, RequestState

from .rule import FEATURES, Reason


@dataclass(frozen=True)
class Said:
    """A reason in words, with what it gives of what it could give."""

    label: str
    about: str
    weight: int
    value: float
    points: float


def words() -> dict[str, MentorWeight]:
    """The words of the rule by key, those that began last."""
    rows = MentorWeight.objects.filter(key__in=FEATURES).order_by("valid_from")
    return {row.key: row for row in rows}


def said(reasons: Iterable[Reason | dict[str, Any]], known: dict[str, MentorWeight]) -> list[Said]:
    """Reasons in words; what was counted on an earlier day keeps its numbers."""
    found = [each if isinstance(each, Reason) else Reason(**each) for each in reasons]
    return [
        Said(known[each.key].label, known[each.key].about, each.weight, each.value, each.points)
        for each in found
        if each.key in known
    ]


def requests_for(user) -> QuerySet[MentorRequest]:
    """Every request ``user`` may see."""
    return _whole(MentorRequest.objects.filter(visible_requests(user))).distinct()


def waiting_for_hub(user) -> QuerySet[MentorRequest]:
    """The requests for which ``user`` is to find a mentor, the oldest first."""
    waiting = MentorRequest.objects.filter(led_requests(user), state=RequestState.WAITING)
    return _whole(waiting).order_by("asked_at", "pk")


def led(user, state: str = "") -> QuerySet[MentorRequest]:
    """The requests of the cases ``user`` facilitates, in one state or all."""
    found = MentorRequest.objects.filter(led_requests(user))
    if state in RequestState.values:
        found = found.filter(state=state)
    return _whole(found).order_by("-asked_at", "-pk")


def _whole(requests: QuerySet[MentorRequest]) -> QuerySet[MentorRequest]:
    asked = Mentorship.objects.select_related("mentor__person", "mentor__hub")
    return requests.select_related(
        "case__adopter__region__parent", "case__adopter__parent__parent",
        "case__origin__sector__family", "case__origin__canonical", "case__need__sector",
        "case__facilitator", "case__origin_organisation__parent", "case__opened_by", "language",
    ).prefetch_related(Prefetch("mentorships", asked))  # fmt: skip


def mentorships_for(user) -> QuerySet[Mentorship]:
    """Every mentorship ``user`` may see."""
    return Mentorship.objects.filter(visible_mentorships(user)).select_related(
        "mentor__person", "mentor__hub", "case__adopter__parent__parent", "case__facilitator",
        "case__origin__canonical", "case__origin_organisation__parent__parent", "case__opened_by",
        "request__language", "handed_from__mentor__person",
    )  # fmt: skip


def of_mentor(mentor: Mentor) -> QuerySet[Mentorship]:
    """What a mentor was asked for and accompanies, what waits first."""
    return Mentorship.objects.filter(
        mentor=mentor, state__in=[MentorshipState.PROPOSED, MentorshipState.RUNNING]
    ).select_related("case__adopter", "case__origin__canonical")


@dataclass(frozen=True)
class Load:
    """A mentor of the hub: what they can take, what runs, what waits for their answer."""

    mentor: Mentor
    left: int
    waiting: int


def loads(mentors: Sequence[Mentor]) -> list[Load]:
    """The load of some mentors, in three questions."""
    left = places_left(mentors)
    proposed = Q(mentorships__state=MentorshipState.PROPOSED)
    rows = Mentor.objects.filter(pk__in=[each.pk for each in mentors])
    asked = dict(rows.annotate(n=Count("mentorships", filter=proposed)).values_list("pk", "n"))
    return [Load(each, left[each.pk], asked.get(each.pk, 0)) for each in mentors]


def ready_mentors(user) -> QuerySet[Mentor]:
    """The mentors who are ready, those of the hubs of ``user`` first: any hub may ask them."""
    return for_lists(Mentor.objects.active()).order_by("person__name", "pk")


def sessions_of(case: Case) -> QuerySet[Session]:
    """The coaching log of a case."""
    return log_of(case)
