"""Why a record may answer a need: each reason is a feature with a weight that anybody can check.

The score is the sum of weight times value over the reasons, nothing else. What is not known on
either side makes no reason: it neither helps nor hurts.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from simpul.replication.queries.matching.known import NOTHING, Known
from simpul.replication.queries.matching.means import cost_of, leans_on_connection
from simpul.replication.queries.matching.understanding import Asked, Concept
from simpul.replication.queries.matching.wish import Wish, is_offline, is_online
from simpul.replication.queries.matching.words import Held, Read, Scale, all_held
from simpul.search.analysis import Analyzer
from simpul.vocabularies.models import Life

# A sector may be named, hinted at by words, or be that of the records nearest in meaning.
HINTED, VOTED = 0.4, 0.6
VOTERS = 12
# Eight times as many people is not alike at all.
ALIKE_STEPS = 3.0
MOST_WORDS = 6
# A further known problem that a record answers counts half of the one before; so many are told.
AGAIN, MOST_TOLD = 0.5, 2


@dataclass(frozen=True)
class Found:
    """What one feature says of one record: how much, and what a reader can check."""

    value: float
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Weighing:
    """Everything the features read, loaded once for all records."""

    wish: Wish
    asked: Asked
    # How near in meaning each record is to what would answer the need.
    near: Mapping[int, float]
    scale: Scale
    reads: Mapping[int, Read]
    analyzer: Analyzer
    # What is known of those that are weighed, and the share of the votes for each sector.
    known: Known = NOTHING
    votes: Mapping[str, float] = field(default_factory=dict)
    # What the subject of each says, from when those to be weighed were chosen.
    topical: Mapping[int, Mapping[str, Found | None]] = field(default_factory=dict)

    def sector_of(self, key: int) -> str:
        sector = self.known.records[key].sector
        return sector.key if sector else ""


def votes_of(near: Mapping[int, float], known: Known) -> dict[str, float]:
    """Which sectors the records nearest in meaning are of, together 1."""
    votes: dict[str, float] = defaultdict(float)
    nearest = sorted(near.items(), key=lambda item: -item[1])[:VOTERS]
    for key, cosine in nearest:
        record = known.records.get(key)
        if record is not None and record.sector:
            votes[record.sector.key] += max(cosine, 0.0)
    together = sum(votes.values())
    return {key: value / together for key, value in votes.items()} if together else {}


# --- The problem -------------------------------------------------------------------------------


def _named(held: Sequence[Held]) -> dict[str, Any]:
    return {
        "words": [one.concept.text for one in held[:MOST_WORDS]],
        "found": [one.way.text for one in held[:MOST_WORDS]],
    }


def words(case: Weighing, key: int) -> Found | None:
    held = all_held(case.asked.own, case.reads[key], case.scale)
    return Found(sum(one.value for one in held), _named(held)) if held else None


def answers(case: Weighing, key: int) -> Found | None:
    held = all_held(case.asked.answers, case.reads[key], case.scale)
    return Found(sum(one.value for one in held), _named(held)) if held else None


def typical(case: Weighing, key: int) -> Found | None:
    answered = []
    for problem, near in case.asked.problems:
        answer = Concept(problem.answered[0].text, 1.0, problem.answered)
        held = all_held([answer], case.reads[key], case.scale)
        value = near * sum(one.value for one in held)
        if value > 0:
            answered.append((value, problem.text, [one.way.text for one in held]))
    if not answered:
        return None
    answered.sort(key=lambda one: -one[0])
    value = sum(one[0] * AGAIN**place for place, one in enumerate(answered))
    told = [{"problem": text, "found": found} for _value, text, found in answered[:MOST_TOLD]]
    return Found(value, {"problems": told})


def meaning(case: Weighing, key: int) -> Found | None:
    cosine = case.near.get(key, 0.0)
    return Found(cosine, {"cosine": cosine}) if cosine > 0 else None


def sector(case: Weighing, key: int) -> Found | None:
    own = case.sector_of(key)
    if not own:
        return None
    if case.wish.sector:
        value = float(own == case.wish.sector)
    else:
        hinted = case.asked.sectors.get(own, 0.0)
        value = HINTED * hinted + VOTED * case.votes.get(own, 0.0)
    return Found(value, {"sector": case.known.records[key].sector}) if value else None


def beneficiaries(case: Weighing, key: int) -> Found | None:
    if not case.asked.groups:
        return None
    tokens = case.reads[key].tokens
    shared = [group for group in case.asked.groups if group.is_named(tokens)]
    if not shared:
        return None
    return Found(len(shared) / len(case.asked.groups), {"groups": [one.label for one in shared]})


def goals(case: Weighing, key: int) -> Found | None:
    shared = case.wish.goals & case.known.goals.get(key, frozenset())
    if not shared:
        return None
    return Found(len(shared) / len(case.wish.goals), {"goals": sorted(shared)})


# --- The place ---------------------------------------------------------------------------------


def region_kind(case: Weighing, key: int) -> Found | None:
    region, theirs = case.wish.region, case.known.records[key].region
    if region is None or theirs is None or region.kind != theirs.kind:
        return None
    return Found(1.0, {"kind": region.get_kind_display()})


def alike(figure: str) -> Callable[[Weighing, int], Found | None]:
    """A feature: how alike a figure is here and in the place of the record most like it."""

    def feature(case: Weighing, key: int) -> Found | None:
        here = _fact(case, case.wish.region.pk if case.wish.region else None, figure)
        if here is None or not here.value:
            return None
        best: Found | None = None
        for place in case.known.places_of(key):
            there = _fact(case, place, figure)
            if there is None or not there.value:
                continue
            away = abs(math.log2(float(there.value) / float(here.value)))
            value = max(1.0 - away / ALIKE_STEPS, 0.0)
            if value > (best.value if best else 0.0):
                best = Found(value, {"here": here, "there": there})
        return best

    return feature


def terrain(case: Weighing, key: int) -> Found | None:
    here = _fact(case, case.wish.region.pk if case.wish.region else None, "region_terrain")
    for place in case.known.places_of(key):
        there = _fact(case, place, "region_terrain")
        if here and there and here.text == there.text:
            return Found(1.0, {"here": here, "there": there})
    return None


def _fact(case: Weighing, place: int | None, figure: str):
    return case.known.facts.get(place, {}).get(figure) if place else None


# --- How far it can be trusted -----------------------------------------------------------------


def evidence(case: Weighing, key: int) -> Found | None:
    grade = case.known.records[key].evidence_grade
    return Found(float(grade), {"grade": grade}) if grade else None


def alive(case: Weighing, key: int) -> Found | None:
    stage = case.known.records[key].life_status
    values = {Life.ALIVE: 1.0, Life.STOPPED: -1.0}
    if stage is None or stage.life not in values:
        return None
    return Found(values[Life(stage.life)], {"stage": stage})


def replicated(case: Weighing, key: int) -> Found | None:
    count = case.known.confirmed.get(key, 0)
    return Found(math.log2(1 + count), {"count": count}) if count else None


def outcomes_elsewhere(case: Weighing, key: int) -> Found | None:
    completed = case.known.completed.get(key, 0)
    ended = completed + len(case.known.stopped.get(key, ()))
    if not completed:
        return None
    return Found(completed / ended, {"completed": completed, "ended": ended})


# --- What it takes -----------------------------------------------------------------------------


def cost(case: Weighing, key: int) -> Found | None:
    said = cost_of(case.known.means.get(key, ""))
    if said is None or case.wish.budget is None:
        return None
    value = 1.0 if said <= case.wish.budget else -1.0
    return Found(value, {"cost": said, "budget": case.wish.budget})


def connection(case: Weighing, key: int) -> Found | None:
    offline = is_offline(case.wish)
    if not offline and not is_online(case.wish):
        return None
    leans = leans_on_connection(case.reads[key].story, case.analyzer)
    return Found(-1.0 if leans and offline else 1.0, {"leans": leans, "offline": offline})


FEATURES: Mapping[str, Callable[[Weighing, int], Found | None]] = {
    "words": words,
    "answers": answers,
    "typical": typical,
    "meaning": meaning,
    "sector": sector,
    "beneficiaries": beneficiaries,
    "goals": goals,
    "region_kind": region_kind,
    "population": alike("region_population"),
    "density": alike("region_density"),
    "terrain": terrain,
    "fiscal_capacity": alike("region_fiscal_capacity"),
    "staff": alike("region_staff"),
    "evidence": evidence,
    "alive": alive,
    "replicated": replicated,
    "outcomes_elsewhere": outcomes_elsewhere,
    "cost": cost,
    "connection": connection,
}
# What the subject of a record says, before anything else is known of it.
TOPICAL = ("words", "answers", "typical", "meaning", "beneficiaries")
FAMILIES = {
    "problem": _("The problem"),
    "place": _("The place"),
    "trust": _("How far it can be trusted"),
    "means": _("What it takes"),
}
