"""Whom to propose: for one request in order, for many at once so that no pair would rather swap."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simpul.learning.models import Mentor
from simpul.replication.models.mentoring import MentorRequest

from .rule import (
    FOR_MENTORS,
    FOR_REQUESTS,
    Asks,
    Offers,
    Reason,
    candidates,
    excluded,
    offers_of,
    reasons,
    total,
    weights,
)


@dataclass(frozen=True)
class Proposal:
    """A mentor who could accompany a request, and why."""

    mentor: Mentor
    left: int
    reasons: Sequence[Reason]

    @property
    def score(self) -> float:
        return total(self.reasons)


def proposals(request: MentorRequest) -> list[Proposal]:
    """Every mentor who can accompany this request, the best fitting first."""
    asks, counted = Asks.of(request), weights()
    able = candidates(offers_of(Mentor.objects.active()), asks, excluded([request])[request.pk])
    found = [
        Proposal(offers.mentor, offers.left, reasons(asks, offers, counted)) for offers in able
    ]
    return sorted(found, key=lambda each: (-each.score, each.mentor.pk))


# --- Many requests at once ---------------------------------------------------------------------

Preferences = Mapping[Any, Sequence[Any]]


def matched(
    requests: Preferences, mentors: Preferences, places: Mapping[Any, int]
) -> dict[Any, Any]:
    """Give each request a mentor so that no two would both rather have each other.

    Both sides name whom they accept, the best first; a mentor takes at most ``places``. Requests
    propose in turn and a mentor keeps the best so far, so the answer is the best stable one for the
    requests, whatever their order.
    """
    rank = {
        pk: {other: place for place, other in enumerate(liked)} for pk, liked in mentors.items()
    }
    next_try: dict[Any, int] = defaultdict(int)
    held: dict[Any, list[Any]] = defaultdict(list)
    free = sorted(requests, reverse=True)
    while free:
        request = free.pop()
        if next_try[request] >= len(requests[request]):
            continue
        mentor = requests[request][next_try[request]]
        next_try[request] += 1
        if request not in rank.get(mentor, {}) or places.get(mentor, 0) < 1:
            free.append(request)
            continue
        held[mentor].append(request)
        if len(held[mentor]) > places[mentor]:
            worst = max(held[mentor], key=lambda one: rank[mentor][one])
            held[mentor].remove(worst)
            free.append(worst)
    return {request: mentor for mentor, kept in held.items() for request in kept}


@dataclass(frozen=True)
class Pairing:
    """One request of a batch with the mentor the rule gives it, or none."""

    request: MentorRequest
    proposal: Proposal | None


def allocation(requests: Iterable[MentorRequest]) -> list[Pairing]:
    """Find mentors for many requests at once by the declared rule; nothing is written."""
    waiting, counted = list(requests), weights()
    offers = offers_of(Mentor.objects.active())
    asked = {request.pk: Asks.of(request) for request in waiting}
    without = excluded(waiting)
    able = {pk: candidates(offers, asks, without[pk]) for pk, asks in asked.items()}
    given = matched(
        {pk: _in_order(asked[pk], found, counted) for pk, found in able.items()},
        _liked(asked, able, counted),
        {each.mentor.pk: each.left for each in offers},
    )
    by_pk = {each.mentor.pk: each for each in offers}
    return [
        Pairing(request, _proposal(asked[request.pk], by_pk.get(given.get(request.pk, 0)), counted))
        for request in waiting
    ]


def _proposal(asks: Asks, offers: Offers | None, counted: Mapping[str, int]) -> Proposal | None:
    if offers is None:
        return None
    return Proposal(offers.mentor, offers.left, reasons(asks, offers, counted))


def _in_order(asks: Asks, found: Sequence[Offers], counted: Mapping[str, int]) -> list[int]:
    def place(offers: Offers) -> tuple[float, int]:
        return -total(reasons(asks, offers, counted, FOR_REQUESTS)), offers.mentor.pk

    return [offers.mentor.pk for offers in sorted(found, key=place)]


def _liked(
    asked: Mapping[int, Asks], able: Mapping[int, Sequence[Offers]], counted: Mapping[str, int]
) -> dict[int, list[int]]:
    """The requests each mentor could take, in the order in which the rule puts them."""
    scored: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for pk, found in able.items():
        for offers in found:
            points = total(reasons(asked[pk], offers, counted, FOR_MENTORS))
            scored[offers.mentor.pk].append((-points, pk))
    return {mentor: [pk for _points, pk in sorted(rows)] for mentor, rows in scored.items()}
