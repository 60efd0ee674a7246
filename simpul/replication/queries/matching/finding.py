"""From a need or any text to the innovations that could transfer, with reasons and warnings."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from simpul.innovations.models import Innovation
from simpul.innovations.queries.documents import SCHEMA, engine, records_of
from simpul.replication.queries.failures import warning_lessons
from simpul.replication.queries.matching.candidates import (
    Filters,
    candidates,
    frequencies,
    nearness,
)
from simpul.replication.queries.matching.known import Known, known_of
from simpul.replication.queries.matching.reasons import FEATURES, Weighing, votes_of
from simpul.replication.queries.matching.telling import tell
from simpul.replication.queries.matching.understanding import Asked, Concept, understand
from simpul.replication.queries.matching.vocabulary import vocabulary
from simpul.replication.queries.matching.warning import Caution, warnings_of
from simpul.replication.queries.matching.weights import Weight, weights
from simpul.replication.queries.matching.wish import Wish
from simpul.replication.queries.matching.words import Read, Scale
from simpul.search.engine import Engine

MOST_FITS = 100


@dataclass(frozen=True)
class Reason:
    """One feature of a fit: what it adds to the score is weight times value."""

    key: str
    family: str
    label: str
    weight: float
    value: float
    say: str

    @property
    def points(self) -> float:
        return self.weight * self.value


@dataclass(frozen=True)
class Fit:
    """A record that may answer the need."""

    innovation: Innovation
    score: float
    reasons: list[Reason]
    warnings: list[Caution]

    @property
    def share(self) -> dict[str, float]:
        """How many of a hundred points each reason gives, of those that speak for it."""
        gained = sum(max(reason.points, 0.0) for reason in self.reasons) or 1.0
        return {one.key: 100 * max(one.points, 0.0) / gained for one in self.reasons}


@dataclass(frozen=True)
class Matched:
    """What was found, how the text was understood, and of how many records it is the best."""

    fits: list[Fit]
    asked: Asked
    weighed: int


def find(
    wish: Wish,
    *,
    user,
    limit: int = 20,
    filters: Filters | None = None,
    without: Collection[str] = (),
) -> Matched:
    """The records that fit a wish best, of all that ``user`` may see.

    ``without`` leaves out reasons by key: every score falls by exactly what they added.
    Raises ``IndexMissingError`` where there is no index to search in.
    """
    search, words = engine(), vocabulary()
    asked = understand(wish.text, search, words)
    case = _weighing(wish, asked, search, filters or {}, user)
    counted = {key: one for key, one in weights().items() if key not in without}
    scored = {key: _reasons(case, key, counted) for key in case.known.records}
    totals = {key: sum(one.points for one in reasons) for key, reasons in scored.items()}
    best = sorted(totals, key=lambda key: (-totals[key], key))[: min(limit, MOST_FITS)]
    return Matched(_fits(best, totals, scored, case), asked, len(totals))


def _weighing(wish: Wish, asked: Asked, search: Engine, filters: Filters, user) -> Weighing:
    near = nearness(asked, search)
    keys = candidates(asked, search, filters, near) if asked.text else []
    region = wish.region.pk if wish.region else None
    known = known_of(keys, user=user, region=region)
    analyzer = search.relevance.analyzer
    return Weighing(
        wish=wish,
        asked=asked,
        known=known,
        near=near,
        scale=_scale(asked, search),
        reads={
            record.id: Read.of(record, SCHEMA, analyzer) for record in records_of(known.records)
        },
        analyzer=analyzer,
        votes=votes_of(near, known),
    )


def _scale(asked: Asked, search: Engine) -> Scale:
    problems = [Concept("", 1.0, item.problem.answered) for item in asked.problems]
    frequency = frequencies([*asked.own, *asked.answers, *problems], search)
    light = search.relevance.analyzer.lists.light
    return Scale(search.backend.stats().documents, frequency, light)


def _reasons(case: Weighing, key: int, counted: Mapping[str, Weight]) -> list[Reason]:
    reasons = []
    for name, weight in counted.items():
        found = FEATURES[name](case, key)
        if found is not None and found.value:
            reasons.append(
                Reason(
                    name,
                    weight.family,
                    weight.label,
                    weight.weight,
                    found.value,
                    _said(name, found),
                )
            )
    return reasons


def _said(name: str, found) -> str:
    return tell(name, found.facts)


def _fits(best, totals, scored, case: Weighing) -> list[Fit]:
    lessons = warning_lessons(best, sector_of=case.sector_of)
    return [
        Fit(
            innovation=case.known.records[key],
            score=totals[key],
            reasons=sorted(scored[key], key=lambda one: -one.points),
            warnings=warnings_of(key, wish=case.wish, known=case.known, lessons=lessons),
        )
        for key in best
    ]


__all__ = ["Fit", "Known", "Matched", "Reason", "find"]
