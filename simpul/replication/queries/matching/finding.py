"""From a need or any text to the innovations that could transfer, with reasons and warnings."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from simpul.innovations.models import Innovation
from simpul.innovations.queries.documents import engine
from simpul.replication.queries.failures import warning_lessons
from simpul.replication.queries.matching.candidates import (
    Filters,
    candidates,
    frequencies,
    nearness,
)
from simpul.replication.queries.matching.known import Known, known_of
from simpul.replication.queries.matching.quoting import quotes
from simpul.replication.queries.matching.reading import reads_of
from simpul.replication.queries.matching.reasons import (
    FEATURES,
    TOPICAL,
    Found,
    Weighing,
    votes_of,
)
from simpul.replication.queries.matching.telling import tell
from simpul.replication.queries.matching.understanding import Asked, Concept, understand
from simpul.replication.queries.matching.vocabulary import vocabulary
from simpul.replication.queries.matching.warning import Caution, warnings_of
from simpul.replication.queries.matching.weights import Weight, weights
from simpul.replication.queries.matching.wish import Wish
from simpul.replication.queries.matching.words import Scale
from simpul.search.engine import Engine

MOST_FITS = 100
# So many candidates are weighed with all reasons.
WEIGHED = 120


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
    found = {key: _found(case, key, counted) for key in case.known.records}
    totals = {key: _total(features, counted) for key, features in found.items()}
    best = sorted(totals, key=lambda key: (-totals[key], key))[: min(limit, MOST_FITS)]
    quoted = quotes(asked, [case.reads[key] for key in best], search)
    reasons = {key: _reasons(found[key], counted, quoted.get(key, "")) for key in best}
    return Matched(_fits(best, totals, reasons, case), asked, len(totals))


def _weighing(wish: Wish, asked: Asked, search: Engine, filters: Filters, user) -> Weighing:
    """Everything the features read, for the candidates whose subject fits best."""
    keys = candidates(asked, search, filters) if asked.text else []
    analyzer = search.relevance.analyzer
    case = Weighing(
        wish=wish,
        asked=asked,
        near=nearness(asked, keys, search),
        scale=_scale(asked, search),
        reads=reads_of(keys, analyzer),
        analyzer=analyzer,
    )
    topical = {key: {name: FEATURES[name](case, key) for name in TOPICAL} for key in case.reads}
    case = replace(case, topical=topical)
    region = wish.region.pk if wish.region else None
    known = known_of(_nearest(case), user=user, region=region)
    return replace(case, known=known, votes=votes_of(case.near, known))


def _nearest(case: Weighing) -> list[int]:
    """The candidates that are weighed whole: chosen by their subject, whatever is left out."""
    counted = {key: one for key, one in weights().items() if key in TOPICAL}
    totals = {key: _total(_found(case, key, counted), counted) for key in case.reads}
    return sorted(totals, key=lambda key: (-totals[key], key))[:WEIGHED]


def _scale(asked: Asked, search: Engine) -> Scale:
    problems = [Concept("", 1.0, item.problem.answered) for item in asked.problems]
    frequency = frequencies([*asked.own, *asked.answers, *problems], search)
    light = search.relevance.analyzer.lists.light
    return Scale(search.backend.stats().documents, frequency, light)


def _found(case: Weighing, key: int, counted: Iterable[str]) -> dict[str, Found]:
    topical = case.topical[key]
    found = {
        name: topical[name] if name in topical else FEATURES[name](case, key) for name in counted
    }
    return {name: one for name, one in found.items() if one is not None and one.value}


def _total(found: Mapping[str, Found], counted: Mapping[str, Weight]) -> float:
    return sum(counted[name].weight * one.value for name, one in found.items())


def _reasons(
    found: Mapping[str, Found], counted: Mapping[str, Weight], quoted: str
) -> list[Reason]:
    return [
        Reason(
            key=name,
            family=counted[name].family,
            label=counted[name].label,
            weight=counted[name].weight,
            value=one.value,
            say=tell(name, {**one.facts, "quoted": quoted}),
        )
        for name, one in found.items()
    ]


def _fits(best, totals, reasons, case: Weighing) -> list[Fit]:
    lessons = warning_lessons(best, sector_of=case.sector_of)
    return [
        Fit(
            innovation=case.known.records[key],
            score=totals[key],
            reasons=sorted(reasons[key], key=lambda one: -one.points),
            warnings=warnings_of(key, wish=case.wish, known=case.known, lessons=lessons),
        )
        for key in best
    ]


__all__ = ["Fit", "Known", "Matched", "Reason", "find"]
