"""The declared rule by which mentors are proposed: what counts, how much, and why for this one."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from simpul.core import clock
from simpul.geography.models import Region
from simpul.learning.models import Mentor
from simpul.learning.queries.mentors import for_lists
from simpul.learning.queries.quarters import places_left
from simpul.organisations.models import Membership
from simpul.replication.models import Case
from simpul.replication.models.mentoring import MentorRequest, Mentorship, MentorWeight
from simpul.replication.workflow.mentoring import ACCOMPANIED, MentorshipState
from simpul.vocabularies.models import Sector

YEAR = timedelta(days=365)
# After so long without a case a mentor has waited as long as anybody.
LONGEST_WAIT, LONGEST_REQUEST = 180, 30


@dataclass(frozen=True)
class Reason:
    """One thing that counted: how much it may count, how far it is so, and what that gives."""

    key: str
    weight: int
    value: float

    @property
    def points(self) -> float:
        return round(self.weight * self.value, 4)


@dataclass(frozen=True)
class Asks:
    """What a request needs, read once for all mentors."""

    request: MentorRequest
    sector: Sector | None
    province: Region | None

    @classmethod
    def of(cls, request: MentorRequest) -> "Asks":
        return cls(request, sector_of(request.case), province_of(request.case))


@dataclass(frozen=True)
class Offers:
    """What a mentor has, read once for all requests."""

    mentor: Mentor
    left: int
    accompanied: int
    idle_days: int
    themes: frozenset[int]
    families: frozenset[str]
    languages: frozenset[int]
    provinces: frozenset[int]


def sector_of(case: Case) -> Sector | None:
    """What the case is about: the theme of its innovation, else of the need."""
    if case.origin is not None and case.origin.sector is not None:
        return case.origin.sector
    return case.need.sector if case.need is not None else None


def province_of(case: Case) -> Region | None:
    """Where the adopter is."""
    region = case.adopter.institution.region
    return region.parent or region if region is not None else None


# --- What counts -------------------------------------------------------------------------------


def theme(asks: Asks, offers: Offers) -> float:
    if asks.sector is None:
        return 0.0
    if asks.sector.pk in offers.themes:
        return 1.0
    return 0.4 if asks.sector.family_id in offers.families else 0.0


def near(asks: Asks, offers: Offers) -> float:
    if asks.province is not None and asks.province.pk in offers.provinces:
        return 1.0
    return 0.7 if offers.mentor.travels_everywhere else 0.3


def room(asks: Asks, offers: Offers) -> float:
    return offers.left / offers.mentor.capacity


def load(asks: Asks, offers: Offers) -> float:
    return 1 / (1 + offers.accompanied)


def waiting(asks: Asks, offers: Offers) -> float:
    return min(offers.idle_days, LONGEST_WAIT) / LONGEST_WAIT


def patience(asks: Asks, offers: Offers) -> float:
    days = (clock.now() - asks.request.asked_at).days
    return min(days, LONGEST_REQUEST) / LONGEST_REQUEST


FEATURES: Mapping[str, Callable[[Asks, Offers], float]] = {
    "theme": theme,
    "near": near,
    "room": room,
    "load": load,
    "waiting": waiting,
    "patience": patience,
}
# What a request looks for in a mentor, and by what a mentor ranks requests when both are many.
FOR_REQUESTS = ("theme", "near", "room", "load", "waiting")
FOR_MENTORS = ("theme", "near", "patience")


def weights(on: date | None = None) -> dict[str, int]:
    """How much each thing counts on a day (today); a later row comes before an earlier one."""
    on = on or clock.today()
    rows = MentorWeight.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on, key__in=FEATURES
    )
    return dict(rows.order_by("valid_from").values_list("key", "weight"))


def reasons(
    asks: Asks, offers: Offers, counted: Mapping[str, int], keys: Sequence[str] = FOR_REQUESTS
) -> list[Reason]:
    """Every reason with its share, the one that gives most first."""
    found = [
        Reason(key, counted[key], round(FEATURES[key](asks, offers), 4))
        for key in keys
        if counted.get(key)
    ]
    return sorted(found, key=lambda reason: (-reason.points, reason.key))


def total(found: Sequence[Reason]) -> float:
    return round(sum(reason.points for reason in found), 4)


# --- Who can at all ----------------------------------------------------------------------------


def hindrance(asks: Asks, offers: Offers) -> str:
    """Why a mentor cannot be proposed to a request at all; empty where they can."""
    if offers.left < 1:
        return "full"
    if asks.request.language_id not in offers.languages:
        return "language"
    travels = offers.mentor.travels_everywhere or (
        asks.province is not None and asks.province.pk in offers.provinces
    )
    if not travels and (asks.request.wants_visit or not offers.mentor.is_remote):
        return "reach"
    return ""


def excluded(requests: Collection[MentorRequest]) -> dict[int, set[int]]:
    """Of each request the mentors who declined it, accompany the case, or belong to the adopter."""
    said = Mentorship.objects.filter(request__in=requests).exclude(state=MentorshipState.WITHDRAWN)
    without: dict[int, set[int]] = {request.pk: set() for request in requests}
    for request_id, mentor in said.values_list("request", "mentor"):
        without[request_id].add(mentor)
    # Somebody of the origin may teach; somebody of the adopter would coach themselves.
    adopters = {
        request.pk: [body.pk for body in request.case.adopter.chain] for request in requests
    }
    members = _mentors_of({body for bodies in adopters.values() for body in bodies})
    opened = {request.case.opened_by_id for request in requests}
    openers = _by_person(Mentor.objects.filter(person__in=opened))
    for request in requests:
        without[request.pk] |= openers.get(request.case.opened_by_id, set())
        for body in adopters[request.pk]:
            without[request.pk] |= members.get(body, set())
    return without


def _mentors_of(bodies: Collection[int]) -> dict[int, set[int]]:
    """The mentors who work for each of these bodies."""
    works = Membership.objects.confirmed().filter(organisation__in=bodies)
    people = _by_person(Mentor.objects.filter(person__in=works.values("person")))
    found: dict[int, set[int]] = defaultdict(set)
    for body, person in works.filter(person__in=people).values_list("organisation", "person"):
        found[body] |= people[person]
    return found


def _by_person(mentors: QuerySet[Mentor]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for person, pk in mentors.order_by().values_list("person", "pk"):
        found[person].add(pk)
    return found


def offers_of(mentors: QuerySet[Mentor]) -> list[Offers]:
    """What these mentors have, in a fixed number of questions."""
    found = list(for_lists(mentors))
    left = places_left(found)
    since = clock.now() - YEAR
    rows = (
        Mentorship.objects.filter(mentor__in=found, state__in=ACCOMPANIED)
        .order_by()
        .values("mentor")
        .annotate(n=Count("pk", filter=Q(accepted_at__gte=since)), last=Max("accepted_at"))
    )
    known = {row["mentor"]: row for row in rows}
    return [_offers(mentor, left[mentor.pk], known.get(mentor.pk)) for mentor in found]


def _offers(mentor: Mentor, left: int, known: Mapping | None) -> Offers:
    last: Any = known["last"] if known and known["last"] else mentor.decided_at
    return Offers(
        mentor=mentor,
        left=left,
        accompanied=known["n"] if known else 0,
        idle_days=(clock.now() - last).days,
        themes=frozenset(row.pk for row in mentor.sectors.all()),
        families=frozenset(row.family_id for row in mentor.sectors.all()),
        languages=frozenset(row.pk for row in mentor.languages.all()),
        provinces=frozenset(row.pk for row in mentor.provinces.all()),
    )


def candidates(found: Collection[Offers], asks: Asks, without: Collection[int]) -> list[Offers]:
    """Those among ``found`` who can accompany this request."""
    return [
        offers
        for offers in found
        if offers.mentor.pk not in without and not hindrance(asks, offers)
    ]
